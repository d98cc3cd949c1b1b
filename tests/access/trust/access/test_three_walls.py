"""`decide`, row-level security and the reference model say the same of every record, field for field."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import product
from uuid import UUID

import pytest
from django.db import connection, transaction
from tests.access.trust.access.reference import LOOKERS, Row, World, sees
from tests.access.trust.access.worlds import Maker, agencies_past_the_wall, probe_table, put
from tests.people import Cast, Colleague

from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.access.domain import deciding
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.access.domain.resources import Action, Handling, Label, Resource, SubjectKind, SubjectRole
from fourfold.trust.access.looking import looking
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import standing_of

pytestmark = pytest.mark.django_db(databases=["default", "denials", "maintenance"], transaction=False)


@pytest.fixture
def probe(people: Cast) -> Iterator[str]:
    """The guarded table of the tests."""
    with probe_table() as table:
        yield table


def resource_of(row: Row, agency: dict[str, UUID]) -> Resource:
    """The row as a decision sees it."""
    label = Label(
        agency[row.holder], row.data_set, SubjectKind(row.kind), SubjectRole(row.role), Handling(row.handled)
    )
    return Resource(label, row.id, row.about, row.restricted)


def by_the_database(mark: str) -> dict[UUID, frozenset[str]]:
    """What PostgreSQL shows: the rows, and the fields of each; no field where `access_sees` says no."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, access_fields_of(label_id, subject_id), access_sees(label_id, subject_id, id, is_restricted)"
            " from walls_probe where world = %s",
            [mark],
        )
        found = cursor.fetchall()
    return {record: frozenset(fields if also else ()) for record, fields, also in found}


def found_by_name(mark: str) -> set[UUID]:
    """The records that a search for names finds."""
    with connection.cursor() as cursor:
        cursor.execute("select record_id from walls_probe_word where world = %s", [mark])
        return {record for (record,) in cursor.fetchall()}


@contextmanager
def looking_as(colleague: Colleague, purpose: str) -> Iterator[Looker]:
    """As somebody, for a purpose; rolled back, so that no lock on the table outlives it."""
    with transaction.atomic():
        with acting_as(colleague.actor):
            standing = standing_of(colleague.actor)
        standing = standing if standing.user_id else Standing(user_id=colleague.user_id)  # a leaver with a session
        with looking(standing, purpose) as looker:
            yield looker
        transaction.set_rollback(True)


def disagreements(world: World, maker: Maker, people: Cast, at: datetime) -> tuple[int, list[str]]:
    """How many tuples were asked, and where the three differ."""
    agency = agencies_past_the_wall()
    asked, wrong = 0, []
    for who, purpose in product(LOOKERS, (*maker.purposes, "")):
        with looking_as(getattr(people, who), purpose) as looker:
            shown, found = by_the_database(maker.mark), found_by_name(maker.mark)
        for row in world.rows:
            expected = sees(world, who, row, purpose, at)
            decision = deciding.decide(looker, Action.READ, resource_of(row, agency), purpose, at)
            asked += 1
            if not (expected == decision.fields == shown.get(row.id, frozenset())):
                wrong.append(f"{who} {purpose} {row}: {expected} {decision} {shown.get(row.id)}")
            if decision.allowed is not bool(expected) or (row.id in shown) is not bool(expected):
                wrong.append(f"{who} {purpose} {row}: shown or not")
            if (row.id in found) is not ("name" in expected):
                wrong.append(f"{who} {purpose} {row}: found by a name that is not shared, or not found")
    return asked, wrong


def compare(people: Cast, seed: int, *, openings: int, rows: int) -> int:
    """Put one world in, and hold the three together; how many tuples were asked."""
    maker, at = Maker(seed), now()
    world = maker.world(openings=openings, rows=rows, at=at)
    put(world, maker.mark, people, at)
    asked, wrong = disagreements(world, maker, people, at)
    assert wrong == [], f"seed {seed}"
    return asked


def test_the_three_agree_on_random_worlds(probe: str, people: Cast) -> None:
    asked = sum(compare(people, seed, openings=25, rows=60) for seed in range(20))
    assert asked > 30_000


def test_they_see_something_and_not_everything(probe: str, people: Cast) -> None:
    """The worlds are worth their name: each reason to refuse, and a yes, comes up."""
    maker, at = Maker(1), now()
    world = maker.world(openings=60, rows=80, at=at)
    agency = agencies_past_the_wall()
    put(world, maker.mark, people, at)
    refusals = set()
    for who, purpose in product(LOOKERS, (*maker.purposes, "")):
        with looking_as(getattr(people, who), purpose) as looker:
            for row in world.rows:
                refusals.add(deciding.decide(looker, Action.READ, resource_of(row, agency), purpose, at).refusal)
    from fourfold.trust.access.domain.decisions import Refusal

    assert refusals == {None, *Refusal}


@pytest.mark.long
def test_the_three_agree_on_a_million_tuples(probe: str, people: Cast) -> None:
    asked, seed = 0, 1_000
    while asked < 1_000_000:
        asked += compare(people, seed, openings=40, rows=400)
        seed += 1
