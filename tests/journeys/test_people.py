"""The directory in a browser, and what becomes of somebody who leaves."""

import time
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect
from tests.journeys.test_signin import PASSWORD, Check, enter, invite, next_code, set_password


def test_an_agency_of_the_past_leads_to_todays_and_its_people(
    signed_in: Callable[..., Page], check_page: Check
) -> None:
    page = signed_in("tom-hadlow")
    page.goto("/agencies/")
    check_page(page)
    page.get_by_label("Name").fill("clinical commissioning")
    page.get_by_label("Which").select_option("historic")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.locator(".ff-shown")).to_contain_text("that are no more")
    check_page(page)
    page.get_by_role("link", name="NHS Kent and Medway ICB").first.click()
    expect(page.get_by_role("heading", name="NHS Kent and Medway ICB", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="Through time")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Grace Adeyemi").first.click()
    expect(page.get_by_role("heading", name="Grace Adeyemi", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="Account")).to_be_hidden()
    check_page(page)


def test_a_leavers_open_session_ends_with_their_last_role(
    signed_in: Callable[..., Page], browser: Browser, base_url: str, check_page: Check
) -> None:
    administrator = signed_in("ruth-callender")
    person = invite(administrator, "Lea Leaver", f"lea.{time.time_ns()}@kent-police.example")
    theirs = browser.new_context(base_url=base_url)
    page = theirs.new_page()
    set_password(page, person)
    enter(page, person)
    page.get_by_role("button", name="Set up an app").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_text("I cannot scan it").click()
    key = page.locator("#totp-key").inner_text().replace(" ", "").strip()
    page.get_by_label("Code from the app").fill(next_code(key, set()))
    page.get_by_role("button", name="Set up").click()
    page.goto("/people/")
    expect(page.get_by_role("heading", name="People", level=1)).to_be_visible()

    administrator.get_by_role("button", name="Done").click()
    check_page(administrator)
    administrator.get_by_role("link", name="End Works here").click()
    check_page(administrator)
    administrator.get_by_role("button", name="End the role").click()
    expect(administrator.get_by_text("Closed on")).to_be_visible()
    check_page(administrator)

    page.goto("/people/")
    expect(page.get_by_role("heading", name="People", level=1)).to_be_hidden()
    expect(page.locator(".ff-account")).to_be_hidden()
    theirs.close()


def test_the_directory_fits_a_phone(signed_in: Callable[..., Page], check_page: Check) -> None:
    page = signed_in("ruth-callender", viewport={"width": 375, "height": 800})
    for path in ("/agencies/", "/people/", "/you/", "/people/add/"):
        page.goto(path)
        check_page(page)
