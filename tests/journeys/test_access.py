"""Emergency access in a browser: told at once, reviewed by somebody else; and for what one looks."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Check = Callable[[Page], None]
NOBODY = "KM-2222-2222"


def test_emergency_access_is_told_at_once_and_reviewed(signed_in: Callable[..., Page], check_page: Check) -> None:
    # Given a champion who was told a reference on the telephone
    page = signed_in("tom-hadlow")
    page.goto("/you/")
    page.get_by_role("link", name="Emergency access").click()
    check_page(page)
    page.get_by_role("button", name="Use emergency access").click()
    check_page(page)
    # When something is missing, it is said, and nothing typed is lost
    page.get_by_label("Reference of the person").fill("no")
    page.get_by_label("Why can’t it wait?").fill("He has been missing since last night; his mother rang.")
    page.get_by_label("1 hour").check()
    page.get_by_role("group", name="What do you need it for?").get_by_role("radio").first.check()
    page.get_by_role("button", name="Open it now").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the reference as you were told it")
    expect(page.get_by_label("Why can’t it wait?")).to_have_value(
        "He has been missing since last night; his mother rang."
    )
    check_page(page)
    # And the reference is one that nobody has
    page.get_by_label("Reference of the person").fill(NOBODY)
    page.get_by_role("button", name="Open it now").click()
    # Then it is answered as any other
    expect(page.get_by_text("We have written it down. What you may see is open until")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Go to what is open").click()
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()

    # And the data protection officer finds it, by the address that her mail names, and reviews it
    officer = signed_in("adaeze-cole")
    officer.goto("/conduct/")
    check_page(officer)
    officer.get_by_role("row", name=NOBODY).get_by_role("link").first.click()
    expect(officer.get_by_text("He has been missing since last night")).to_be_visible()
    check_page(officer)
    officer.get_by_role("button", name="Review it").click()
    officer.get_by_label("Yes").check()
    officer.get_by_label("What did you find?").fill("Rang the duty team: the reference was misheard.")
    check_page(officer)
    officer.get_by_role("button", name="Save the review").click()
    expect(officer.get_by_text("the reference was misheard")).to_be_visible()
    mail = signed_in("adaeze-cole")
    mail.goto("/demonstration/mail/")
    expect(mail.get_by_text("Emergency access was used").first).to_be_visible(timeout=20_000)


@pytest.mark.smoke
def test_one_click_changes_what_one_looks_for(signed_in: Callable[..., Page], check_page: Check) -> None:
    page = signed_in("jo-farrow")
    page.goto("/records/find/")
    bar = page.locator(".ff-standing")
    expect(bar).to_contain_text("Kent County Council")
    before = bar.inner_text()
    bar.get_by_role("link", name="Change").click()
    expect(page.get_by_role("heading", name="What are you looking for?")).to_be_visible()
    check_page(page)
    page.locator("button[name=purpose]").last.click()
    expect(page).to_have_url(re.compile("/records/find/$"))
    assert bar.inner_text() != before
