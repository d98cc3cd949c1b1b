"""Zero knowledge: who has no live grant learns nothing of anybody, at any address and from any table.

Both are enumerated from Django: a new address or a new model is asked here without anybody thinking of it, and an
address that shows personal data fails until it is declared.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from tests.access.test_every_address import ALL, SOMEWHERE
from tests.people import Cast, Colleague

from fourfold.ground.kernel.governance import Holds
from fourfold.ground.postgres.context import acting_as

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker
    from tests.records import World

SHOWS_PEOPLE = {
    "datasets:columns-csv",
    "datasets:extract",
    "datasets:extracts",
    "datasets:rows-csv",
    "datasets:rows-parquet",
    "feeds:data-sets",
    "identity:find",
    "feeds:look-up",
    "identity:judgement-take-back",
    "identity:new-record",
    "identity:person",
    "identity:person-changes",
    "identity:person-judgements",
    "identity:person-same",
    "identity:question",
    "identity:review",
    "identity:review-decided",
    "identity:review-next",
    "identity:review-take-back",
    "feeds:record",
    "feeds:data-set",
}
"""What shows personal data of service users. Every other address runs without a purpose, and so without a row."""
NEVER = ("Alex Tanner", "Bo Whitfield", "Whitfield", "Chatham bus station", "Older friends")


@pytest.fixture(scope="module", autouse=True)
def past_the_walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """Let `tests.records` put grants in place."""
    from tests import records

    with django_db_blocker.unblock(), records.past_the_walls():
        yield


@pytest.fixture
def world(people: Cast) -> "World":
    """Two episodes of Kent Police, shared with the county alone."""
    from tests.records import small_world

    return small_world()


def marked(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The names of the addresses whose view says that it looks at people."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from marked(entry.url_patterns, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif getattr(entry.callback, "looks_at_people", False):
            yield f"{space}{entry.name}"


def test_every_address_that_shows_people_is_declared() -> None:
    assert set(marked(get_resolver().url_patterns)) == SHOWS_PEOPLE


def with_ids(path: str, *ids: object) -> str:
    """The address with real ids where it has one that nothing has."""
    for real in ids:
        path = path.replace(str(SOMEWHERE["uuid"]), str(real), 1)
    return path


@pytest.mark.parametrize("who", ["vic", "hal", "leo"])
def test_no_address_tells_a_stranger_anything(people: Cast, world: "World", who: str) -> None:
    """Asked with the very ids of a record and of a person, by GET and by POST."""
    from tests.records import SAFEGUARDING, client_for

    client = client_for(getattr(people, who), SAFEGUARDING)
    told = []
    for name, path in ALL:
        if name in ("account_logout",):
            continue
        for ids in ((world.alex, world.alex_id), (world.alex_id, world.alex)):
            asked = with_ids(path, *ids)
            with transaction.atomic():
                for answer in (client.get(asked), client.post(asked, {"q": "Tanner", "name": "Tanner"})):
                    body = b"" if answer.streaming else answer.content
                    said = body.decode(errors="replace").replace('value="Tanner"', "")
                    told += [f"{name} {asked}: {word}" for word in (*NEVER, world.alex_reference) if word in said]
                transaction.set_rollback(True)
            if asked == path:
                break
    assert told == []


@pytest.mark.parametrize("who", ["sam", "pat"])
def test_no_address_without_a_purpose_shows_a_row_to_anybody(people: Cast, world: "World", who: str) -> None:
    """Not even to those to whom grants open it: only declared views have a purpose."""
    from tests.people import signed_in_client

    client = signed_in_client(getattr(people, who))
    told = []
    for name, path in ALL:
        if name in SHOWS_PEOPLE or name == "account_logout":
            continue
        asked = with_ids(path, world.alex_id, world.alex)
        with transaction.atomic():
            answer = client.get(asked)
            said = b"" if answer.streaming else answer.content
            told += [f"{name}: {word}" for word in (*NEVER, world.alex_reference) if word.encode() in said]
            transaction.set_rollback(True)
    assert told == []


def personal_models() -> list[type[models.Model]]:
    """Every model of ours with a field that holds personal data, or a label that guards it."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("fourfold.")
        and (
            Holds.PERSONAL in getattr(model, "governance", {}).values()
            or {"label_id", "subject_id"} <= {field.name for field in model._meta.fields}
        )
    ]


def rows(model: type[models.Model], colleague: Colleague, purpose: str) -> int:
    """How many rows of it PostgreSQL shows, when no policy of ours is asked; a refusal shows none."""
    from django.db.utils import ProgrammingError

    with acting_as(colleague.actor, purpose=purpose):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f'select count(*) from "{model._meta.db_table}"')
                return int(cursor.fetchone()[0])
        except ProgrammingError:
            return 0


def test_no_table_of_personal_data_shows_a_row_to_who_has_no_grant(people: Cast, world: "World") -> None:
    from tests.records import CRIME, SAFEGUARDING

    found = personal_models()
    assert {"feeds_record", "feeds_content", "feeds_searchkey"} <= {model._meta.db_table for model in found}
    shown: list[Any] = [
        (model._meta.label, who, purpose)
        for model in found
        for who in ("vic", "hal", "leo", "mia")
        for purpose in ("", SAFEGUARDING, CRIME)
        if rows(model, getattr(people, who), purpose)
    ]
    assert shown == []
    assert [model._meta.label for model in found if rows(model, people.sam, "")] == []


def test_an_address_stands_for_one_view() -> None:
    """What is declared by name is what is served."""
    for name, path in ALL:
        if name in SHOWS_PEOPLE:
            assert getattr(resolve(path).func, "looks_at_people", False), name
