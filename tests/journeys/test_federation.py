"""An agency's own sign-in, from adding its directory to Today, through the page of a real provider."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.identity_providers import RealProvider, real_provider

Check = Callable[[Page], None]
EMAIL = "tom.hadlow@kent-police.example"


@pytest.fixture(scope="module")
def provider() -> Iterator[RealProvider]:
    """Kent Police's directory."""
    with real_provider(EMAIL.partition("@")[2]) as running:
        yield running


@pytest.fixture
def stranger(browser: Browser, base_url: str) -> Iterator[BrowserContext]:
    """A browser without anybody in it, on a phone."""
    context = browser.new_context(base_url=base_url, viewport={"width": 375, "height": 800})
    yield context
    context.close()


def with_directory(page: Page, check: Check, provider: RealProvider) -> None:
    """What an administrator does with what the agency gave them, unless another journey did it before."""
    page.goto("/agencies/?q=Kent+Police&when=today")
    page.get_by_role("link", name="Kent Police", exact=True).click()
    page.get_by_role("link", name="How its people sign in").click()
    check(page)
    if not page.get_by_role("button", name="Add its own directory").is_visible():
        page.get_by_role("main").get_by_role("link", name="Kent Police", exact=True).click()
        return
    redirect_uri = page.get_by_text("/back/").inner_text()
    client_id, secret = provider.register(redirect_uri)
    page.get_by_role("button", name="Add its own directory").click()
    page.get_by_role("button", name="Confirm as").click()
    check(page)
    page.get_by_label("Name on the button").fill("Kent Police")
    page.get_by_label("Issuer").fill(provider.issuer)
    page.get_by_label("Client ID").fill(client_id)
    page.get_by_label("Client secret").fill(secret)
    page.get_by_label("E-mail domains").fill("kent-police.example")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Test this connection").click()
    expect(page.get_by_text("It answers, and offers what we need.")).to_be_visible()
    check(page)


def test_somebody_signs_in_as_they_do_at_work(
    signed_in: Callable[[str], Page], stranger: BrowserContext, check_page: Check, provider: RealProvider
) -> None:
    # given Kent Police's directory, which an administrator added and tested
    keeper = signed_in("ruth-callender")
    with_directory(keeper, check_page, provider)
    # when its champion enters their address and goes by the agency's own page
    page = stranger.new_page()
    page.goto("/accounts/sign-in/")
    page.get_by_label("E-mail address").fill(EMAIL)
    check_page(page)
    page.get_by_role("button", name="Use my agency’s sign-in").click()
    check_page(page)
    page.get_by_role("button", name="Continue with Kent Police").click()
    page.get_by_label("Name").fill("tom.hadlow")
    page.get_by_role("button", name="Sign in at work").click()
    # then they are at Today, and the administrator sees that they are linked
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith("/")
    check_page(page)
    keeper.reload()
    expect(keeper.get_by_role("rowheader", name="Tom Hadlow")).to_be_visible()


def test_somebody_whom_nobody_added_is_told_what_to_do(
    signed_in: Callable[[str], Page], stranger: BrowserContext, check_page: Check, provider: RealProvider
) -> None:
    # given an agency's directory, which knows somebody whom nobody added here
    page = signed_in("ruth-callender")
    with_directory(page, check_page, provider)
    # when they sign in there
    page = stranger.new_page()
    page.goto("/accounts/agency/")
    check_page(page)
    page.get_by_label("E-mail address at work").fill("stranger@kent-police.example")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Continue with Kent Police").click()
    page.get_by_label("Name").fill("stranger")
    page.get_by_role("button", name="Sign in at work").click()
    # then they learn whom to ask
    expect(page.get_by_role("heading", name="You are not signed in")).to_be_visible()
    expect(page.get_by_text("Ask your administrator to add you")).to_be_visible()
    check_page(page)
