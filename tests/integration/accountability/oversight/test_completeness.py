"""What a page shows of guarded records is in the log, key by key; what cannot be logged is not shown."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests import records
from tests.people import Cast
from tests.records import COUNTY, MEDWAY, MISSING, POLICE, SAFEGUARDING, Given, Told

FIELDS = ("name", "born_on", "reported_at", "exploitation_concern")
GIVEN = Given(POLICE, COUNTY, MISSING, SAFEGUARDING, FIELDS)
NAMES = ("Alex Tanner", "Robin Ashdown", "Kim Weald")
BREAK = """
create function tests_no_log() returns trigger language plpgsql as
$$ begin if new.outcome = 'read' then raise exception 'the log is full'; end if; return new; end $$
"""
BROKEN = "create trigger tests_no_log before insert on audit_entry for each row execute function tests_no_log()"


@pytest.fixture(scope="module", autouse=True)
def _past_the_walls(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    with django_db_blocker.unblock(), records.past_the_walls():  # type: ignore[attr-defined]
        yield


@pytest.fixture
def held(people: Cast) -> list[UUID]:
    """Three records of two agencies about two people, all open to Kent County Council."""
    for holder in (POLICE, MEDWAY):
        records.make_live(holder, MISSING)
        records.give(GIVEN.changed(provider=holder))
    told = [Told(), Told(name="Robin Ashdown")]
    return [*records.hand_in(POLICE, *told).record_ids, *records.hand_in(MEDWAY, Told(name="Kim Weald")).record_ids]


def pages(held: list[UUID]) -> list[tuple[str, dict[str, str]]]:
    """Every page that shows what guarded records say, and what is posted to it, if anything."""
    return [
        (f"/records/{held[0]}/", {}),
        (f"/records/people/{records.subject_of(held[1])}/", {}),
        ("/records/find/", {"name": "Alex Tanner"}),
        (f"/data/{MISSING}/", {}),
    ]


def ask(client: Client, page: str, posted: dict[str, str]) -> Any:
    """The page's answer."""
    return client.post(page, posted) if posted else client.get(page)


def newest() -> int:
    """The number of the newest entry."""
    return int(records.ask_owner("select max(seq) as seq from audit_entry")[0][0])


def logged_since(seq: int) -> set[str]:
    """The keys of the reads after an entry."""
    found = records.ask_owner(
        "select detail -> 'keys' as keys from audit_entry where outcome = 'read' and seq > %s", [seq]
    )
    return {key for (keys,) in found for key in keys or []}


def test_keys_shown_are_keys_logged_on_every_page(people: Cast, held: list[UUID]) -> None:
    client = records.client_for(people.sam, SAFEGUARDING)
    there = {str(one) for one in held}
    for page, posted in pages(held):
        before = newest()
        answer = ask(client, page, posted)
        assert answer.status_code == 200, page
        html = answer.content.decode()
        assert any(name in html for name in NAMES), page
        shown = there & set(re.findall(r"/records/([0-9a-f-]{36})/", html + page))
        logged = logged_since(before)
        assert logged, page
        assert shown <= logged <= there, page


def test_what_cannot_be_logged_is_not_shown(people: Cast, held: list[UUID]) -> None:
    addresses = pages(held)
    client = records.client_for(people.sam, SAFEGUARDING)
    client.raise_request_exception = False
    records.as_owner(BREAK)
    records.as_owner(BROKEN)
    for page, posted in addresses:
        answer = ask(client, page, posted)
        assert answer.status_code == 500, page
        body = answer.content.decode()
        for name in (*NAMES, "2011-03-27", "27 March 2011"):
            assert name not in body, (page, name)
