"""A person found in spite of slips, a record added after looking who is known, and a key for a system."""

import re
from collections.abc import Callable
from random import Random

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.test_records import choose

Check = Callable[[Page], None]


@pytest.mark.smoke
def test_a_person_is_found_in_spite_of_slips(signed_in: Callable[..., Page], check_page: Check) -> None:
    # given a social worker who has heard a name and writes it as it sounds
    page = signed_in("jo-farrow")
    page.goto("/records/find/")
    choose(page, "Finding missing children")
    page.goto("/records/find/")
    page.get_by_label("Name", exact=True).fill("Kaila Brightwel")
    # when she looks for it
    page.get_by_role("button", name="Find").click()
    check_page(page)
    # then the girl is found, with why, and her page opens
    page.get_by_role("link", name="Kayla Brightwell").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kayla Brightwell")
    check_page(page)


def test_whoever_adds_a_record_is_first_shown_who_is_known(signed_in: Callable[..., Page], check_page: Check) -> None:
    # given a name that nobody has
    chance = Random()
    name = "".join(chance.choice("bdfglmnrst") + chance.choice("aeiou") for _syllable in range(4)).title()
    page = signed_in("tom-hadlow")
    page.goto("/records/new/")
    choose_data_set(page)
    check_page(page)
    # when a record of a person of this name is added
    fill(page, f"{name} Testperson")
    page.get_by_role("button", name="Look, then add").click()
    expect(page.get_by_text("The record is added.")).to_be_visible()
    check_page(page)
    # then whoever adds another, with a slip in the name, is shown them first, and can leave it
    page.goto("/records/new/")
    choose_data_set(page)
    fill(page, f"{name}s Testperson")
    page.get_by_role("button", name="Look, then add").click()
    expect(page.get_by_role("heading", name="These may be the same person")).to_be_visible()
    expect(page.get_by_role("link", name=f"{name} Testperson")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a record")


def test_a_champion_makes_a_key_for_a_system_and_ends_it(signed_in: Callable[..., Page], check_page: Check) -> None:
    # given the page that says how a system sends files
    page = signed_in("tom-hadlow")
    page.goto("/data/api/")
    check_page(page)
    page.get_by_role("button", name="Keys of your agency’s systems").click()
    page.get_by_role("button", name="Make a key").click()
    page.get_by_role("button", name="Confirm as").click()
    check_page(page)
    # when the champion makes a key for one feed
    name = f"Nightly extract {Random().randrange(10**9)}"
    page.get_by_label("Which system is it for?").fill(name)
    page.get_by_label("Missing episodes").check()
    page.get_by_role("button", name="Make the key").click()
    # then its private part is shown once, and the key can be ended
    expect(page.get_by_label("Private key (PEM)")).to_have_value(re.compile("BEGIN PRIVATE KEY"))
    check_page(page)
    page.get_by_role("button", name="Done").click()
    check_page(page)
    page.get_by_role("button", name="End the key").click()
    expect(page.locator("main")).to_contain_text("No call with this key is taken any more")


def choose_data_set(page: Page) -> None:
    """Police incidents, of one's own force."""
    page.get_by_role("link", name="Police crime and incidents").click()


def fill(page: Page, name: str) -> None:
    """What a record cannot be without."""
    page.get_by_label("Name", exact=True).fill(name)
    born = page.get_by_role("group", name="Date of birth")
    for part, value in (("Day", "14"), ("Month", "2"), ("Year", "2011")):
        born.get_by_label(part).fill(value)
    page.get_by_label("Child", exact=True).check()
    page.get_by_label("In what is recorded here, the person was").select_option(label="Victim")
    day = page.get_by_role("group", name="On which day was it?")
    for part, value in (("Day", "3"), ("Month", "3"), ("Year", "2025")):
        day.get_by_label(part).fill(value)
