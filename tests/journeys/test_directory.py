"""As a champion: who covers, being away, handing over. As an agency's own administrator: its people alone."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

Check = Callable[[Page], None]


def ask(page: Page, question: str) -> None:
    page.goto("/directory/")
    page.get_by_label("Who are you looking for?").fill(question)
    page.get_by_role("button", name="Find").click()


def confirm(page: Page) -> None:
    """The step-up, in one click, where it is asked for."""
    button = page.get_by_role("button", name=re.compile("^Confirm as"))
    if button.is_visible():
        button.click()


def test_one_search_says_who_is_champion_and_who_covers(signed_in: Callable[..., Page], check_page: Check) -> None:
    page = signed_in("priya-nair")
    page.get_by_role("link", name="Directory", exact=True).first.click()
    check_page(page)
    ask(page, "who is the champion for Kent Police")
    row = page.locator("tr", has_text="Gangs champion").first
    expect(row).to_contain_text("Tom Hadlow")
    expect(row).to_contain_text("Away until")
    expect(row).to_contain_text("Laura Penfold covers")
    check_page(page)
    ask(page, "champion clinical commissioning")
    expect(page.locator("main")).to_contain_text("Took over from NHS Kent and Medway Clinical")
    page.get_by_role("link", name="Gaps").click()
    expect(page.locator("main")).to_contain_text("Kent Fire and Rescue")
    check_page(page)


def test_a_champion_says_when_they_are_away_and_hands_over(signed_in: Callable[..., Page], check_page: Check) -> None:
    # given a champion with a colleague
    page = signed_in("grace-adeyemi", viewport={"width": 375, "height": 800})
    page.goto("/you/")
    check_page(page)
    # when they change how they are reached
    page.get_by_role("link", name="Change how you are reached").click()
    check_page(page)
    page.get_by_label("Work telephone number").fill("not a number")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter a telephone number")
    page.get_by_label("Work telephone number").fill("01632 960 139")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("01632 960 139")
    # and record an absence that overlaps the one they have, then call that one off
    page.get_by_role("link", name="Call off or shorten").click()
    check_page(page)
    page.get_by_role("button", name="End the absence").click()
    page.get_by_role("link", name="Record that you are away").click()
    check_page(page)
    page.get_by_label("Year").nth(1).fill(str(time.localtime().tm_year + 1))
    page.get_by_label("Month").nth(1).fill("1")
    page.get_by_label("Day").nth(1).fill("20")
    page.get_by_label("Who covers: Gangs champion").select_option(label="Owen Treharne")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Gangs champion: Owen Treharne")
    # then hand the role over, and stay
    page.get_by_role("link", name="Hand over").first.click()
    confirm(page)
    check_page(page)
    page.get_by_label("Who takes the role over?").select_option(label="Owen Treharne")
    page.get_by_role("button", name="Hand the role over").click()
    expect(page.locator("main")).to_contain_text("The role is handed over")
    ask(page, "champion nhs kent medway icb")
    expect(page.locator("main")).to_contain_text("Owen Treharne")


def test_an_agencys_administrator_adds_somebody_and_marks_them_as_left(
    signed_in: Callable[..., Page], check_page: Check
) -> None:
    page = signed_in("daniel-whitlock")
    page.goto("/people/add/")
    confirm(page)
    check_page(page)
    expect(page.get_by_label("Plan coordinator")).to_be_hidden()
    name = f"Lea Marsh {time.time_ns() % 10_000}"
    page.get_by_label("Full name").fill(name)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    page.get_by_role("link", name="Mark as left").click()
    check_page(page)
    page.get_by_role("button", name="Mark as left").click()
    expect(page.locator("main")).to_contain_text("Their roles are ended")
    check_page(page)
    # and nobody of another agency
    ask(page, "Tom Hadlow")
    page.get_by_role("link", name="Tom Hadlow").first.click()
    for offered in ("Mark as left", "Give a role", "Record that they are away", "Change how they are reached"):
        expect(page.get_by_role("link", name=offered)).to_be_hidden()
