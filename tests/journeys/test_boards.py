"""Boards in a real browser: a secretary runs a meeting to its minutes, and a member reads them."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from fourfold.ground.kernel.clock import today

Check = Callable[[Page], None]
SignedIn = Callable[..., Page]
BOARD = "Kent and Medway Strategic Board"


def open_board(page: Page, name: str = BOARD) -> str:
    """Go to a board; its address."""
    page.goto("/boards/")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return page.url


def fill_date(page: Page, day: date) -> None:
    """Type a date into the only date of a page."""
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part).fill(str(number))


def test_a_secretary_runs_a_meeting_and_a_member_reads_its_minutes(signed_in: SignedIn, check_page: Check) -> None:
    # Given the secretary of a board, at its page
    marianne = signed_in("marianne-osei")
    marianne.goto("/boards/")
    check_page(marianne)
    open_board(marianne)
    check_page(marianne)

    # When she plans a meeting for today and fills its agenda
    marianne.get_by_role("button", name="Plan a meeting").click()
    fill_date(marianne, today())
    marianne.get_by_label("Starts at").fill("after lunch")
    marianne.get_by_label("Ends at").fill("11:59pm")
    marianne.get_by_label("Place").fill("County Hall, Maidstone")
    check_page(marianne)
    marianne.get_by_role("button", name="Plan the meeting").click()
    expect(marianne.get_by_role("alert")).to_contain_text("like 2:30pm")
    marianne.get_by_label("Starts at").fill("0:01")
    marianne.get_by_role("button", name="Plan the meeting").click()
    marianne.get_by_role("button", name="Carry over what is open").click()
    marianne.get_by_label("What is the item?").fill("Street teams in spring")
    marianne.get_by_label("For decision").check()
    marianne.get_by_role("button", name="Add the item").click()
    check_page(marianne)

    # And takes attendance on one screen
    marianne.get_by_role("link", name="Attendance").click()
    check_page(marianne)
    for radio in marianne.get_by_label("Present", exact=True).all():
        radio.check()
    marianne.get_by_label("Substitute", exact=True).last.check()
    marianne.get_by_label("Who came instead?").last.fill("Jo Field")
    marianne.get_by_role("button", name="Save attendance").click()

    # And writes the minutes, with a decision
    marianne.get_by_role("button", name="Write the minutes").click()
    item = marianne.get_by_role("region", name=re.compile("Street teams in spring"))
    item.get_by_role("textbox").fill("Street teams stay out until Easter.")
    check_page(marianne)
    item.get_by_role("button", name=re.compile("record a decision")).click()
    marianne.get_by_label("What was decided?").fill("Street teams stay out until Easter.")
    check_page(marianne)
    marianne.get_by_role("button", name="Record the decision").click()
    marianne.get_by_role("link", name="Approval").click()
    check_page(marianne)
    marianne.get_by_role("button", name="Approve the minutes").click()
    expect(marianne.locator("main")).to_contain_text("Approved minutes never change.")
    meeting = marianne.url

    # Then a member reads them on a phone, and an adviser's substitute is named
    priya = signed_in("priya-nair", viewport={"width": 375, "height": 800})
    priya.goto(meeting)
    expect(priya.locator("main")).to_contain_text("Street teams stay out until Easter.")
    expect(priya.locator("main")).to_contain_text("Jo Field for")
    check_page(priya)


def test_who_has_no_seat_reads_the_terms_and_nothing_inside(signed_in: SignedIn, check_page: Check) -> None:
    # Given a district officer without a seat on the board
    daniel = signed_in("daniel-whitlock")

    # When he opens it
    address = open_board(daniel)
    check_page(daniel)

    # Then he sees who sits on it and its terms, and none of its meetings
    expect(daniel.locator("main")).to_contain_text("Adaeze Obi")
    expect(daniel.get_by_role("link", name="Decisions")).to_have_count(0)
    assert daniel.request.get(f"{address}meetings/").status == 404


def test_a_board_answers_what_was_brought_to_it(signed_in: SignedIn, check_page: Check) -> None:
    # Given an escalation that waits, and somebody who runs the board
    marianne = signed_in("marianne-osei")
    marianne.goto(f"{open_board(marianne)}escalations/")
    check_page(marianne)
    marianne.locator("main tbody th a").first.click()
    check_page(marianne)

    # When she answers it
    marianne.get_by_role("button", name="Answer it").click()
    marianne.get_by_label("What does the board answer?").fill("The post is filled by the spring.")
    marianne.get_by_role("button", name="Send the answer").click()

    # Then whoever brought it reads the answer
    tom = signed_in("tom-hadlow")
    tom.goto(marianne.url)
    expect(tom.locator("main")).to_contain_text("The post is filled by the spring.")


@pytest.mark.smoke
def test_a_calendar_address_opens_without_signing_in_until_it_is_taken_back(
    signed_in: SignedIn, check_page: Check
) -> None:
    # Given a member who makes a calendar address
    priya = signed_in("priya-nair")
    open_board(priya)
    priya.get_by_role("button", name="Make a calendar address").click()
    check_page(priya)
    address = priya.locator(".ff-address").inner_text().strip()

    # When a calendar program opens it, it reads meetings; once taken back, nothing
    stranger = priya.context.browser.new_context()
    answer = stranger.request.get(address)
    assert answer.ok
    assert "BEGIN:VEVENT" in answer.text()
    priya.get_by_role("button", name="Take it back").click()
    assert stranger.request.get(address).status == 404
    stranger.close()
