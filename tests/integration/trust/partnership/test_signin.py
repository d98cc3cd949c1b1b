"""Signing in: two steps, one answer for all who may not, and an audit log that knows no address."""

import time
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.test.utils import override_settings
from tests.integration.trust.partnership.accounts import (
    PASSWORD,
    Account,
    code_at,
    enter,
    entries,
    is_signed_in,
    sign_in,
)
from tests.people import Cast

from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import INSTALLATION
from fourfold.trust.partnership.models import User

WRONG = "not-the-password-1"
NOBODY = "nobody.at.all@kent-police.example"


def body(response: Any) -> str:
    """The page without what differs between any two pages."""
    import re

    text: str = response.content.decode()
    text = re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', r"\1", text)
    return re.sub(r"[\w.]+@kent-police\.example", "ADDRESS", text)


def test_password_and_code_open_the_door(client: Client, settled: Account) -> None:
    assert enter(client, settled.email)["Location"].endswith("/accounts/second-factor/authenticate/")
    assert not is_signed_in(client)
    answer = client.post("/accounts/second-factor/authenticate/", {"code": code_at(time.time())})
    assert answer["Location"] == "/"
    assert is_signed_in(client)
    (entry,) = entries("partnership:sign-in")
    assert entry == {
        "actor": f"person:{settled.user_id}",
        "outcome": "done",
        "subject_id": str(settled.user_id),
        "detail": {"by": ["password", "totp"]},
    }


def test_letter_case_of_the_address_does_not_matter(client: Client, settled: Account) -> None:
    assert enter(client, settled.email.upper()).status_code == 302


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(settled: Account) -> None:
    known, unknown = enter(Client(), settled.email, WRONG), enter(Client(), NOBODY, WRONG)
    assert known.status_code == unknown.status_code == 200
    assert "Your e-mail address or password is wrong" in body(known)
    assert body(known) == body(unknown)


def test_refusals_are_kept_by_account_and_never_by_address(settled: Account) -> None:
    enter(Client(), settled.email, WRONG)
    enter(Client(), NOBODY, WRONG)
    first, second = entries("partnership:sign-in")
    assert (first["subject_id"], second["subject_id"]) == (str(settled.user_id), "unknown")
    assert {first["outcome"], second["outcome"]} == {"denied"}
    assert first["detail"] == second["detail"] == {"why": "credentials"}
    assert "@" not in str([first, second])


@pytest.mark.parametrize("kind", ["known", "unknown", "never set", "closed"])
def test_the_hasher_runs_once_whoever_it_is(settled: Account, people: Cast, kind: str) -> None:
    email = {"unknown": NOBODY, "never set": people.pat.email}.get(kind, settled.email)
    if kind == "closed":
        with acting_as(INSTALLATION.actor):
            User.objects.filter(pk=settled.user_id).update(is_active=False)
    with patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode) as ran:
        assert enter(Client(), email, WRONG).status_code == 200
    assert ran.call_count == 1


def test_the_sixth_try_is_refused_even_with_the_right_password(settled: Account) -> None:
    for _ in range(5):
        enter(Client(), settled.email, WRONG)
    answer = enter(Client(), settled.email, PASSWORD)
    assert answer.status_code == 200
    assert "too many tries with this address" in body(answer)
    assert entries("partnership:sign-in")[-1]["detail"] == {"why": "locked"}


def test_lock_out_says_the_same_of_an_unknown_address_and_runs_no_hasher(settled: Account) -> None:
    pages = []
    for email in (settled.email, NOBODY):
        for _ in range(5):
            enter(Client(), email, WRONG)
        with patch.object(MD5PasswordHasher, "encode") as ran:
            pages.append(body(enter(Client(), email, PASSWORD)))
        assert ran.call_count == 0
    assert pages[0] == pages[1]


def test_lock_out_ends_after_fifteen_minutes(settled: Account) -> None:
    for _ in range(5):
        enter(Client(), settled.email, WRONG)
    later = time.time() + 15 * 60 + 1
    with patch("time.time", return_value=later):
        assert enter(Client(), settled.email).status_code == 302


def test_one_address_locks_no_other(settled: Account) -> None:
    for _ in range(5):
        enter(Client(), NOBODY, WRONG)
    assert enter(Client(), settled.email).status_code == 302


def test_wrong_codes_are_counted_and_kept(client: Client, settled: Account) -> None:
    enter(client, settled.email)
    for _ in range(5):
        client.post("/accounts/second-factor/authenticate/", {"code": "000000"})
    answer = client.post("/accounts/second-factor/authenticate/", {"code": code_at(time.time())})
    assert answer.status_code == 200
    assert not is_signed_in(client)
    denied = entries("partnership:second-factor")
    assert [one["detail"] for one in denied if one["outcome"] == "denied"] == [{"why": "code"}] * 5


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_half_a_minute_early_or_late_is_taken(client: Client, settled: Account, steps: int) -> None:
    enter(client, settled.email)
    client.post("/accounts/second-factor/authenticate/", {"code": code_at(time.time() + 30 * steps)})
    assert is_signed_in(client)


def test_a_code_is_taken_once_for_as_long_as_it_lives(settled: Account) -> None:
    moment = time.time()
    code = code_at(moment + 30)
    for later, taken in ((0, True), (45, False)):
        # The cache counts by the database's clock, which stands: forget what allauth would have forgotten by then.
        cache.delete(f"allauth.mfa.totp.used?user={settled.user_id}&code={code}")
        with patch("time.time", return_value=moment + later):
            browser = Client()
            enter(browser, settled.email)
            browser.post("/accounts/second-factor/authenticate/", {"code": code})
            assert is_signed_in(browser) is taken


def test_a_closed_account_is_refused_with_the_right_password(client: Client, settled: Account) -> None:
    with acting_as(INSTALLATION.actor):
        User.objects.filter(pk=settled.user_id).update(is_active=False)
    answer = enter(client, settled.email)
    assert answer["Location"].endswith("/accounts/closed/")
    assert "This account is closed" in client.get(answer["Location"]).content.decode()
    assert entries("partnership:sign-in")[-1]["detail"] == {"why": "closed"}
    assert not is_signed_in(client)


def test_a_demonstration_account_opens_nothing_outside_the_demonstration(client: Client, settled: Account) -> None:
    with acting_as(INSTALLATION.actor):
        User.objects.filter(pk=settled.user_id).update(is_demonstration=True)
    assert enter(client, settled.email)["Location"].endswith("/accounts/closed/")
    with override_settings(DEMONSTRATION=True):
        client.force_login(User.objects.get(pk=settled.user_id))
        assert is_signed_in(client)
    assert not is_signed_in(client)


def test_made_up_people_get_neither_password_nor_second_factor(client: Client, newcomer: Account) -> None:
    with acting_as(INSTALLATION.actor):
        User.objects.filter(pk=newcomer.user_id).update(is_demonstration=True, password="!")
    with override_settings(DEMONSTRATION=True):
        client.force_login(User.objects.get(pk=newcomer.user_id))
        for path in (
            "password/set/",
            "password/change/",
            "second-factor/totp/activate/",
            "second-factor/passkeys/add/",
        ):
            assert client.get(f"/accounts/{path}").status_code == 404


def test_the_session_key_changes_at_sign_in_and_the_session_goes_at_sign_out(
    client: Client, settled: Account
) -> None:
    enter(client, settled.email)
    before = client.cookies["session"].value
    client.post("/accounts/second-factor/authenticate/", {"code": code_at(time.time())})
    during = client.cookies["session"].value
    assert before != during
    assert client.get("/accounts/sign-out/").status_code == 200, "asking does not sign out"
    assert is_signed_in(client)
    client.post("/accounts/sign-out/")
    thief = Client()
    thief.cookies["session"] = during
    assert not is_signed_in(thief)
    assert [one["detail"] for one in entries("partnership:sign-out")] == [{"why": "asked"}]


def test_a_new_password_ends_other_sessions(settled: Account) -> None:
    here, there = Client(), Client()
    moment = time.time()
    for browser, later in ((here, 0), (there, 120)):
        with patch("time.time", return_value=moment + later):
            sign_in(browser, settled)
    new = "eleven-slow-barges"
    answer = here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer["Location"] == "/you/"
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert entries("partnership:set-password")[0]["subject_id"] == str(settled.user_id)


@pytest.mark.parametrize("weak", ["short-one", "passwordpassword", "123456789012", "nia.new@kent-police.example"])
def test_weak_passwords_are_refused(client: Client, settled: Account, weak: str) -> None:
    sign_in(client, settled)
    answer = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    )
    assert answer.status_code == 200
    assert User.objects.get(pk=settled.user_id).check_password(PASSWORD)


def test_signing_in_never_leads_to_another_site(client: Client, settled: Account) -> None:
    client.post("/accounts/sign-in/?next=https://evil.example/", {"login": settled.email, "password": PASSWORD})
    answer = client.post("/accounts/second-factor/authenticate/", {"code": code_at(time.time())})
    assert answer["Location"] == "/"
