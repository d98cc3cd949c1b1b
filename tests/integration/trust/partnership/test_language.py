"""Public text goes through gettext: in a made-up language, no English is left to see."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import translation
from tests.integration.trust.partnership.accounts import Account, enter
from tests.integration.trust.partnership.test_invitations import address, invite
from tests.people import Cast

NAMES = {"Fourfold", "session", "csrf"}
"""What no language translates: ours, and the cookies'."""
SILENT = {"script", "style", "svg"}
SPOKEN = ("aria-label", "alt", "title", "placeholder")


class Visible(HTMLParser):
    """Collects what people see, and what is read out to them."""

    def __init__(self) -> None:
        super().__init__()
        self.silent: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent.append(tag)
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def english(page: str) -> list[str]:
    """The visible text that did not come through gettext."""
    reader = Visible()
    reader.feed(page)
    left = [re.sub(r"⟦[^⟦⟧]*⟧", "", re.sub(r"⟦[^⟦⟧]*⟧", "", text)).strip() for text in reader.found]
    return [text for text in left if re.search(r"[^\W\d_]", text) and text.strip(" –") not in NAMES]


@pytest.fixture
def _made_up_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every translated text stands in brackets."""
    inner = translation._trans
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        real = getattr(inner, name)
        monkeypatch.setattr(inner, name, lambda *given, real=real: f"⟦{real(*given)}⟧")


PAGES = [
    "/accounts/sign-in/",
    "/accounts/closed/",
    "/accessibility/",
    "/cookies/",
    "/no-such-page/",
    "/invitations/none/",
]


@pytest.mark.usefixtures("_made_up_language")
@pytest.mark.parametrize("path", PAGES)
def test_public_pages_hold_no_untranslated_text(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert "⟦" in page
    assert english(page) == []


@pytest.mark.usefixtures("_made_up_language")
@pytest.mark.parametrize(
    "sent", [{}, {"login": "no address", "password": ""}, {"login": "a@b.example", "password": "x"}]
)
def test_what_is_wrong_at_sign_in_is_translated(client: Client, sent: dict[str, str]) -> None:
    page = client.post("/accounts/sign-in/", sent).content.decode()
    assert "govuk-error-message" in page or "govuk-error-summary" in page
    assert english(page) == []


@pytest.mark.usefixtures("_made_up_language")
def test_the_second_step_and_the_set_up_are_translated(settled: Account) -> None:
    browser = Client()
    enter(browser, settled.email)
    assert english(browser.get("/accounts/second-factor/authenticate/").content.decode()) == []
    wrong = browser.post("/accounts/second-factor/authenticate/", {"code": "1"}).content.decode()
    assert english(wrong) == []


@pytest.mark.usefixtures("_made_up_language")
@pytest.mark.parametrize("password", ["", "short", "passwordpassword"])
def test_the_invitation_is_translated(client: Client, newcomer: Account, people: Cast, password: str) -> None:
    where = address(invite(people, newcomer))
    for page in (client.get(where), client.post(where, {"password": password})):
        assert english(page.content.decode().replace(newcomer.email, "")) == []


@pytest.mark.usefixtures("_made_up_language")
def test_error_pages_are_translated(client: Client) -> None:
    for _ in range(61):
        answer = client.post("/accounts/sign-in/", {})
    assert answer.status_code == 429
    assert english(answer.content.decode()) == []
    stale = Client(enforce_csrf_checks=True).post("/accounts/sign-in/", {})
    assert stale.status_code == 403
    assert english(stale.content.decode()) == []


def test_english_itself_would_be_found() -> None:
    assert english("<p>⟦Sign in⟧ here</p>") == ["here"]
    assert english('<p aria-label="Main">⟦x⟧</p>') == ["Main"]
