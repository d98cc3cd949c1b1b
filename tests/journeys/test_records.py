"""As a social worker: find a person by name, see what is shared and what is not, and look for something else."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Check = Callable[[Page], None]


def choose(page: Page, purpose: str) -> None:
    """What one looks for, changed on the page that the slim bar leads to."""
    page.get_by_role("link", name=re.compile("^Change")).first.click()
    page.get_by_role("button", name=purpose).click()


@pytest.mark.smoke
def test_a_practitioner_finds_a_person_and_sees_what_is_shared(
    signed_in: Callable[..., Page], check_page: Check
) -> None:
    # given a social worker who looks for missing children
    page = signed_in("jo-farrow")
    page.goto("/records/find/")
    choose(page, "Finding missing children")
    page.goto("/records/find/")
    check_page(page)
    # when she finds a girl by name
    page.get_by_label("Name", exact=True).fill("brightwell kayla")
    page.get_by_role("button", name="Find").click()
    check_page(page)
    page.get_by_role("link", name="Kayla Brightwell").click()
    check_page(page)
    expect(page.locator("main")).to_contain_text("Kent Police")
    # then an episode shows what the agreement opens, and what it does not, with whom to ask
    page.get_by_role("link", name="Missing episodes").first.click()
    check_page(page)
    main = page.locator("main")
    expect(main).to_contain_text("Kayla Brightwell")
    expect(main).to_contain_text("Not shared under this agreement")
    expect(page.get_by_role("link", name=re.compile("^Ask Kent Police to share it"))).to_be_visible()
    # and for another purpose another set is open: her own council's, because she works with the girl
    choose(page, "Keeping children safe")
    page.goto("/data/")
    expect(main).to_contain_text("Children’s social care status")
    page.goto("/records/find/")
    page.get_by_label("Name", exact=True).fill("Kayla Brightwell")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Kayla Brightwell").click()
    expect(main).to_contain_text("Children’s social care status")
    expect(main).not_to_contain_text("Missing episodes")
    expect(main).to_contain_text("You work with this person")


def test_a_name_that_is_not_shared_is_answered_like_one_that_nobody_has(signed_in: Callable[..., Page]) -> None:
    page = signed_in("jo-farrow", viewport={"width": 375, "height": 800})
    page.goto("/records/find/")
    choose(page, "Finding missing children")  # whatever she looked for before
    said = []
    for name in ("Kayla Nobodyhere", "Finley Mottley"):
        page.goto("/records/find/")
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_role("button", name="Find").click()
        said.append(page.locator("section", has_text="Nobody found").inner_text())
    assert said[0] == said[1]
