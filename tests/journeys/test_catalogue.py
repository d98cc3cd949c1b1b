"""The law of sharing in a real browser: somebody looks up a gateway and a data set, and a purpose is decided on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Check = Callable[[Page], None]
SignedIn = Callable[..., Page]


@pytest.mark.smoke
def test_somebody_reads_what_a_gateway_lets_and_what_it_excludes(signed_in: SignedIn, check_page: Check) -> None:
    # Given a nurse who wonders whether treatment may be shared under the Serious Violence Duty
    grace = signed_in("grace-adeyemi")
    grace.goto("/sharing/law/")
    check_page(grace)

    # When she opens the gateways, and among them section 16
    grace.get_by_role("link", name="Gateways").click()
    expect(grace.get_by_role("table")).to_contain_text("Not in force: start not known")
    check_page(grace)
    grace.get_by_role("link", name="Police, Crime, Sentencing and Courts Act 2022, section 16").click()

    # Then she reads that patient information cannot go, where that stands, and what it reaches
    main = grace.get_by_role("main")
    expect(main).to_contain_text("Patient information. Personal information held in health")
    expect(main.get_by_role("link", name="https://www.legislation.gov.uk/ukpga/2022/32/section/16")).to_be_visible()
    check_page(grace)
    main.get_by_role("link", name="Missing episodes").click()
    expect(grace.get_by_role("heading", level=1)).to_have_text("Missing episodes")
    expect(grace.get_by_role("table").first).to_contain_text("Special category data")
    check_page(grace)


def test_a_purpose_is_refused_mended_proposed_and_approved(signed_in: SignedIn, check_page: Check) -> None:
    # Given a police officer who needs a purpose that is not on the list
    tom = signed_in("tom-hadlow")
    tom.goto("/sharing/purposes/")
    check_page(tom)
    tom.get_by_role("button", name="Propose a purpose").click()

    # When what they write names a use that is refused
    tom.get_by_label("Name of the purpose").fill("Returning what was stolen")
    tom.get_by_label("What would personal data be looked at for?").fill("To give things back, and to deport thieves.")
    tom.get_by_label("Why is no purpose of the list enough?").fill("None speaks of things.")
    tom.get_by_label("UK GDPR").check()
    tom.get_by_label("Where does that law apply?").fill("England and Wales")
    tom.get_by_label("Web address of the law").fill("https://www.legislation.gov.uk/ukpga/1897/30")
    tom.get_by_label("Its data protection impact assessment").select_option(index=1)
    tom.get_by_role("button", name="Propose it").click()

    # Then they are told why, nothing is lost, and once mended it is proposed
    expect(tom.get_by_role("alert")).to_contain_text("never used here for immigration enforcement")
    check_page(tom)
    tom.get_by_label("What would personal data be looked at for?").fill("To give things back to their owners.")
    tom.get_by_role("button", name="Propose it").click()
    expect(tom.get_by_role("main")).to_contain_text("Nobody has approved it yet.")
    check_page(tom)
    address = tom.url

    # When an accountable officer of another agency approves it, having confirmed who they are
    priya = signed_in("priya-nair")
    priya.goto(address)
    check_page(priya)
    priya.get_by_role("button", name="Approve this purpose").click()
    priya.get_by_role("button", name="Confirm as Priya Nair").click()

    # Then it waits for a second approval, of another agency
    expect(priya.get_by_role("main")).to_contain_text("Priya Nair, for Medway Council")
    expect(priya.get_by_role("main")).to_contain_text("Waits for a second approval")


def test_the_catalogue_reads_well_on_a_phone(phone: Page, check_page: Check) -> None:
    phone.goto("/demonstration/")
    phone.locator('form[action="/demonstration/sign-in/priya-nair/"] button').click()
    phone.wait_for_url("**/")
    for address in ("/sharing/law/conditions/", "/sharing/data-sets/", "/sharing/data-sets/cp-is/"):
        phone.goto(address)
        check_page(phone)
