"""A coordinator imports a plan's document, reviews how it was read, answers what is asked, and publishes it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

Check = Callable[[Page], None]
SignedIn = Callable[..., Page]
SHARED = Path(__file__).resolve().parents[3] / "shared" / "plan" / "kent-and-medway-gangs-action-plan.txt"


@pytest.mark.shared
def test_the_real_document_is_imported_reviewed_and_published(signed_in: SignedIn, check_page: Check) -> None:
    # Given a coordinator at the import page
    page = signed_in("marianne-osei")
    page.goto("/plans/import/")
    check_page(page)

    # When the document is read
    page.get_by_label("The plan's document").set_input_files(SHARED)
    page.get_by_role("button", name="Read the document").click()

    # Then four questions stand beside the document's words
    expect(page.get_by_text("0 of 4 questions answered.")).to_be_visible()
    expect(page.get_by_role("button", name="Publish this plan")).to_have_count(0)
    check_page(page)
    for number in range(1, 5):
        answer = page.get_by_role("group", name=f"Your answer to question {number}", exact=True)
        answer.get_by_label("Keep it as it was understood").check()
    page.get_by_role("button", name="Save these answers").click()
    expect(page.get_by_text("4 of 4 questions answered.")).to_be_visible()

    # And an action can be put right from here
    page.get_by_role("link", name="Edit Prevent 1", exact=True).click()
    page.get_by_label("Short title").fill("Problem profiling across agencies")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("heading", name="Prevent 1: Problem profiling across agencies")).to_be_visible()

    # Then it is published for everyone
    page.get_by_role("button", name="Publish this plan").click()
    expect(page.get_by_text("The plan is published.")).to_be_visible()
    tom = signed_in("tom-hadlow")
    tom.goto("/plans/")
    expect(tom.get_by_role("link", name="Kent and Medway Gangs Action Plan", exact=True)).to_be_visible()


def test_what_is_no_plan_is_refused_in_words(signed_in: SignedIn, check_page: Check, tmp_path: Path) -> None:
    # Given a file that is no plan
    file = tmp_path / "shopping.txt"
    file.write_text("milk\nbread\n")
    page = signed_in("marianne-osei")
    page.goto("/plans/import/")

    # When it is read, then the page says what is wrong and how to mend it
    page.get_by_label("The plan's document").set_input_files(file)
    page.get_by_role("button", name="Read the document").click()
    expect(page.get_by_role("alert")).to_contain_text("This file is no 4P plan")
    check_page(page)


def test_a_plan_begun_from_nothing(signed_in: SignedIn, check_page: Check) -> None:
    # Given a coordinator who begins a plan
    page = signed_in("marianne-osei")
    page.goto("/plans/new/")
    check_page(page)
    page.get_by_label("Title").fill("Swale plan")
    page.get_by_label("District").check()
    page.get_by_role("button", name="Begin this plan").click()

    # When an aim and an action are added, from the list of what it needs
    expect(page.get_by_role("button", name="Begin this plan")).to_have_count(0)
    plan = page.url.removesuffix("prepare/")
    check_page(page)
    page.goto(f"{plan}aims/")
    page.get_by_label("Prevent").fill("Help early")
    page.get_by_role("button", name="Save the aims").click()
    expect(page).to_have_url(f"{plan}prepare/")
    page.goto(f"{plan}strands/prevent/add/")
    check_page(page)
    page.get_by_label("Short title").fill("Mentoring in schools")
    page.get_by_label("What will be done").fill("Offer mentoring before a first exclusion.")
    page.get_by_role("button", name="Add the action").click()
    check_page(page)
    page.get_by_label("Add an agency").select_option(label="Kent Police")
    page.get_by_label("Its part").select_option(label="Leads")
    page.get_by_role("button", name="Save agencies").click()

    # Then it stands in the plan
    expect(page.get_by_role("heading", level=1)).to_have_text("Mentoring in schools")
    for part in ("readers", "edit", "review", "close"):
        page.goto(f"{plan}{part}/")
        check_page(page)
