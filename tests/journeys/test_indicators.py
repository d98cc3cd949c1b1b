"""Success factors in a browser: read, entered by who supplies them, imported from a file that was mended."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fourfold.accountability.indicators.domain.periods import Frequency, complete_periods, written
from fourfold.ground.kernel.clock import today

Check = Callable[[Page], None]
PLAN = "Kent and Medway Gangs Action Plan (demonstration)"


def open_factors(page: Page) -> None:
    page.goto("/plans/")
    page.get_by_role("link", name=PLAN).first.click()
    page.get_by_role("link", name="Success factors", exact=True).click()
    expect(page.get_by_role("heading", name="Success factors", level=1)).to_be_visible()


def test_a_member_reads_whether_violence_falls(signed_in: Callable[..., Page], check_page: Check) -> None:
    page = signed_in("daniel-whitlock")
    open_factors(page)
    check_page(page)
    page.get_by_role("link", name="Violence and sexual offences recorded by the police").click()
    expect(page.get_by_role("cell", name="Short at the source")).to_have_count(2)
    check_page(page)
    page.get_by_label("Place").select_option("Thanet")
    page.get_by_label("Beside it").select_option("Kent and Medway")
    page.get_by_label("Shown as").select_option("Per 1,000 residents")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("figcaption")).to_contain_text("Thanet beside Kent and Medway, per 1,000 residents")
    expect(page.get_by_role("columnheader", name="Thanet")).to_be_visible()
    expect(page.get_by_role("link", name="Enter figures")).to_be_hidden()
    check_page(page)
    page.set_viewport_size({"width": 320, "height": 800})
    check_page(page)


@pytest.mark.smoke
def test_the_police_enter_their_figures_and_mend_a_file(signed_in: Callable[..., Page], check_page: Check) -> None:
    page = signed_in("tom-hadlow", java_script_enabled=False)
    open_factors(page)
    page.get_by_role("link", name="Youth violence falls").click()
    page.get_by_role("link", name="Homicides recorded by the police").click()
    expect(page.get_by_text("To be supplied by Kent Police")).to_be_visible()
    page.get_by_role("link", name="Enter figures").click()
    page.get_by_label(re.compile("^Value, ")).first.fill("16.5")
    page.get_by_role("button", name="Save figures").click()
    expect(page.get_by_role("link", name="A count is a whole number.")).to_be_visible()
    page.get_by_label(re.compile("^Value, ")).first.fill("16")
    page.get_by_role("button", name="Save figures").click()
    expect(page.get_by_text("1 figure was taken")).to_be_visible()

    page.get_by_role("link", name="Import a file").click()
    first, second, last = (
        written(Frequency.FINANCIAL_YEAR, p) for p in complete_periods(Frequency.FINANCIAL_YEAR, today(), 3)
    )
    wrong = f"period,value\n{first},eighteen\n{second},21\n{last},17\n"
    send(page, wrong)
    expect(page.get_by_role("heading", name="1 thing to mend")).to_be_visible()
    send(page, wrong.replace("eighteen", "18"))
    expect(page.get_by_text("2 new figures, 1 revised, 0 the same")).to_be_visible()
    page.get_by_role("button", name="Take these figures").click()
    expect(page.get_by_text("3 figures were taken")).to_be_visible()
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.get_by_text("(replaced)")).to_be_visible()


def send(page: Page, text: str) -> None:
    page.get_by_label("The file").set_input_files(
        {"name": "homicides.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Check the file").click()


def test_a_coordinator_adds_an_indicator_and_a_target(signed_in: Callable[..., Page], check_page: Check) -> None:
    page = signed_in("marianne-osei")
    open_factors(page)
    page.get_by_role("link", name="Victims are offered support").click()
    check_page(page)
    page.get_by_role("button", name="Add an indicator").click()
    check_page(page)
    page.get_by_role("link", name="Add an indicator of your own").click()
    page.get_by_label("What is measured?").fill("Victims who say that support helped")
    page.get_by_label("How exactly is it counted?").fill("The share that agrees in the closing survey.")
    page.get_by_label("In what unit?").select_option("Per cent")
    page.get_by_label("How often?").select_option("Every quarter")
    page.get_by_label("Higher is better").check()
    page.get_by_label("Which agency supplies it?").select_option("Victim Support")
    page.get_by_label("Where does the figure come from?").fill("Closing survey")
    check_page(page)
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Victims who say that support helped")).to_be_visible()
    page.get_by_role("link", name="Enter figures").click()
    check_page(page)
    page.get_by_label(re.compile("^Value, ")).first.fill("74")
    page.get_by_role("button", name="Save figures").click()
    page.get_by_role("link", name="Set a baseline or target").click()
    page.get_by_label("A target: where we want to be").check()
    page.get_by_label("Value", exact=True).fill("80")
    for part, value in (("Day", "31"), ("Month", "3"), ("Year", str(today().year + 1))):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("Why this value?").fill("What the best quarter gave.")
    check_page(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".ff-reading").get_by_text("6 percentage points to go")).to_be_visible()
    check_page(page)
