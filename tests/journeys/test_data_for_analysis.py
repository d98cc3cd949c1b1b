"""As somebody who analyses: make a data set without names, see what it holds, take it away as a file."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Check = Callable[[Page], None]


@pytest.mark.smoke
def test_a_data_set_is_made_and_read(signed_in: Callable[..., Page], check_page: Check) -> None:
    # given the coordinator, for whose agency and role a line of an agreement names the person key
    page = signed_in("marianne-osei")
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="Data for analysis").click()
    check_page(page)
    # when she asks for episodes with age bands and districts
    page.get_by_role("main").get_by_role("link", name="Missing episodes").click()
    page.get_by_label("Age", exact=True).select_option(label="Age bands")
    page.get_by_label("Home", exact=True).select_option(label="District")
    page.get_by_role("button", name="Make the data set").click()
    # then she sees rows with keys, what the columns mean, and the files
    rows = page.get_by_role("table", name="Rows of the data set")
    expect(rows.get_by_role("columnheader", name="person_key")).to_be_visible()
    check_page(page)
    with page.expect_download() as file:
        page.get_by_role("link", name="Download what the columns mean").click()
    assert 'person_key,"Stands for one person' in file.value.path().read_text(encoding="utf-8-sig")
    expect(page.get_by_role("button", name="Download CSV")).to_be_visible()
    page.set_viewport_size({"width": 375, "height": 800})
    check_page(page)
    # and on a phone she is asked the same at once
    page.goto(page.url.partition("?")[0])
    expect(page.get_by_role("button", name="Make the data set")).to_be_visible()
