"""Anybody reads which agencies share what; a colleague reads what an agreement lets them see, and takes it along."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Check = Callable[[Page], None]
SignedIn = Callable[..., Page]


def test_anybody_reads_the_register(phone: Page, check_page: Check) -> None:
    # given somebody who has no account, on a phone
    phone.goto("/register-of-agreements/")
    check_page(phone)
    # when they open an agreement
    phone.get_by_role("link", name="Children who go missing").click()
    # then they read who shares what and why, and no name of anybody
    expect(phone.get_by_role("heading", name="What is shared")).to_be_visible()
    expect(phone.get_by_text("Children Act 2004, section 10").first).to_be_visible()
    expect(phone.get_by_text("Neil Stannard")).to_have_count(0)
    check_page(phone)


@pytest.mark.smoke
def test_a_social_worker_reads_the_text_and_her_agencys_record(signed_in: SignedIn, check_page: Check) -> None:
    # given a social worker at her agency's record of processing
    page = signed_in("jo-farrow")
    page.goto("/sharing/processing/")
    expect(page.get_by_text("Receives: Missing episodes").first).to_be_visible()
    check_page(page)
    # when she takes it along
    with page.expect_download() as taken:
        page.get_by_role("link", name="spreadsheet").click()
    # then she has it as a file
    assert taken.value.suggested_filename.endswith(".xlsx")
    # and when she looks for another agency's
    page.get_by_label("Agency", exact=True).select_option(label="Kent Police")
    page.get_by_role("button", name="Show its record").click()
    # then she reads that, too
    expect(page.get_by_text("Shares: Missing episodes").first).to_be_visible()
    expect(page.get_by_text("Adaeze Cole")).to_be_visible()
