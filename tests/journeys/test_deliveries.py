"""As somebody who looks after an agency's data: send a file with mistakes, mend it, take it back."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from playwright.sync_api import Page, expect

from fourfold.records.feeds.domain.contracts import contract
from fourfold.records.feeds.domain.examples import example_rows

Check = Callable[[Page], None]
FEED = contract("police-incidents")


def own_mark() -> str:
    """What no other file has: headers that were said once are remembered, and rows that came once are known."""
    return f"J{Random().randrange(10**9)}"


def write_file(folder: Path, name: str, mark: str, begins: str = "A", **wrong: str) -> Path:
    """Twelve rows of police incidents under headers of one's own, the first one with something wrong in it."""
    odd = {"incident_reference": f"{mark} number", "reported_at": f"{mark} told"}
    rows = []
    for number in range(12):
        row = {
            **example_rows(contract("police-incidents"))[number % 3],
            "incident_reference": f"{mark}-{begins}{number}",
        }
        rows.append({**row, **(wrong if number == 0 else {})})
    file = folder / name
    with file.open("w", encoding="utf-8", newline="") as opened:
        out = csv.writer(opened)
        out.writerow([odd.get(key, key) for key in rows[0]])
        out.writerows(row.values() for row in rows)
    return file


def send(page: Page, file: Path) -> None:
    """From the list of deliveries to the page of the columns."""
    page.goto("/data/deliveries/")
    page.get_by_role("button", name="Send a file").click()
    page.get_by_label("Police crime and incidents").check()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Send the file").click()


def test_a_file_with_mistakes_is_sent_mended_and_undone(
    signed_in: Callable[..., Page], check_page: Check, tmp_path: Path
) -> None:
    mark = own_mark()
    # given somebody of a force who reads what a file must look like
    page = signed_in("tom-hadlow")
    page.goto("/data/contracts/")
    check_page(page)
    page.get_by_role("link", name="Police crime and incidents").click()
    check_page(page)
    # when they send a file with headers of their own and a mistake, on a page that says what is wrong with others
    page.goto("/data/deliveries/new/")
    page.get_by_role("button", name="Send the file").click()
    check_page(page)
    send(page, write_file(tmp_path, "first.csv", mark, offence_group="Burglery"))
    check_page(page)
    expect(page.locator("main")).to_contain_text("Every row needs Incident’s reference")
    # then they say once which columns are which, and see the first rows
    page.get_by_label(f"Which column is “{mark} number”?").select_option("incident_reference")
    page.get_by_label(f"Which column is “{mark} told”?").select_option("reported_at")
    page.get_by_role("button", name="Show the rows with these columns").click()
    expect(page.locator("main")).to_contain_text("“Burglery” is not one of the codes")
    check_page(page)
    page.get_by_role("button", name="The columns are right").click()
    # and, as it is far smaller than the file before, say that this is how it is meant
    main = page.locator("main")
    expect(main).to_contain_text("Held for a person", timeout=60_000)
    page.get_by_role("button", name="Let the rows enter").click()
    check_page(page)
    page.get_by_label("Why?").fill("It holds one evening, for practice.")
    page.get_by_role("button", name="Let them enter").click()
    # and watch until all rows are in but one, which waits
    expect(main).to_contain_text("What became of the rows", timeout=60_000)
    expect(main).to_contain_text("11 rows are new here.")
    check_page(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Report (CSV)").click()
    assert "Burglery" in Path(download.value.path()).read_text(encoding="utf-8")
    # when the row is mended, none waits
    page.get_by_role("button", name="Mend the first row").click()
    check_page(page)
    page.get_by_role("button", name="Save").click()
    expect(main).to_contain_text("What is still wrong")
    page.get_by_label("Offence group").select_option("burglary")
    page.get_by_role("button", name="Save").click()
    expect(main).to_contain_text("12 rows are new here.")
    expect(main).to_contain_text("No row waits.")
    # and undone, it is kept and no longer seen
    page.get_by_role("link", name="Undo the delivery").click()
    check_page(page)
    page.get_by_label("Why?").fill("It was made for practice.")
    page.get_by_role("button", name="Undo it").click()
    expect(main).to_contain_text("This delivery is undone")
    check_page(page)
    # then the next file with these headers is understood at once
    send(page, write_file(tmp_path, "second.csv", mark, begins="B"))
    expect(main).to_contain_text("We remember these columns from an earlier file")
    page.get_by_role("link", name="Take the file back").click()
    page.get_by_label("Why?").fill("It was made for practice.")
    page.get_by_role("button", name="Take it back").click()
    expect(main).to_contain_text("This file was taken back")
    page.goto("/data/deliveries/?state=undone")
    expect(page.get_by_role("link", name="first.csv").first).to_be_visible()
    check_page(page)


def test_a_delivery_is_followed_without_script(signed_in: Callable[..., Page], tmp_path: Path) -> None:
    mark = own_mark()
    page = signed_in("tom-hadlow", java_script_enabled=False, viewport={"width": 375, "height": 800})
    page.goto("/data/deliveries/new/")
    page.get_by_label("Police crime and incidents").check()
    page.locator("input[type=file]").set_input_files(write_file(tmp_path, "plain.csv", mark))
    page.get_by_role("button", name="Send the file").click()
    for header, column in ((f"{mark} number", "incident_reference"), (f"{mark} told", "reported_at")):
        page.get_by_label(f"Which column is “{header}”?").select_option(column)
    page.get_by_role("button", name="The columns are right").click()
    look_until(page, "Held for a person")
    page.get_by_role("button", name="Let the rows enter").click()
    page.get_by_label("Why?").fill("It holds one evening, for practice.")
    page.get_by_role("button", name="Let them enter").click()
    look_until(page, "rows are new here")
    expect(page.locator("main")).to_contain_text(re.compile("12 rows are new here"))
    # undone, so that the file before the next one is again the large one, in whatever order these are run
    page.get_by_role("link", name="Undo the delivery").click()
    page.get_by_label("Why?").fill("It was made for practice.")
    page.get_by_role("button", name="Undo it").click()
    expect(page.locator("main")).to_contain_text("This delivery is undone")


def look_until(page: Page, words: str) -> None:
    """Look again, as somebody does whose browser runs no script."""
    for _look in range(60):
        if page.get_by_text(words).count():
            return
        page.wait_for_timeout(500)
        page.get_by_role("button", name="Look again").click()
