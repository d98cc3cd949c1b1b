"""As somebody who plans: see which feed is late and why, and what is known of children who go missing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Check = Callable[[Page], None]


@pytest.mark.smoke
def test_how_good_a_feed_is_and_what_it_says_of_missing_children(
    signed_in: Callable[..., Page], check_page: Check
) -> None:
    # given somebody of the police who wonders how far the data can be relied upon
    page = signed_in("tom-hadlow")
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="Data quality").click()
    expect(page.get_by_role("heading", name="How good the data is", level=1)).to_be_visible()
    check_page(page)
    # when they open a feed that their own agency sends
    page.get_by_role("link", name="Missing episodes").click()
    expect(page.get_by_role("heading", name="Kent Police", level=2)).to_be_visible()
    expect(page.get_by_role("rowheader", name="Timeliness")).to_be_visible()
    check_page(page)
    # then they reach what was sent, and read the report on children who go missing
    expect(page.get_by_role("link", name="Your deliveries of this feed")).to_be_visible()
    page.goto("/data/missing-children/")
    expect(page.get_by_role("heading", name="Where children were missing from")).to_be_visible()
    check_page(page)
    with page.expect_download() as file:
        page.get_by_role("link", name="Download the published figures").click()
    assert "table,row,row_label,column,column_label,count" in file.value.path().read_text(encoding="utf-8")
    page.set_viewport_size({"width": 375, "height": 800})
    check_page(page)
