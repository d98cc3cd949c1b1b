"""The manager has a pack made and proposes words for the public; the deputy chair approves; anybody reads."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

Check = Callable[[Page], None]
SignedIn = Callable[..., Page]
PLAN = "Kent and Medway Gangs Action Plan (demonstration)"


def open_plan(page: Page, part: str) -> None:
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.goto("/plans/")
    page.get_by_role("link", name=PLAN).click()
    page.get_by_role("navigation", name="Pages of this plan").get_by_role("link", name=part).click()


def test_the_manager_has_a_pack_made_in_one_click(signed_in: SignedIn, check_page: Check) -> None:
    # given the manager at the packs of the county plan
    page = signed_in("marianne-osei")
    open_plan(page, "Packs")
    check_page(page)
    # when she asks for the strategic board's
    page.get_by_role("button", name="Make a pack").click()
    page.get_by_label("Kent and Medway Strategic Board").first.check()
    check_page(page)
    page.get_by_role("button", name="Make the pack").click()
    # then it is made while she waits, and she takes it along
    download = page.get_by_role("button", name="Download the PDF")
    expect(download).to_be_visible(timeout=120_000)
    expect(page.get_by_role("heading", name="Exceptions")).to_be_visible()
    check_page(page)
    with page.expect_download() as taken:
        download.click()
    assert taken.value.suggested_filename.endswith(".pdf")


def test_without_script_the_page_of_a_pack_can_be_looked_at_again(browser: Browser, base_url: str) -> None:
    # given the manager, in a browser that runs no script
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/demonstration/")
    page.locator('form[action="/demonstration/sign-in/marianne-osei/"] button').click()
    # when she asks for a pack of the whole plan
    open_plan(page, "Packs")
    page.get_by_role("button", name="Make a pack").click()
    page.get_by_label("The plan as a whole").check()
    page.get_by_role("button", name="Make the pack").click()
    # then looking again leads to it
    for _ in range(60):
        if page.get_by_role("button", name="Download the PDF").is_visible():
            break
        page.wait_for_timeout(1000)
        page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("button", name="Download the PDF")).to_be_visible()
    context.close()


@pytest.mark.smoke
def test_what_the_deputy_chair_approves_anybody_reads_until_it_is_taken_down(
    signed_in: SignedIn, browser: Browser, base_url: str, phone: Page, check_page: Check
) -> None:
    # given a version that waits, and the one before it on the public page
    chair = signed_in("priya-nair")
    open_plan(chair, "Public page")
    check_page(chair)
    phone.goto("/public/")
    phone.get_by_role("link", name=PLAN).click()
    expect(phone.get_by_text("We will come and talk with families")).to_have_count(0)
    # when the deputy chair approves it
    chair.get_by_role("button", name="Approve and publish").click()
    expect(chair.get_by_text("The version is public now.")).to_be_visible()
    # then anybody reads it, without a cookie
    context = browser.new_context(base_url=base_url)
    page = context.new_page()
    page.goto("/public/")
    check_page(page)
    page.get_by_role("link", name=PLAN).click()
    expect(page.get_by_text("We will come and talk with families")).to_be_visible()
    expect(page.get_by_role("link", name="Call 999")).to_be_visible()
    check_page(page)
    assert context.cookies() == []
    # and once it is taken down, nobody does
    address = page.url
    chair.get_by_role("link", name="Take it down").click()
    expect(chair.get_by_role("heading", name="Take the version down")).to_be_visible()
    chair.get_by_label("Why is it taken down?").fill("A figure was wrong.")
    check_page(chair)
    chair.get_by_role("button", name="Take it down now").click()
    answer = browser.new_context(base_url=base_url).new_page().goto(address)
    assert answer is not None
    assert answer.status == 404
