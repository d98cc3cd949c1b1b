"""Rights in a browser: asked without an account or script, decided by the agency that holds the records, released."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

Check = Callable[[Page], None]
WHO = "Kayla Brightwell"


def ask(browser: Browser, base_url: str, check_page: Check) -> str:
    """Somebody without an account asks the police what is held about them; the reference."""
    page = browser.new_context(base_url=base_url, java_script_enabled=False).new_page()
    page.goto("/your-data/")
    page.get_by_role("link", name="See what is held about you").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("link", name="Choose an organisation")).to_be_visible()
    page.get_by_label("Which organisation do you want to ask?").select_option(label="Kent Police")
    page.get_by_label("What is the full name?").fill(WHO)
    page.get_by_label("The email address, telephone number").fill("Through my social worker")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="The request was sent")).to_be_visible()
    reference = page.locator("main strong").inner_text()
    page.context.close()
    page = browser.new_context(base_url=base_url).new_page()
    for address in ("/your-data/", "/your-data/ask/removal/", f"/your-data/sent/{reference}/"):
        page.goto(address)
        check_page(page)
    page.context.close()
    return reference


def test_from_the_public_form_to_the_released_pack(
    browser: Browser, base_url: str, signed_in: Callable[..., Page], check_page: Check
) -> None:
    reference = ask(browser, base_url, check_page)
    page = signed_in("adaeze-cole")
    page.get_by_role("link", name="Rights", exact=True).click()
    check_page(page)
    page.get_by_role("row", name=reference).get_by_role("link").click()
    expect(page.get_by_role("heading", name="See the data", level=1)).to_be_visible()
    home = page.url

    page.get_by_role("button", name="Decide who asks").first.click()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("How did you check?").fill("Came with her social worker")
    today = date.today()  # noqa: DTZ011 - the service's own day, on this machine
    for label, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(label).fill(str(number))
    page.get_by_label("A child who understands").check()
    page.get_by_label("Why do you think so?").fill("Fifteen, and says clearly what she wants to see.")
    page.get_by_label("I have agreed with them").check()
    check_page(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Find the person").first.click()
    page.get_by_role("button", name="Search").click()
    check_page(page)
    page.get_by_role("link", name=WHO).click()
    page.get_by_role("button", name="Yes, it is about them").click()
    page.get_by_role("button", name="Ask those who hold records").first.click()
    page.get_by_role("button", name="Ask them").click()

    page.get_by_role("button", name="Decide about our records").click()
    check_page(page)
    page.get_by_role("link", name="Decide").first.click()
    page.get_by_label("Leave it out").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Choose the ground in law.")).to_be_visible()
    check_page(page)
    page.get_by_label("On which ground?").select_option("third-party")
    page.get_by_label("Why, for this record?").fill("It tells what a friend said about his own family.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Give all the others").click()
    page.get_by_role("button", name="Give all the others").click()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_role("button", name="Answer", exact=True).click()

    page.goto(home)
    page.get_by_role("button", name="Draft the pack").first.click()
    page.get_by_role("button", name="Draft it").click()
    expect(page.get_by_role("heading", name="Who looked at these records")).to_be_visible()
    check_page(page)
    page.get_by_label("I have read all of it").check()
    page.get_by_label("Why do you not wait").fill("The others answered by telephone.")
    page.get_by_role("button", name="Release it").click()
    expect(page.get_by_text("Released on")).to_be_visible()
    page.goto(home)
    check_page(page)
    page.set_viewport_size({"width": 320, "height": 800})
    check_page(page)
    expect(page.get_by_role("button", name="Answer and close").first).to_be_visible()


@pytest.mark.smoke
def test_an_officer_sees_what_falls_due(signed_in: Callable[..., Page], check_page: Check) -> None:
    page = signed_in("adaeze-cole", viewport={"width": 375, "height": 800})
    page.goto("/rights/holds/")
    page.get_by_role("link", name="Due", exact=True).click()
    expect(page.get_by_role("heading", name="Records that are due", level=1)).to_be_visible()
    expect(page.get_by_role("row", name="Police crime and incidents")).to_contain_text("10 years")
    check_page(page)
