"""Without a second factor nothing is seen: every address of the service, enumerated."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.access.test_every_address import PUBLIC as OPEN
from tests.integration.trust.partnership.accounts import (
    SECRET,
    Account,
    code_at,
    confirm,
    enter,
    entries,
    is_signed_in,
    sign_in,
)

from fourfold.trust.partnership.signin import MFAAdapter

PUBLIC = OPEN | {"account_logout", "healthz", "readyz"} - {"account_reauthenticate"}
"""Open to all."""
SETTING_UP = {"account_reauthenticate", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn"}
"""Open on the way to a second factor."""
HOME = "/accounts/second-factor/"


def _addresses(found: list[URLPattern | URLResolver], names: str = "", route: str = "/") -> Iterator[tuple[str, str]]:
    for one in found:
        here = route + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _addresses(one.url_patterns, names + (f"{one.namespace}:" if one.namespace else ""), here)
        else:
            address = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", here)
            address = re.sub(r"<int:\w+>", "1", address)
            yield names + (one.name or ""), re.sub(r"<(\w+:)?\w+>", "x", address)


def addresses() -> list[tuple[str, str]]:
    return list(_addresses(get_resolver().url_patterns))


def test_every_address_leads_to_the_set_up(client: Client, newcomer: Account) -> None:
    enter(client, newcomer.email)
    found = [(name, address) for name, address in addresses() if name not in PUBLIC | SETTING_UP]
    assert len(found) > 20
    for name, address in found:
        for answer in (client.get(address), client.post(address)):
            assert (answer.status_code, answer.get("Location")) == (302, HOME), name


def test_nobody_gets_further_than_the_sign_in(client: Client) -> None:
    for name, address in addresses():
        if name in PUBLIC:
            continue
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 302, name
            assert answer["Location"].startswith("/accounts/sign-in/"), name


def test_the_lists_of_open_addresses_hold_nothing_that_is_gone() -> None:
    assert {name for name, _address in addresses()} >= PUBLIC | SETTING_UP


def test_setting_up_an_app_ends_at_the_recovery_codes(client: Client, newcomer: Account) -> None:
    enter(client, newcomer.email)
    asked = client.get("/accounts/second-factor/totp/activate/")
    assert asked["Location"].startswith("/accounts/confirm/"), "a fresh look at who it is, before a key is shown"
    confirm(client)
    page = client.get("/accounts/second-factor/totp/activate/").content.decode()
    found = re.search(r'id="totp-key">([^<]*)<', page)
    assert found
    secret = found[1].replace(" ", "").strip()
    assert 'class="ff-qr"' in page
    assert not re.search(r"<svg[^>]* style=", page)
    answer = client.post("/accounts/second-factor/totp/activate/", {"code": code_at(time.time(), secret)})
    assert answer["Location"].endswith("/recovery-codes/")
    codes = re.findall(r"<li><code>(\d{8})</code>", client.get(answer["Location"]).content.decode())
    assert len(codes) == 10
    assert is_signed_in(client)
    added = entries("partnership:second-factor", newcomer)
    assert [one["detail"] for one in added] == [{"added": "totp"}, {"added": "recovery_codes"}]
    assert secret not in str(added)


def test_a_recovery_code_opens_once(settled: Account) -> None:
    browser = Client()
    sign_in(browser, settled)
    confirm(browser)
    browser.post("/accounts/second-factor/recovery-codes/generate/")
    text = browser.get("/accounts/second-factor/recovery-codes/download/")
    assert text["Content-Disposition"].startswith("attachment")
    code = re.findall(r"^\d{8}$", text.content.decode(), re.M)[0]
    for taken in (True, False):
        other = Client()
        enter(other, settled.email)
        other.post("/accounts/second-factor/authenticate/", {"code": code})
        assert is_signed_in(other) is taken


def test_removing_the_last_factor_closes_the_door_behind(client: Client, settled: Account) -> None:
    sign_in(client, settled)
    confirm(client)
    client.post("/accounts/second-factor/totp/deactivate/")
    assert client.get("/people/")["Location"] == HOME
    assert entries("partnership:second-factor", settled)[-1]["detail"] == {"removed": "totp"}


def test_recovery_codes_alone_are_no_second_factor(client: Client, newcomer: Account) -> None:
    Authenticator.objects.create(
        user_id=newcomer.user_id,
        type=Authenticator.Type.RECOVERY_CODES,
        data={"seed": MFAAdapter().encrypt(SECRET), "used_mask": 0},
    )
    enter(client, newcomer.email)
    assert client.get("/people/")["Location"] == HOME


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "confirm-email/key/",
        "password/reset/",
        "password/reset/key/1-a/",
        "login/",
        "login/code/confirm/",
        "3rdparty/",
        "second-factor/trust/",
        "second-factor/passkeys/signup/",
        "",
    ],
)
def test_what_allauth_could_do_besides_does_not_exist(client: Client, settled: Account, path: str) -> None:
    sign_in(client, settled)
    assert client.get(f"/accounts/{path}").status_code == 404
