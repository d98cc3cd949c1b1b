"""What is due is looked at: suspicions are closed meanwhile, and it is kept with a reason or removed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from tests.deliveries import deliver, episode
from tests.people import Cast, ClientOf
from tests.records import (
    COUNTY,
    INCIDENTS,
    MEDWAY,
    MISSING,
    POLICE,
    Told,
    agency,
    as_owner,
    ask_owner,
    hand_in,
    make_live,
    past_the_walls,
    subject_of,
)

from fourfold.accountability.rights.domain.clock import months_after
from fourfold.accountability.rights.domain.retention import due_before, months_kept, rules
from fourfold.accountability.rights.operations.holds import place_hold
from fourfold.accountability.rights.operations.retention import carry_out, keep_due, look_after, remove_due
from fourfold.accountability.rights.queries.requests import Candidate
from fourfold.accountability.rights.queries.retention import due_for_actor
from fourfold.ground.kernel.clock import now, show_date, today
from fourfold.ground.kernel.errors import Conflict, NotAllowed, NotFound
from fourfold.records.feeds.domain.contracts import contracts
from fourfold.trust.access.domain.resources import SubjectKind, SubjectRole

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

OLD = due_before(INCIDENTS, today()) - timedelta(days=1)
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
    """Whether any grant could open it, and whether it is found by name."""
    ((label,),) = ask_owner("select label_id <> 0 as a from feeds_record where id = %s", [record_id])
    ((keys,),) = ask_owner("select count(*) > 0 as a from feeds_searchkey where record_id = %s", [record_id])
    assert label == keys
    return bool(label)


def test_every_feed_of_people_says_when_somebody_looks_again() -> None:
    assert {one.data_set for one in contracts() if one.data_set} == months_kept().keys()
    assert all(one.retention.months is None for one in contracts() if one.is_open)


def test_suspicions_are_closed_on_the_day_and_what_protects_stays_open(
    people: Cast, incidents: tuple[UUID, UUID, UUID]
) -> None:
    suspect, victim, younger = incidents
    assert look_after(now()) == 1
    assert [is_open(one) for one in incidents] == [False, True, True]
    assert look_after(now()) == 0
    assert look_after(now() + timedelta(days=1)) == 1
    assert not is_open(younger)
    with people.dan.acting() as dan:
        (due,) = due_for_actor(dan, today())
        assert (due.data_set, due.records, due.closed, due.oldest) == (INCIDENTS, 2, 1, OLD)
        assert due.since == months_after(OLD, 120)
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
            cursor.execute("select rights_due_next(%s, %s, %s, 9)", [rules(today()), agency(POLICE), INCIDENTS])
            assert cursor.fetchone() == ([],)


def test_what_is_kept_is_open_again_until_its_day(people: Cast, incidents: tuple[UUID, UUID, UUID]) -> None:
    suspect, _victim, younger = incidents
    look_after(now() + timedelta(days=1))
    assert not is_open(suspect)
    with people.dan.acting() as dan:
        keep_due(actor=dan, now=now(), holder_id=agency(POLICE), data_set=INCIDENTS, why="An appeal.", until=SOON)
        assert due_for_actor(dan, today()) == []
    assert is_open(suspect)
    assert not is_open(younger), "that day was not decided about"
    assert look_after(now()) == 0
    as_owner("update rights_retentiondecision set until = %s, decided_at = %s", [today(), now() - timedelta(days=9)])
    assert look_after(now()) == 1
    assert not is_open(suspect)


def test_a_later_file_that_says_it_again_does_not_open_it(people: Cast) -> None:
    make_live(POLICE, MISSING)
    deliver(people.pat, [episode(1), episode(2, forename="Bo", surname="Quill")], as_of=now() - timedelta(days=2))
    record = UUID(ask_owner("select record_id from feeds_content where values::text ~ 'Nowak'")[0][0])
    as_owner(
        "update feeds_record set subject_role = 'suspect', occurred_on = occurred_on - 3000 where id = %s", [record]
    )
    assert look_after(now()) == 1
    deliver(people.pat, [episode(1), episode(3, forename="Cy", surname="Marl")])
    assert not is_open(record)
    with people.dan.acting() as dan:
        keep_due(actor=dan, now=now(), holder_id=agency(POLICE), data_set=MISSING, why="An appeal.", until=SOON)
    assert is_open(record)


def test_what_was_corrected_meanwhile_stays_closed(people: Cast, incidents: tuple[UUID, UUID, UUID]) -> None:
    suspect = incidents[0]
    look_after(now())
    as_owner("update feeds_record set replaced_by_id = %s where id = %s", [incidents[1], suspect])
    with people.dan.acting() as dan:
        keep_due(actor=dan, now=now(), holder_id=agency(POLICE), data_set=INCIDENTS, why="An appeal.", until=SOON)
    assert not is_open(suspect)


def test_what_is_due_is_removed_but_for_what_a_hold_keeps(
    people: Cast, incidents: tuple[UUID, UUID, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    suspect, victim, younger = incidents
    more = hand_in(POLICE, *[old(f"Di Osgood {letter}") for letter in "abcde"]).record_ids
    monkeypatch.setattr("fourfold.accountability.rights.operations.retention.BATCH", 2)
    look_after(now())
    with people.dan.acting() as dan:
        held = Candidate(subject_of(victim), "KM", "", "", 1)
        place_hold(actor=dan, now=now(), holder_id=agency(POLICE), person=held, why="Inquest", review_on=SOON)
        decided = remove_due(actor=dan, now=now(), holder_id=agency(POLICE), data_set=INCIDENTS)
        with pytest.raises(Conflict, match="already"):
            remove_due(actor=dan, now=now(), holder_id=agency(POLICE), data_set=INCIDENTS)
    assert decided.records == 6
    assert carry_out(decided.pk, people.dan.actor) == 6
    assert carry_out(decided.pk, people.dan.actor) == 0, "it is finished"
    left = ask_owner("select id from feeds_record where data_set = %s", [INCIDENTS])
    assert sorted(one for (one,) in left) == sorted(map(str, (victim, younger)))
    assert ask_owner("select count(*) from rights_removal where record_id = any (%s)", [[suspect, *more]]) == [[6]]
    assert ask_owner("select count(*) from rights_closedrecord") == [[0]]
    with people.dan.acting() as dan, pytest.raises(Conflict, match="legal hold keeps all"):
        remove_due(actor=dan, now=now(), holder_id=agency(POLICE), data_set=INCIDENTS)


def test_only_the_holders_officers_decide(people: Cast, incidents: tuple[UUID, UUID, UUID]) -> None:
    make_live(MEDWAY, MISSING)
    for who in (people.pat, people.mia):
        with who.acting() as actor, pytest.raises((NotAllowed, NotFound)):
            remove_due(actor=actor, now=now(), holder_id=agency(POLICE), data_set=INCIDENTS)
    statement = (
        "insert into rights_retentiondecision (id, holder_id, data_set, act, before, until, why, records, decided_at,"
        " decided_by_id) values (gen_random_uuid(), %s, %s, 'keep', current_date, current_date + 9, %s, 1, now(), %s)"
    )
    with people.dan.acting() as dan, connection.cursor() as cursor:
        for holder, why, error in ((agency(COUNTY), "x", Exception), (agency(POLICE), "", IntegrityError)):
            with pytest.raises(error), transaction.atomic():
                cursor.execute(statement, [holder, INCIDENTS, why, dan.person_id])


def test_an_officer_keeps_and_removes_on_pages(
    people: Cast, client_of: ClientOf, incidents: tuple[UUID, UUID, UUID]
) -> None:
    dan: Client = client_of(people.dan)
    look_after(now())
    assert "Records of your agency are due" in dan.get("/").content.decode()
    page = "/rights/retention/"
    shown = dan.get(page).content.decode()
    assert "2 records" in shown
    assert "1 closed until you decide" in shown
    assert show_date(months_after(OLD + timedelta(days=1), 120)) in shown, "what falls due next"
    keep, remove = (f"{page}{agency(POLICE)}/{INCIDENTS}/{act}/" for act in ("keep", "remove"))
    assert dan.post(keep, {"why": " ", **_day(SOON)}).status_code == 422
    assert dan.post(keep, {"why": "An appeal", **_day(today() + timedelta(days=4000))}).status_code == 422
    assert dan.post(keep, {"why": "An appeal is open.", **_day(SOON)}).status_code == 302
    shown = dan.get(page).content.decode()
    assert "Nothing is due" in shown
    assert "An appeal is open." in shown
    assert "Records of your agency are due" not in dan.get("/").content.decode()
    as_owner("delete from rights_retentiondecision")
    assert "cannot be undone" in dan.get(remove).content.decode()
    assert dan.post(remove).status_code == 302
    shown = dan.get(page).content.decode()
    assert "0 of 2 records are gone" in shown
    (decided,) = ask_owner("select id from rights_retentiondecision")
    assert dan.get(f"{page}{decided[0]}/progress/").json()["percent"] == 0
    carry_out(UUID(decided[0]), people.dan.actor)
    assert dan.get(f"{page}{decided[0]}/progress/").json()["under_way"] is False
    for who in (people.pat, people.mia):
        assert client_of(who).get(keep).status_code == 404
        assert client_of(who).get(f"{page}{decided[0]}/progress/").status_code == 404


def _day(day: date) -> dict[str, str]:
    return {"until_day": f"{day:%d}", "until_month": f"{day:%m}", "until_year": f"{day:%Y}"}
