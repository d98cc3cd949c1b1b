"""Working on an action in a real browser: an update, two people editing at once, a partner who may only comment."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

Check = Callable[[Page], None]
SignedIn = Callable[..., Page]


def an_action(page: Page) -> str:
    """The address of an action that Kent Police leads."""
    page.goto("/actions/?my_agency=1")
    found = page.locator("main tbody th a").first.get_attribute("href")
    assert found
    return found


def test_a_lead_reports_and_everyone_sees_it(signed_in: SignedIn, check_page: Check) -> None:
    # Given the champion of a lead, at one of its actions
    tom = signed_in("tom-hadlow")
    action = an_action(tom)
    tom.goto(action)
    check_page(tom)

    # When an update says at risk without a reason, it comes back as typed
    tom.get_by_role("button", name="Post an update").click()
    check_page(tom)
    tom.get_by_label("What has happened?").fill("Two trainers have left.")
    tom.get_by_label("At risk").check()
    tom.get_by_role("button", name="Post the update").click()
    expect(tom.get_by_role("alert")).to_contain_text("Say why the action is at risk.")
    expect(tom.get_by_label("What has happened?")).to_have_value("Two trainers have left.")
    check_page(tom)

    # And with its reason it stands in the timeline
    tom.get_by_label("Why?").fill("Nobody to run the spring courses")
    tom.get_by_role("button", name="Post the update").click()
    expect(tom.get_by_text("Your update was posted.")).to_be_visible()
    expect(tom.locator(".ff-timeline__item").first).to_contain_text("Two trainers have left.")
    check_page(tom)

    # Then a partner reads it
    daniel = signed_in("daniel-whitlock")
    daniel.goto(f"{action}timeline/")
    expect(daniel.locator(".ff-timeline__item").first).to_contain_text("Nobody to run the spring courses")
    for part in ("plan", "documents", "history"):
        tom.goto(f"{action}{part}/")
        check_page(tom)


def test_two_people_edit_at_once_and_lose_nothing(signed_in: SignedIn, check_page: Check) -> None:
    # Given two people with the same action open
    tom, marianne = signed_in("tom-hadlow"), signed_in("marianne-osei")
    action = an_action(tom)
    for page in (tom, marianne):
        page.goto(f"{action}edit/")
    check_page(tom)

    # When both save
    tom.get_by_label("Short title").fill("Know where harm is done")
    tom.get_by_role("button", name="Save changes").click()
    expect(tom.get_by_role("heading", level=1)).to_have_text("Know where harm is done")
    marianne.get_by_label("Short title").fill("Know who is harmed")
    due = marianne.get_by_role("group", name="Due date")
    for part, number in (("Day", "31"), ("Month", "3"), ("Year", "2031")):
        due.get_by_label(part).fill(number)
    marianne.get_by_role("button", name="Save changes").click()

    # Then the second sees both, and makes one of them
    expect(marianne.get_by_role("heading", level=1)).to_have_text("Two people edited this action")
    expect(marianne.locator("main")).to_contain_text("Know where harm is done")
    expect(marianne.locator("main")).to_contain_text("Know who is harmed")
    check_page(marianne)
    titles = marianne.get_by_role("group", name=re.compile("Short title: which version"))
    titles.get_by_label("Keep theirs").check()
    marianne.get_by_role("button", name="Save this version").click()
    expect(marianne.get_by_role("heading", level=1)).to_have_text("Know where harm is done")
    expect(marianne.locator("main")).to_contain_text("31 March 2031")


def test_who_may_not_move_it_is_told_why_and_comments(signed_in: SignedIn, check_page: Check) -> None:
    # Given an administrator, whose agency leads nothing here that she may move, at an action of the police
    tom = signed_in("tom-hadlow")
    tom.goto("/actions/?my_agency=1&strand=pursue")
    action = tom.locator("main tbody th a").first.get_attribute("href")
    grace = signed_in("grace-adeyemi", viewport={"width": 375, "height": 800})
    grace.goto(str(action))
    check_page(grace)

    # When she may not move it, the page says so; the comment is hers to make
    expect(grace.locator("main")).to_contain_text("does not lead or deliver this action")
    expect(grace.get_by_role("button", name="Post an update")).to_have_count(0)
    grace.goto(f"{action}comment/")
    grace.get_by_label("Your comment").fill("Our nurses can help with this.")
    grace.get_by_role("button", name="Add the comment").click()
    expect(grace.locator(".ff-timeline__item").first).to_contain_text("Our nurses can help with this.")


def test_a_milestone_without_script(without_script: Page) -> None:
    # Given a browser that runs no script
    page = without_script
    page.goto("/demonstration/")
    page.locator('form[action="/demonstration/sign-in/tom-hadlow/"] button').click()
    page.goto(f"{an_action(page)}milestones/add/")

    # When a step is added and marked as done
    page.get_by_label("What will have been done?").fill("Course written without script")
    for part, number in (("Day", "31"), ("Month", "3"), ("Year", "2031")):
        page.get_by_label(part).fill(number)
    page.get_by_role("button", name="Add the milestone").click()
    row = page.get_by_role("row", name=re.compile("Course written without script"))
    row.get_by_role("button", name=re.compile("Mark as done")).click()

    # Then it is done
    row = page.get_by_role("row", name=re.compile("Course written without script"))
    expect(row).to_contain_text("Done on")
