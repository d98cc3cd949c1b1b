"""What is due is removed, from the file that brings it to what became of it: two officers of a force in a browser."""

import csv
from collections.abc import Callable
from pathlib import Path
from random import Random

from playwright.sync_api import Page, expect

from fourfold.records.feeds.domain.contracts import contract
from fourfold.records.feeds.domain.examples import example_rows

Check = Callable[[Page], None]
OVER, MISSING = 9, 2


def old_episodes(folder: Path) -> Path:
    """Episodes of many years ago; two of them do not say that the person was found."""
    mark = f"J{Random().randrange(10**9)}"
    row = {**example_rows(contract("missing-episodes"))[0], "reported_at": "2014-03-01 21:00"}
    rows = []
    for number in range(OVER + MISSING):
        found = "" if number < MISSING else "2014-03-02 07:00"
        reference = {"episode_reference": f"{mark}-{number}", "person_reference": f"{mark}-{number}"}
        rows.append({**row, **reference, "returned_at": found, "surname": f"Osgood{number}"})
    file = folder / "old.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        out = csv.DictWriter(opened, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    return file


def deliver(page: Page, file: Path) -> None:
    """Send a file of missing episodes, and wait until its rows are in."""
    page.goto("/data/deliveries/")
    page.get_by_role("button", name="Send a file").click()
    page.get_by_label("Missing episodes").check()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Send the file").click()
    page.get_by_role("button", name="The columns are right").click()
    expect(page.locator("main")).to_contain_text(f"{OVER + MISSING} rows are new here.", timeout=60_000)


def test_two_officers_have_what_is_due_removed(
    signed_in: Callable[..., Page], check_page: Check, tmp_path: Path
) -> None:
    # given a force's data protection officer, a colleague who becomes accountable officer, and a file of old episodes
    administrator, other, page = signed_in("ruth-callender"), signed_in("tom-hadlow"), signed_in("adaeze-cole")
    administrator.goto("/people/?q=Tom+Hadlow")
    administrator.get_by_role("link", name="Tom Hadlow").first.click()
    administrator.get_by_role("button", name="Give a role").click()
    administrator.get_by_role("button", name="Confirm as").click()
    administrator.get_by_label("Agency", exact=True).select_option(label="Kent Police")
    administrator.get_by_label("Accountable officer", exact=True).check()
    administrator.get_by_role("button", name="Give the role").click()
    expect(administrator.locator("main")).to_contain_text("Accountable officer")
    deliver(other, old_episodes(tmp_path))

    # when the one sees what may be removed, and decides
    page.goto("/rights/retention/")
    check_page(page)
    page.get_by_role("row", name="Missing episodes").get_by_role("link", name="What may be removed").click()
    main = page.locator("main")
    expect(main.get_by_role("row", name="No time says when the person was found").first).to_contain_text("2")
    expect(main.get_by_role("row", name="May be removed").first).to_contain_text(str(OVER))
    check_page(page)
    page.get_by_role("button", name="Have them removed").click()
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("link", name="Say why these records are not needed any longer")).to_be_visible()
    check_page(page)
    page.get_by_label("Why are they not needed any longer?").fill("Over for years; nobody works on them.")
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("button", name="See the removal that is open").click()
    expect(main).to_contain_text("Another officer of your agency")
    expect(page.get_by_role("button", name="Confirm")).to_be_hidden()
    check_page(page)
    address = page.url

    # then the other finds it on the page of today, confirms it, and watches
    other.goto("/")
    other.get_by_role("link", name="A removal of what is due waits for another officer").click()
    check_page(other)
    other.get_by_role("link", name="Missing episodes").first.click()
    other.get_by_role("button", name="Confirm").click()
    check_page(other)
    other.get_by_role("button", name="Confirm, and remove").click()
    expect(other.get_by_role("row", name="Removed")).to_contain_text(str(OVER), timeout=90_000)
    other.reload()
    expect(other.locator("main")).to_contain_text("Done")
    check_page(other)

    # and what is left is only looked at
    page.goto(address)
    expect(page.get_by_role("row", name="they may still be missing")).to_contain_text(str(MISSING))
    page.goto("/rights/retention/")
    page.get_by_role("row", name="Missing episodes").get_by_role("link", name="What may be removed").click()
    expect(main).to_contain_text("None of them may be removed.")
    page.set_viewport_size({"width": 375, "height": 800})
    check_page(page)
