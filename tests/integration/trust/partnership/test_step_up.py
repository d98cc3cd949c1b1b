"""Confirming again who one is, before what would do most harm in the hands of somebody else."""

import time
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from tests.integration.trust.partnership.accounts import Account, code_at, confirm, entries, sign_in
from tests.people import Cast

from fourfold.trust.partnership.models import Person, Role
from fourfold.trust.partnership.queries import agency_ids_by_key

CONFIRM = "/accounts/confirm/"


@pytest.fixture
def browser(settled: Account) -> Client:
    client = Client()
    sign_in(client, settled)
    return client


def guarded(person_id: object, role_id: object) -> list[tuple[str, str]]:
    return [
        ("get", reverse("partnership:person-add")),
        ("post", reverse("partnership:person-add")),
        ("post", reverse("partnership:role-give", args=[person_id])),
        ("post", reverse("partnership:role-end", args=[person_id, role_id])),
        ("post", reverse("partnership:invite", args=[person_id])),
        ("post", reverse("partnership:account-close", args=[person_id])),
        ("post", reverse("partnership:account-reopen", args=[person_id])),
        ("post", reverse("partnership:factors-remove", args=[person_id])),
        ("get", reverse("mfa_deactivate_totp")),
        ("post", reverse("mfa_generate_recovery_codes")),
    ]


def test_signing_in_alone_does_not_open_what_is_guarded(browser: Client, people: Cast) -> None:
    with people.ada.acting():
        role_id = Role.objects.filter(person_id=people.pat.person_id).values_list("pk", flat=True)[0]
    for method, path in guarded(people.pat.person_id, role_id):
        answer = getattr(browser, method)(path)
        assert answer.status_code == 302, path
        assert answer["Location"].startswith(CONFIRM), path


def test_it_lasts_fifteen_minutes(browser: Client) -> None:
    moment = time.time()
    confirm(browser)
    for later, opens in ((14 * 60, True), (15 * 60 + 5, False)):
        with patch("time.time", return_value=moment + later):
            assert (browser.get(reverse("partnership:person-add")).status_code == 200) is opens


def test_a_wrong_password_does_not_confirm_and_is_kept(browser: Client, settled: Account) -> None:
    assert confirm(browser, "not-my-password").status_code == 200
    assert browser.get(reverse("partnership:person-add")).status_code == 302
    denied = [one for one in entries("partnership:sign-in") if one["outcome"] == "denied"]
    assert [(one["actor"], one["detail"]) for one in denied] == [
        (f"person:{settled.user_id}", {"why": "credentials"})
    ]


def test_a_code_confirms_too(browser: Client) -> None:
    moment = time.time() + 60
    with patch("time.time", return_value=moment):
        answer = browser.post(
            "/accounts/second-factor/reauthenticate/", {"code": code_at(moment + 30), "next": "/you/"}
        )
        assert answer["Location"] == "/you/"
        assert browser.get(reverse("partnership:person-add")).status_code == 200
    assert entries("partnership:step-up")[-1]["detail"] == {"by": "totp"}


def test_what_was_typed_goes_on_after_confirming(browser: Client, people: Cast) -> None:
    with people.ada.acting():
        agency = agency_ids_by_key()["medway-council"]
    form = {
        "name": "Olu Typed",
        "email": "",
        "agency": str(agency),
        "kind": "deputy",
        "title": "Manager",
        "since_day": "1",
        "since_month": "4",
        "since_year": "2026",
    }
    path = reverse("partnership:person-add")
    asked = browser.post(path, form)
    answer = browser.post(asked["Location"], {"password": "seven-quiet-herons", "next": path})
    with people.ada.acting():
        person = Person.objects.get(name="Olu Typed")
        assert person.roles.get().kind == "deputy"
    assert answer["Location"] == reverse("partnership:person", args=[person.pk])


def test_somebody_elses_confirmation_is_not_ones_own(browser: Client, settled: Account, people: Cast) -> None:
    confirm(browser)
    session = browser.session
    session["account_authentication_methods_user"] = str(people.ada.user_id)
    session.save()
    assert browser.get(reverse("partnership:person-add")).status_code == 302
