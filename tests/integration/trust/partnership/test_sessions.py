"""How long a session lasts, and what ends it before its time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from tests.integration.trust.partnership.accounts import Account, entries, is_signed_in, sign_in
from tests.people import Cast, ClientOf

from fourfold.ground.kernel.clock import now, today
from fourfold.trust.partnership import operations
from fourfold.trust.partnership.models import Role, User

HOUR = 3600


@contextmanager
def after(seconds: float) -> Iterator[None]:
    """The clock of sessions, moved on."""
    moment = time.time() + seconds
    with patch("time.time", return_value=moment):
        yield


@pytest.fixture
def browser(settled: Account) -> Client:
    client = Client()
    sign_in(client, settled)
    assert is_signed_in(client)
    return client


def test_an_hour_without_use_ends_it(browser: Client) -> None:
    with after(HOUR - 5):
        assert is_signed_in(browser)
    with after(2 * HOUR):
        assert not is_signed_in(browser)
    assert entries("partnership:sign-out")[-1]["detail"] == {"why": "expired"}


def test_use_keeps_it_open_and_the_hour_counts_from_the_last(browser: Client) -> None:
    for minutes in range(50, 300, 50):
        with after(minutes * 60):
            assert is_signed_in(browser)
    with after(250 * 60 + HOUR - 5):
        assert is_signed_in(browser)


def test_twelve_hours_end_it_whatever_its_use(browser: Client) -> None:
    for half_hours in range(1, 24):
        with after(half_hours * HOUR / 2):
            assert is_signed_in(browser), half_hours
    with after(12 * HOUR):
        assert not is_signed_in(browser)


def test_confirming_who_one_is_does_not_lengthen_it(browser: Client) -> None:
    for half_hours in range(1, 24):
        with after(half_hours * HOUR / 2):
            browser.post("/accounts/confirm/", {"password": "seven-quiet-herons", "next": "/you/"})
    with after(12 * HOUR):
        assert not is_signed_in(browser)


def test_after_the_end_one_is_told_why(browser: Client) -> None:
    with after(2 * HOUR):
        answer = browser.get("/people/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/sign-in/?next=/people/")
    assert "To keep your account safe, we signed you out" in answer.content.decode()


def test_the_session_cookie_is_out_of_reach_of_scripts_and_goes_with_the_browser(browser: Client) -> None:
    cookie = browser.cookies["session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""


def test_few_requests_write_to_the_session(browser: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    is_signed_in(browser)
    with CaptureQueriesContext(connection) as ran:
        is_signed_in(browser)
    assert not [
        query for query in ran if query["sql"].startswith(('UPDATE "django_session', 'INSERT INTO "django_s'))
    ]


def test_a_closed_account_is_nobody_at_the_very_next_request(browser: Client, settled: Account, people: Cast) -> None:
    with people.ada.acting() as ada:
        operations.close_account(actor=ada, now=now(), person_id=settled.person_id)
    answer = browser.get("/people/")
    assert answer["Location"].startswith("/accounts/sign-in/")


def test_the_last_role_ended_is_the_last_request(browser: Client, settled: Account, people: Cast) -> None:
    with people.ada.acting() as ada:
        operations.end_role(actor=ada, now=now(), role_id=settled.role_id, until=today())
    assert not User.objects.get(pk=settled.user_id).is_active
    assert browser.get("/people/")["Location"].startswith("/accounts/sign-in/")


def test_a_role_that_ends_by_date_ends_the_session_too(browser: Client, settled: Account, people: Cast) -> None:
    with people.ada.acting():
        Role.objects.filter(pk=settled.role_id).update(until=today() - timedelta(days=1))
    answer = browser.get("/people/", follow=True)
    assert "You have no role in the partnership today" in answer.content.decode()
    assert not is_signed_in(browser)
    assert entries("partnership:sign-out")[-1]["detail"] == {"why": "no-role"}


def test_a_leaver_of_last_month_sees_nothing(client_of: ClientOf, people: Cast) -> None:
    assert not is_signed_in(client_of(people.leo))
