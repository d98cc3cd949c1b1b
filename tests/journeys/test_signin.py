"""Signing in with a password and an app, and with a passkey, in a real browser."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

Check = Callable[[Page], None]
PASSWORD = "seven-quiet-herons"


def code_at(moment: float, key: str) -> str:
    """The code that an authenticator app shows (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(key), struct.pack(">Q", int(moment) // 30), "sha1")
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def next_code(key: str, used: set[str]) -> str:
    """A code that was not used yet; the service takes the next half minute's, too."""
    for ahead in (0, 30):
        code = code_at(time.time() + ahead, key)
        if code not in used:
            used.add(code)
            return code
    time.sleep(30)
    return next_code(key, used)


@dataclass
class Person:
    """Somebody new, with what they hold in their hands."""

    email: str
    link: str


@pytest.fixture
def stranger(browser: Browser, base_url: str) -> Iterator[BrowserContext]:
    """A browser of its own, without anybody in it."""
    context = browser.new_context(base_url=base_url)
    yield context
    context.close()


def invite(page: Page, name: str, email: str, role: str = "Works here") -> Person:
    """What an administrator does for somebody new. Gives the link."""
    page.goto("/people/add/")
    confirm = page.get_by_role("button", name=re.compile("^Confirm as"))
    if confirm.is_visible():
        confirm.click()
    page.get_by_label("Full name").fill(name)
    page.get_by_label("Work e-mail address").fill(email)
    page.get_by_label("Agency", exact=True).select_option(label="Kent Police")
    page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    page.get_by_role("button", name="Make a link").click()
    return Person(email, page.get_by_label("Link, works once").input_value())


def set_password(page: Page, person: Person) -> None:
    page.goto(person.link)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_text("Your password is set")).to_be_visible()


def enter(page: Page, person: Person) -> None:
    page.goto("/accounts/sign-in/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_new_person_sets_a_password_and_an_app_and_signs_in_again(
    signed_in: Callable[..., Page], stranger: BrowserContext, check_page: Check
) -> None:
    administrator = signed_in("ruth-callender")
    person = invite(administrator, "Nia New", f"nia.{time.time_ns()}@kent-police.example")
    check_page(administrator)
    page = stranger.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(person.link)
    check_page(page)
    set_password(page, person)
    check_page(page)

    enter(page, person)
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    check_page(page)
    page.goto("/people/")
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    page.get_by_role("button", name="Set up an app").click()
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    check_page(page)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    page.get_by_text("I cannot scan it").click()
    check_page(page)
    key = page.locator("#totp-key").inner_text().replace(" ", "").strip()
    used: set[str] = set()
    page.get_by_label("Code from the app").fill(next_code(key, used))
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="I have kept them, go on").click()
    page.goto("/you/")
    check_page(page)
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_text("You have signed out.")).to_be_visible()

    enter(page, person)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    check_page(page)
    page.get_by_label("Code").fill("12 34 56")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("This code is wrong or has been used").first).to_be_visible()
    check_page(page)
    page.get_by_label("Code").fill(next_code(key, used))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".ff-account__name")).to_have_text("Nia New")
    assert complaints == []


def with_authenticator(page: Page) -> Any:
    """A made-up fingerprint reader that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def test_a_passkey_opens_the_door_alone_and_confirms_who_one_is(
    signed_in: Callable[..., Page], stranger: BrowserContext, check_page: Check
) -> None:
    administrator = signed_in("ruth-callender")
    person = invite(administrator, "Pia Key", f"pia.{time.time_ns()}@kent-police.example")
    page = stranger.new_page()
    session, authenticator = with_authenticator(page)
    set_password(page, person)
    enter(page, person)
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name of this passkey").fill("Work laptop")
    check_page(page)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    (credential,) = session.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    assert credential["isResidentCredential"]
    page.goto("/accounts/second-factor/passkeys/")
    expect(page.get_by_role("rowheader", name="Work laptop")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Sign out", exact=True).click()

    page.goto("/accounts/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator(".ff-account__name")).to_have_text("Pia Key")
    page.goto("/accounts/second-factor/recovery-codes/generate/")
    page.get_by_role("link", name="Use a passkey").click()
    check_page(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Make new recovery codes?")).to_be_visible()

    page.goto("/you/")
    page.get_by_role("button", name="Sign out", exact=True).click()
    enter(page, person)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator(".ff-account__name")).to_have_text("Pia Key")


def test_a_passkey_that_says_no_is_told_in_words(stranger: BrowserContext, check_page: Check) -> None:
    page = stranger.new_page()
    with_authenticator(page)
    page.goto("/accounts/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used")
    check_page(page)


@pytest.mark.smoke
def test_without_script_there_is_no_passkey_button_and_the_rest_works(without_script: Page) -> None:
    without_script.goto("/accounts/sign-in/")
    expect(without_script.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    without_script.get_by_label("E-mail address").fill("nobody@kent-police.example")
    without_script.get_by_label("Password", exact=True).fill("x")
    without_script.get_by_role("button", name="Sign in", exact=True).click()
    expect(without_script.get_by_text("Your e-mail address or password is wrong").first).to_be_visible()


def test_the_door_fits_a_phone(phone: Page, check_page: Check) -> None:
    phone.goto("/accounts/sign-in/")
    check_page(phone)
