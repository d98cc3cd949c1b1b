"""Oversight in a browser: who looked, a breach from its first hour to a decision, a second agency named."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Check = Callable[[Page], None]


def test_an_officer_searches_who_looked_and_records_a_breach(
    signed_in: Callable[..., Page], check_page: Check
) -> None:
    page = signed_in("adaeze-cole")
    page.get_by_role("link", name="Oversight").click()
    expect(page.get_by_role("heading", name="Who did what", level=1)).to_be_visible()
    check_page(page)
    page.get_by_label("What came of it").select_option("Refused")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="Nothing found").or_(page.get_by_text("Newest first"))).to_be_visible()
    page.get_by_role("link", name="Who looked at a person").click()
    page.get_by_label("The person’s reference").fill("KM-0000-0000")
    page.get_by_role("button", name="See who looked").click()
    expect(page.get_by_text("Your agency holds no records about a person with this reference.")).to_be_visible()
    check_page(page)

    page.get_by_role("link", name="Breaches").click()
    expect(page.get_by_role("link", name="Weekly report opened by a team it is not for")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Record a breach").click()
    check_page(page)
    page.get_by_label("Short name").fill("Looked without a reason")
    page.get_by_label("What happened?").fill("A record was opened by somebody who had no work with it.")
    page.get_by_label("At what time?").fill("midnight")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("heading", name="Looked without a reason", level=1)).to_be_visible()
    expect(page.get_by_text(re.compile(r"hours left")).first).to_be_visible()
    check_page(page)

    page.get_by_role("button", name="Decide on reporting").click()
    page.get_by_label("No: a risk to people is unlikely").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Say why a risk to people is unlikely.")).to_be_visible()
    check_page(page)
    page.get_by_label("Why is a risk to people unlikely?").fill("Nothing was copied, and the account is closed.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Decision: the Information Commissioner")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 800})
    check_page(page)


@pytest.mark.smoke
def test_an_administrator_names_the_second_agency_without_script(
    signed_in: Callable[..., Page], check_page: Check
) -> None:
    page = signed_in("ruth-callender", java_script_enabled=False)
    page.goto("/oversight/checkpoints/")
    keeps = page.get_by_text("keeps the checkpoints")
    expect(keeps).to_contain_text("Medway Council")
    for agency in ("Kent Fire and Rescue Service", "Medway Council"):  # and back, for whoever comes next
        page.get_by_role("button", name="Name another agency").click()
        page.get_by_label("Agency").select_option(agency)
        page.get_by_role("button", name="Name it").click()
        expect(keeps).to_contain_text(agency)
