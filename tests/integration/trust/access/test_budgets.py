"""Read budgets: counted where reads are logged, alerted once an hour, slowing and never locking out."""

import pytest
from django.db import DatabaseError, transaction
from tests import records
from tests.letters import letters_to
from tests.pages import words
from tests.people import Cast, ClientOf, Colleague
from tests.records import SAFEGUARDING, World

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.trust.access import middleware, operations
from fourfold.trust.access.domain import budgets
from fourfold.trust.access.domain.budgets import Allowance
from fourfold.trust.access.models import Canary, ReadHour


@pytest.fixture(autouse=True)
def waits(world: World, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The county reads without a relationship; how long each answer was held back, without waiting for it."""
    records.give(records.TO_COUNTY)
    held: list[float] = []
    monkeypatch.setattr(middleware.time, "sleep", held.append)
    return held


def allow(monkeypatch: pytest.MonkeyPatch, an_hour: int) -> None:
    monkeypatch.setattr(budgets, "ALLOWANCES", (Allowance(budgets.ALLOWANCES[0].since, an_hour, 400, 900, 900),))


def read(who: Colleague, *record_ids: object) -> list[int]:
    client = records.client_for(who, SAFEGUARDING)
    return [client.get(f"/records/{one}/").status_code for one in record_ids]


def test_each_person_is_counted_once_in_the_transaction_of_the_read(people: Cast, world: World) -> None:
    assert read(people.sam, world.alex, world.alex, world.bo) == [200, 200, 200]
    with people.sam.acting():
        (hour,) = ReadHour.objects.all()
        assert set(hour.subjects) == {world.alex_id, world.bo_id}
    assert read(people.sam, "00000000-0000-4000-8000-000000000000") == [404]


def test_nobody_lowers_their_own_count_or_reads_others(people: Cast, world: World) -> None:
    read(people.sam, world.alex)
    for change in ("update access_readhour set subjects = '{}'", "delete from access_readhour"):
        with people.sam.acting(), pytest.raises(DatabaseError), transaction.atomic():
            ReadHour.objects.raw(change)._fetch_all()  # type: ignore[attr-defined]
    with people.cora.acting():
        assert not ReadHour.objects.exists()


def test_within_the_budget_nothing_waits_and_nobody_hears(people: Cast, world: World, waits: list[float]) -> None:
    read(people.sam, world.alex, world.bo)
    assert not any(waits)


def test_beyond_it_answers_slow_and_the_officer_hears_once(
    people: Cast, world: World, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    records.give(records.OWN)
    allow(monkeypatch, 1)
    assert read(people.pat, world.alex, world.bo, world.alex) == [200, 200, 200]
    assert waits == [0.0, 2.0, 2.0]
    (letter,) = letters_to(people.dan, kind="alert")
    assert "reads far more than usual" in letter.subject
    for private in ("Pat", "Alex", "Bo", str(world.bo_id)):
        assert private not in letter.subject + letter.body


def test_a_marked_person_alerts_whenever_they_are_read(people: Cast, world: World) -> None:
    with people.dan.acting() as actor:
        operations.mark_canary(actor=actor, now=now(), reference=world.alex_reference)
    read(people.sam, world.bo)
    assert letters_to(people.dan, kind="alert") == []
    read(people.sam, world.alex)
    read(people.sam, world.alex)
    assert len(letters_to(people.dan, kind="alert")) == 2


def test_only_the_holders_officer_marks_and_the_database_says_the_same(people: Cast, world: World) -> None:
    for other in (people.pat, people.sam, people.mia):
        with other.acting() as actor, pytest.raises(NotAllowed):
            operations.mark_canary(actor=actor, now=now(), reference=world.alex_reference)
        with other.acting(), pytest.raises(DatabaseError), transaction.atomic():
            Canary.objects.bulk_create(
                [
                    Canary(
                        subject_id=world.alex_id,
                        holder_id=records.agency("kent-police"),
                        placed_by="me",
                        since=now(),
                    )
                ]
            )


def test_the_officer_sees_how_much_colleagues_read(people: Cast, world: World, client_of: ClientOf) -> None:
    read(people.pat, world.alex, world.bo)
    told = words(client_of(people.dan).get("/conduct/"))
    assert "Pat Okafor 2" in told
    assert client_of(people.pat).get("/conduct/").status_code == 403
