"""A coordinator writes a plan from nothing, refreshes it, and takes in a plan of another layout."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.samples.other_layouts import harrowby

Check = Callable[[Page], None]
SignedIn = Callable[..., Page]


def test_a_plan_is_written_published_and_refreshed(signed_in: SignedIn, check_page: Check) -> None:
    # Given a coordinator who begins a plan
    page = signed_in("marianne-osei")
    page.goto("/plans/new/")
    page.get_by_label("Title").fill("Swale river paths plan")
    page.get_by_role("button", name="Begin this plan").click()
    expect(page.get_by_text("Needed before you publish: Add at least one")).to_be_visible()
    check_page(page)

    # When actions are written with Enter alone
    page.get_by_role("link", name="Add actions", exact=True).or_(
        page.get_by_role("button", name="Add actions", exact=True)
    ).first.click()
    page.get_by_label("Who leads?").select_option(label="Kent Police")
    page.get_by_label("By when?").fill("March 2027")
    for text in ("Walk the river paths with residents.", "Mend the lights under the bridge."):
        box = page.get_by_label("What will be done?")
        box.fill(text)
        box.press("Enter")
        expect(page.get_by_role("link", name=text.rstrip("."))).to_be_visible()
    check_page(page)

    # And it is published
    page.get_by_role("link", name="I have added them all").click()
    page.get_by_role("button", name="Publish this plan").click()
    expect(page.get_by_text("The plan is published.")).to_be_visible()

    # And its next version drops an action, with a reason
    page.get_by_role("link", name="Begin the next version").click()
    check_page(page)
    page.get_by_label("What is the new version called?").fill("2027 refresh")
    page.get_by_role("button", name="Begin the next version").click()
    page.get_by_role("link", name="Take out Prevent 2").click()
    page.get_by_label("Why is it dropped?").fill("The lights are mended.")
    page.get_by_role("button", name="Take it out").click()

    # Then both versions stand side by side, and the new one takes the old one's place
    page.get_by_role("link", name="Compare with the version before").click()
    expect(page.get_by_text("1 action is dropped and 1 the same.")).to_be_visible()
    expect(page.get_by_text("The lights are mended.")).to_be_visible()
    check_page(page)
    page.go_back()
    page.get_by_role("button", name="Publish this plan").click()
    expect(page.get_by_text("Replaces")).to_be_visible()


def test_a_plan_of_another_layout_is_explained_once(signed_in: SignedIn, check_page: Check, tmp_path: Path) -> None:
    # Given a CSV file whose headings say little
    file = tmp_path / "harrowby.csv"
    file.write_bytes(harrowby())
    page = signed_in("marianne-osei")
    page.goto("/plans/import/")
    page.get_by_label("The plan's document").set_input_files(file)
    page.get_by_role("button", name="Read the document").click()
    expect(page.get_by_text("We do not know which column says what will be done")).to_be_visible()
    check_page(page)

    # When the coordinator says what each column holds
    page.get_by_role("link", name="Say what each column holds").click()
    check_page(page)
    for label, field in (
        ("Undertaking", "What will be done"),
        ("Body", "Who leads"),
        ("Finish", "By when"),
        ("State", "Status (RAG)"),
    ):
        page.get_by_label(label).select_option(label=field)
    page.get_by_role("button", name="Read the document so").click()

    # Then the document is read anew at once
    expect(page.get_by_role("heading", name="Prevent 2: Light the underpass")).to_be_visible()
