"""As a social worker who asks for more, and the champion who answers: from the record to what is open."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Check = Callable[[Page], None]


@pytest.mark.smoke
def test_a_request_is_made_answered_and_read(signed_in: Callable[..., Page], check_page: Check) -> None:
    # given a social worker who needs to know where a child was found
    page = signed_in("jo-farrow")
    page.goto("/requests/ask/")
    check_page(page)
    page.get_by_label("Which agency do you ask?").select_option("Kent Police")
    page.get_by_label("What do you ask for?").select_option("Missing episodes")
    page.get_by_role("button", name="Go on").click()
    # when she sends a request without saying why, it comes back with what she typed
    page.get_by_label("Returned").check()
    page.get_by_label("A child, under 18").check()
    page.get_by_label("Whom is it about?").fill("A girl of 13, our reference KCC-20117")
    page.get_by_label("What is it for?").select_option("Finding missing children")
    page.get_by_label("Which law lets them share it with you?").select_option("Children Act 2004, section 10")
    page.get_by_role("button", name="Send the request").click()
    check_page(page)
    expect(page.get_by_role("alert")).to_contain_text("Say why you need it")
    page.get_by_label("Why do you need it?").fill("She came home without her coat, and says nothing.")
    page.get_by_role("button", name="Send the request").click()
    main = page.locator("main")
    expect(main).to_contain_text("Waits for an answer")
    check_page(page)
    reference = re.search(r"R-\w{4}-\w{4}", main.inner_text())
    assert reference is not None
    # then the champion of the police finds it on Today, and refuses with a reason
    page = signed_in("tom-hadlow")
    page.goto("/")
    page.get_by_role("link", name="Kent County Council asks you to share").first.wait_for()
    page.goto("/requests/")
    check_page(page)
    page.get_by_role("row", name=re.compile(reference.group())).get_by_role("link").click()
    page.get_by_role("button", name="Answer it").click()
    check_page(page)
    page.get_by_label("Share nothing of it").check()
    page.get_by_label("It is more than the purpose needs").check()
    page.get_by_label("Your answer in words").fill("She was home by midnight. Her mother called us.")
    page.get_by_role("button", name="Send the answer").click()
    main = page.locator("main")
    expect(main).to_contain_text("Refused")
    expect(main).to_contain_text("Her mother called us.")
    check_page(page)
