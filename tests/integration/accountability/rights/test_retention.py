"""What is due is looked at: suspicions are closed meanwhile, and it is kept with a reason."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests.people import Cast, ClientOf
from tests.records import (
    INCIDENTS,
    MEDWAY,
    POLICE,
    Told,
    agency,
    as_owner,
    ask_owner,
    hand_in,
    make_live,
    past_the_walls,
)

from fourfold.accountability.rights.domain.retention import due_before, months_kept, rules
from fourfold.accountability.rights.operations.retention import close_overdue, keep_due
from fourfold.accountability.rights.queries.retention import due_for_actor
from fourfold.ground.kernel.clock import now, show_date, today
from fourfold.ground.kernel.errors import NotAllowed, NotFound
from fourfold.records.feeds.domain.contracts import contracts
from fourfold.trust.access.domain.resources import SubjectKind, SubjectRole

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

OLD = due_before(months_kept()[INCIDENTS], today()) - timedelta(days=1)
SOON = today() + timedelta(days=200)


@pytest.fixture(scope="module", autouse=True)
def _walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    with django_db_blocker.unblock(), past_the_walls():
        yield


def old(name: str, role: SubjectRole = SubjectRole.SUSPECT, on: date = OLD) -> Told:
    """An incident that somebody is told to be part of."""
    return Told(name, role=role, kind=SubjectKind.ADULT, data_set=INCIDENTS, on=on, born_on="1990-01-02")


@pytest.fixture
def incidents(people: Cast) -> tuple[UUID, UUID, UUID]:
    """A suspect and a victim of a day that is due, and a suspect of the day after."""
    make_live(POLICE, INCIDENTS)
    told = (old("Ada Nowak"), old("Bo Quill", SubjectRole.VICTIM), old("Cy Marl", on=OLD + timedelta(days=1)))
    first, second, third = hand_in(POLICE, *told).record_ids
    return first, second, third


def is_open(record_id: UUID) -> bool:
    """Whether a grant could open it to others than those named on it, as the record and its search keys say."""
    ((shut,),) = ask_owner("select is_restricted as a from feeds_record where id = %s", [record_id])
    keys = ask_owner("select distinct is_restricted as a from feeds_searchkey where record_id = %s", [record_id])
    assert keys == [[shut]]
    return not shut


def test_every_feed_of_people_says_when_somebody_looks_again() -> None:
    assert {one.data_set for one in contracts() if one.data_set} == months_kept().keys()
    assert all(one.retention.months is None for one in contracts() if one.is_open)
    asked = {one["contract"]: one["months"] for one in json.loads(rules(today())) if one["contract"]}
    assert asked == {one.key: one.retention.months for one in contracts() if one.data_set}


def test_suspicions_are_closed_on_the_day_and_what_protects_stays_open(
    people: Cast, incidents: tuple[UUID, UUID, UUID]
) -> None:
    suspect, victim, younger = incidents
    assert close_overdue(now()) == 1
    assert [is_open(one) for one in incidents] == [False, True, True]
    assert close_overdue(now()) == 0
    assert close_overdue(now() + timedelta(days=1)) == 1
    assert not is_open(younger)
    with people.dan.acting() as dan:
        (due,) = due_for_actor(dan, today())
        assert (due.data_set, due.records, due.closed, due.oldest) == (INCIDENTS, 2, 1, OLD)
        assert due.since == today()
    assert ask_owner("select count(*) from rights_closedrecord where record_id = %s", [victim]) == [[0]]
    assert not is_open(suspect)


def test_nobody_but_the_chaser_closes_and_nobody_reads_how_it_is_counted(
    people: Cast, incidents: tuple[UUID, UUID, UUID]
) -> None:
    with people.dan.acting(), connection.cursor() as cursor:
        cursor.execute("select rights_close_overdue(%s)", [rules(today())])
        assert cursor.fetchone() == (0,)
    assert is_open(incidents[0])
    for who in (people.pat, people.mia, people.ada):
        with who.acting(), connection.cursor() as cursor:
            cursor.execute("select count(*) from rights_due(%s)", [rules(today())])
            assert cursor.fetchone() == (0,)
            cursor.execute("select count(*) from rights_oldest(%s)", [rules(today())])
            assert cursor.fetchone() == (0,)


def test_what_is_kept_is_open_again_until_its_day(people: Cast, incidents: tuple[UUID, UUID, UUID]) -> None:
    suspect, _victim, younger = incidents
    close_overdue(now() + timedelta(days=1))
    assert not is_open(suspect)
    with people.dan.acting() as dan:
        keep_due(actor=dan, now=now(), holder_id=agency(POLICE), data_set=INCIDENTS, why="An appeal.", until=SOON)
        assert due_for_actor(dan, today()) == []
    assert is_open(suspect)
    assert not is_open(younger), "that day was not decided about"
    assert close_overdue(now()) == 0
    as_owner("update rights_retentiondecision set until = %s, decided_at = %s", [today(), now() - timedelta(days=9)])
    assert close_overdue(now()) == 1
    assert not is_open(suspect)


def test_what_is_due_no_more_is_open_again(people: Cast, incidents: tuple[UUID, UUID, UUID]) -> None:
    """As after a contract's period was lengthened, or a decision that came while it was being closed."""
    suspect = incidents[0]
    assert close_overdue(now()) == 1
    as_owner("update feeds_record set occurred_on = %s where id = %s", [today(), suspect])
    assert close_overdue(now()) == 0
    assert is_open(suspect)


def test_what_named_people_alone_read_stays_theirs(people: Cast, incidents: tuple[UUID, UUID, UUID]) -> None:
    suspect = incidents[0]
    as_owner("update feeds_record set is_restricted = true where id = %s", [suspect])
    as_owner("update feeds_searchkey set is_restricted = true where record_id = %s", [suspect])
    assert close_overdue(now()) == 0
    with people.dan.acting() as dan:
        keep_due(actor=dan, now=now(), holder_id=agency(POLICE), data_set=INCIDENTS, why="An appeal.", until=SOON)
    assert not is_open(suspect)


def test_what_is_closed_is_still_held_and_linked(people: Cast, incidents: tuple[UUID, UUID, UUID]) -> None:
    """Closing changes who reads it, and nothing of whose it is."""
    suspect = incidents[0]
    before = ask_owner("select subject_id as a, label_id as b from feeds_record where id = %s", [suspect])
    close_overdue(now())
    assert ask_owner("select subject_id as a, label_id as b from feeds_record where id = %s", [suspect]) == before


def test_what_was_taken_back_or_never_entered_is_not_due(people: Cast, incidents: tuple[UUID, UUID, UUID]) -> None:
    as_owner("update feeds_record set label_id = 0 where id = any (%s)", [list(incidents)])
    with people.dan.acting() as dan:
        assert due_for_actor(dan, today()) == []
    assert close_overdue(now()) == 0


def test_only_the_holders_officers_decide(people: Cast, incidents: tuple[UUID, UUID, UUID]) -> None:
    make_live(MEDWAY, INCIDENTS)
    hand_in(MEDWAY, old("Di Osgood"))
    for who in (people.pat, people.mia):
        with who.acting() as actor, pytest.raises((NotAllowed, NotFound)):
            keep_due(actor=actor, now=now(), holder_id=agency(POLICE), data_set=INCIDENTS, why="x", until=SOON)
    with people.mia.acting() as mia:
        assert [(one.holder_id, one.records) for one in due_for_actor(mia, today())] == [(agency(MEDWAY), 1)]
    statement = (
        "insert into rights_retentiondecision (id, holder_id, data_set, before, until, why, records, decided_at,"
        " decided_by_id) values (gen_random_uuid(), %s, %s, current_date, current_date + %s, %s, 1, now(), %s)"
    )
    with people.dan.acting() as dan, connection.cursor() as cursor:
        mine = agency(POLICE)
        for holder, days, why, said in (
            (agency(MEDWAY), 9, "x", "row-level security"),
            (mine, 4000, "x", "row-level security"),
            (mine, 9, "", "rights_kept_says_why"),
        ):
            with pytest.raises(DatabaseError, match=said), transaction.atomic():
                cursor.execute(statement, [holder, INCIDENTS, days, why, dan.person_id])
        cursor.execute(statement, [mine, INCIDENTS, 9, "x", dan.person_id])


def test_an_officer_keeps_on_pages(people: Cast, client_of: ClientOf, incidents: tuple[UUID, UUID, UUID]) -> None:
    dan: Client = client_of(people.dan)
    close_overdue(now())
    assert "Records of your agency are due" in dan.get("/").content.decode()
    page = "/rights/retention/"
    shown = dan.get(page).content.decode()
    assert "2 records" in shown
    assert "1 closed until you decide" in shown
    assert show_date(today() + timedelta(days=1)) in shown, "what falls due next"
    keep = f"{page}{agency(POLICE)}/{INCIDENTS}/keep/"
    assert dan.post(keep, {"why": " ", **_day(SOON)}).status_code == 422
    assert dan.post(keep, {"why": "An appeal", **_day(today() + timedelta(days=4000))}).status_code == 422
    assert dan.post(keep, {"why": "An appeal is open.", **_day(SOON)}).status_code == 302
    shown = dan.get(page).content.decode()
    assert "Nothing is due" in shown
    assert "An appeal is open." in shown
    assert "Records of your agency are due" not in dan.get("/").content.decode()
    for who in (people.pat, people.mia):
        assert client_of(who).get(keep).status_code == 404


def _day(day: date) -> dict[str, str]:
    return {"until_day": f"{day:%d}", "until_month": f"{day:%m}", "until_year": f"{day:%Y}"}
