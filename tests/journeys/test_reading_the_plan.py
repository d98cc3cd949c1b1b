"""Somebody comes to work, finds what is late, reads the plan, narrows a list, follows time, searches."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

SignedIn = Callable[..., Page]
Check = Callable[[Page], None]


def open_the_plan(page: Page) -> None:
    """From the list of plans to the first of them."""
    page.goto("/plans/")
    page.locator(".ff-work__title a").first.click()
    expect(page.locator(".ff-plan")).to_be_visible()


@pytest.mark.smoke
def test_a_champion_finds_what_is_late_from_home(signed_in: SignedIn, check_page: Check) -> None:
    # Given a champion who has just signed in
    page = signed_in("tom-hadlow")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    check_page(page)
    # When they follow the plan's overdue count
    page.locator("section", has_text="The plans at a glance").get_by_role(
        "link", name=re.compile("overdue")
    ).first.click()
    # Then the list says what it shows, and every row of it is late
    expect(page.locator(".ff-shown")).to_contain_text("overdue")
    rows = page.locator("tbody tr")
    assert rows.count() > 0
    assert page.locator("tbody tr.ff-row--late").count() == rows.count()
    check_page(page)


def test_the_plan_stands_on_one_page_and_leads_on(signed_in: SignedIn, check_page: Check) -> None:
    page = signed_in("tom-hadlow")
    open_the_plan(page)
    assert page.locator(".ff-plan__strand h2").all_inner_texts() == ["Prevent", "Protect", "Pursue", "Prepare"]
    assert page.locator(".ff-line").count() == 28
    check_page(page)
    for part in ("Timeline", "Success factors", "Search", "All actions"):
        page.get_by_role("navigation", name="Pages of this plan").get_by_role("link", name=part).click()
        check_page(page)
        page.go_back()
    page.get_by_role("link", name="Protect", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Protect")
    check_page(page)


def test_the_plan_prints_on_one_a3_sheet(signed_in: SignedIn) -> None:
    page = signed_in("tom-hadlow")
    open_the_plan(page)
    # With as much as a sheet is said to hold: ten actions in a strand, each late, each title of two lines.
    page.evaluate(
        """() => document.querySelectorAll(".ff-line").forEach(line => {
            line.classList.add("ff-line--late");
            line.querySelector("a").textContent = "Undertake problem profiling of gangs, by agencies of all kinds";
        })"""
    )
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1
    box = re.search(rb"/MediaBox\s*\[0 0 (\d+)[.\d]* (\d+)", printed)
    assert box is not None
    assert [round(int(side) / 72 * 25.4 / 10) for side in box.groups()] == [42, 30]


def test_filters_stay_in_the_address_and_rows_open_with_enter(signed_in: SignedIn, check_page: Check) -> None:
    page = signed_in("tom-hadlow")
    page.goto("/actions/")
    page.get_by_label("Strand").select_option("Prevent")
    page.get_by_label("Led or delivered by").select_option("Kent Police")
    page.get_by_role("button", name="Apply filters").click()
    assert "strand=prevent" in page.url
    assert "agency=kent-police" in page.url
    expect(page.locator(".ff-shown")).to_contain_text("led or delivered by Kent Police, in Prevent")
    page.get_by_role("link", name="Next date").click()
    expect(page.locator('th[aria-sort="ascending"]')).to_contain_text("Next date")
    assert "strand=prevent" in page.url
    check_page(page)
    first = page.locator("tbody tr").first.get_by_role("link")
    title = first.inner_text()
    first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_search_marks_what_it_found(signed_in: SignedIn, check_page: Check) -> None:
    page = signed_in("marianne-osei")
    page.goto("/search/")
    page.get_by_label("Words").fill("schools")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text(re.compile("^school", re.IGNORECASE))
    check_page(page)
    page.get_by_label("Words").fill("submarine")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing was found")).to_be_visible()
    check_page(page)


def test_the_timeline_scrolls_in_its_own_box_on_a_phone(signed_in: SignedIn, check_page: Check) -> None:
    page = signed_in("priya-nair", viewport={"width": 375, "height": 740})
    open_the_plan(page)
    page.get_by_role("link", name="Timeline").click()
    picture = page.get_by_role("region", name="Timeline as a picture")
    assert picture.evaluate("box => box.scrollWidth > box.clientWidth")
    picture.focus()
    for _press in range(5):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(150)
    assert picture.evaluate("box => box.scrollLeft") > 0
    name = page.locator(".ff-gantt__name").nth(1).bounding_box()
    assert name is not None
    assert name["x"] < 20  # the names stay in view
    check_page(page)


def test_the_plan_reads_without_script(without_script: Page) -> None:
    without_script.goto("/demonstration/")
    without_script.locator('form[action="/demonstration/sign-in/tom-hadlow/"] button').click()
    without_script.goto("/actions/")
    without_script.get_by_label("Status").select_option("Complete")
    without_script.get_by_role("button", name="Apply filters").click()
    expect(without_script.locator(".ff-shown")).to_contain_text("complete")
