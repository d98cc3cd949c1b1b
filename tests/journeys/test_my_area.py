"""My area in a browser: all districts, one of them as charts and as tables, on paper and on a phone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Check = Callable[[Page], None]


def test_a_planner_reads_a_district(signed_in: Callable[..., Page], check_page: Check) -> None:
    page = signed_in("daniel-whitlock")
    page.goto("/areas/")
    expect(page.get_by_role("heading", name="My area", level=1)).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Medway", exact=True).click()
    expect(page.get_by_role("heading", name="Medway", level=1)).to_be_visible()
    expect(page.get_by_text("Counts of 7 or fewer are withheld")).to_be_visible()
    expect(page.locator("svg.ff-chart").first).to_be_visible()
    check_page(page)

    page.get_by_role("link", name="Tables").click()
    expect(page.get_by_role("columnheader", name="Kent and Medway").first).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 800})
    check_page(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Show")).to_be_hidden()
    page.emulate_media(media="screen")

    page.get_by_role("link", name="The district and its codes").click()
    expect(page.get_by_text("Small areas of 2021 in it")).to_be_visible()
    check_page(page)
