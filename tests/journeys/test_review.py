"""Clerical review: the queue and how good the linkage is; a question answered by keyboard, and taken back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.test_records import choose

Check = Callable[[Page], None]


def test_a_practitioner_sees_the_queue_and_how_good_the_linkage_is(
    signed_in: Callable[..., Page], check_page: Check
) -> None:
    # given a social worker who may see records
    page = signed_in("jo-farrow")
    # when she looks at what waits for her
    page.goto("/records/review/")
    check_page(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Review")
    # then she also finds how good the linkage is, with what weighs how much and where not to trust it
    page.get_by_role("link", name="How good the linkage is").click()
    check_page(page)
    expect(page.get_by_role("heading", name="Is it equally good for everybody?")).to_be_visible()
    # and on whom that was measured, with what is right and what is found
    expect(page.locator("main")).to_contain_text("made-up people of Kent and Medway")
    expect(page.get_by_text("F1 over pairs")).to_be_visible()
    expect(page.get_by_role("region", name="Pairs of one person that were missed")).to_be_visible()
    # and what was decided
    page.get_by_role("link", name="Decided").click()
    check_page(page)


def test_those_who_answer_for_the_linkage_find_its_runs(signed_in: Callable[..., Page], check_page: Check) -> None:
    page = signed_in("marianne-osei")
    page.goto("/records/linkage/")
    page.get_by_role("link", name="Runs", exact=True).click()
    check_page(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Runs of the linkage")
    expect(page.get_by_role("button", name="Link everything anew")).to_be_visible()


def test_a_champion_answers_by_keyboard_and_takes_it_back(signed_in: Callable[..., Page], check_page: Check) -> None:
    # given a champion for whom a question waits
    page = signed_in("tom-hadlow")
    page.goto("/records/review/")
    choose(page, "Finding missing children")
    page.goto("/records/review/")
    begin = page.get_by_role("button", name="Begin with the first")
    if not begin.count():
        pytest.skip("No question waits for the champion on this day.")
    begin.click()
    check_page(page)
    asked = page.url
    # when keys choose: together, not sure, apart, and the second reason
    for key, answer in (("t", "Together: "), ("n", "Not sure"), ("a", "Apart: ")):
        page.keyboard.press(key)
        expect(page.get_by_role("radio", name=answer)).to_be_checked()
    page.keyboard.press("5")
    expect(page.get_by_label("The details are those of different people")).to_be_checked()
    page.get_by_role("button", name="Answer and go on").focus()
    page.keyboard.press("Enter")
    # then the next one stands there at once, or the queue if it was the last
    expect(page).not_to_have_url(asked)
    expect(page.get_by_text(re.compile("Here is the next question|Nothing else waits for you"))).to_be_visible()
    # and what was decided is taken back, unless chance gave the question to a second reviewer
    page.goto(asked)
    check_page(page)
    back = page.get_by_role("button", name="Take the decision back")
    if not back.count():
        expect(page.get_by_role("heading", name="You have answered")).to_be_visible()
        return
    back.click()
    page.get_by_label("Why is it taken back?").fill("It was answered for practice.")
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("main")).to_contain_text("No decision of this question is in force")
    check_page(page)
