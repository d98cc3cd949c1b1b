"""Removal: nothing is left of a record anywhere, it comes back neither by feed nor by undo, and a hold stops it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.deliveries import deliver, episode
from tests.people import Cast
from tests.records import (
    COUNTY,
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
from tests.rights import tables_naming

from fourfold.accountability.rights.operations.holds import place_hold
from fourfold.accountability.rights.queries.parts import holds_for_actor
from fourfold.accountability.rights.queries.requests import Candidate
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import Conflict, NotAllowed
from fourfold.records.feeds.operations import undo
from fourfold.records.feeds.operations.removing import remove_records

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module", autouse=True)
def _walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    with django_db_blocker.unblock(), past_the_walls():
        yield


SOON = today(now()) + timedelta(days=170)
BAD = {"episode_reference": "E8", "surname": "Nowakowska", "returned_at": "long ago"}


def records_of() -> list[UUID]:
    """The ids of the records that are here, oldest delivery first."""
    rows = ask_owner(
        "select r.id from feeds_record r join feeds_delivery d on d.id = r.delivery_id order by d.as_of, r.row_number"
    )
    return [UUID(one) for (one,) in rows]


@pytest.fixture
def delivered(people: Cast) -> UUID:
    """An episode of Ada Nowak, corrected by a later delivery, said again by a third; and a row of hers waits."""
    make_live(POLICE, MISSING)
    first = now() - timedelta(days=9)
    deliver(people.pat, [episode(1), episode(2, forename="Bo", surname="Quill")], as_of=first)
    deliver(people.pat, [episode(1, risk_level="high")], as_of=first + timedelta(days=1))
    deliver(
        people.pat,
        [episode(1, risk_level="high"), episode(3, forename="Cy", surname="Marl"), episode(1, **BAD)],
        as_of=first + timedelta(days=2),
    )
    return records_of()[0]


def remove(people: Cast, *record_ids: UUID, holder: str = POLICE) -> int:
    """As the police's data protection officer."""
    with people.dan.acting() as dan:
        return remove_records(actor=dan, now=now(), holder_id=agency(holder), record_ids=record_ids)


def test_after_removal_nothing_refers_to_it_in_any_table(people: Cast, delivered: UUID) -> None:
    subject, reference, mac = ask_owner(
        "select r.subject_id as a, r.reference as b, encode(o.mac, 'hex') as c from feeds_record r"
        " join feeds_ownreference o on o.subject_id = r.subject_id where r.id = %s",
        [delivered],
    )[0]
    as_owner(
        "insert into identity_description (id, subject_id, holder_id, record_id, details_mac, is_live, taken_at,"
        " data_key_id, keys_version) select %s, subject_id, holder_id, id, 'x', true, now(), 1, 1"
        " from feeds_record where id = %s",
        [described := uuid4(), delivered],
    )
    as_owner("insert into identity_blockingkey (description_id, mac) values (%s, 'k')", [described])
    run, task = uuid4(), uuid4()
    pair = sorted([subject, ask_owner("select id from feeds_subject where id <> %s", [subject])[0][0]])
    as_owner(
        "insert into identity_run (id, kind, state, stage, done, of, counts, reason, asked_by, asked_at,"
        " looks_at_all) values (%s, 'full', 'waiting', '', 0, 0, '{}', '', 'x', now(), true)",
        [run],
    )
    as_owner(
        "insert into identity_task (id, run_id, subjects, weight, pairs, state, made_at)"
        " values (%s, %s, %s::uuid[], 1, '[]', 'open', now())",
        [task, run, pair],
    )
    as_owner(
        "insert into identity_opinion (id, task_id, reviewer, judgement, groups, reason, at)"
        " values (%s, %s, %s, 'apart', 'AB', 'Nowak is older.', now())",
        [uuid4(), task, uuid4()],
    )
    as_owner(
        "insert into identity_change (id, kind, run_id, at, subjects, before, after, because)"
        " values (%s, 'joined', %s, now(), %s::uuid[], '[]', '[]', '{}')",
        [uuid4(), run, pair],
    )
    as_owner(
        "insert into identity_override (id, left_id, right_id, judgement, reason, decided_by, decided_at, task_id,"
        " ended_because) values (%s, %s, %s, 'apart', 'Nowak', %s, now(), %s, '')",
        [uuid4(), *pair, uuid4(), task],
    )
    as_owner("insert into access_sameperson values (%s, %s), (%s, %s)", [subject, subject, uuid4(), subject])
    as_owner("insert into access_readhour (id, user_id, hour, subjects) values (%s, %s, now(), %s::uuid[])",
             [uuid4(), people.pat.user_id, [subject]])  # fmt: skip
    needles = (delivered, subject, reference, mac, "nowak", described)
    before = tables_naming(*needles)
    everywhere = {"feeds_content", "feeds_waitingrow", "identity_description", "identity_task", "identity_override"}
    assert everywhere <= set(before)
    assert remove(people, delivered) == 2
    assert tables_naming(*needles) == {}
    assert ask_owner("select count(*) from feeds_record") == [[2]]
    held = ask_owner("select detail -> 'removed' as n from audit_entry where permission = 'record:remove'")
    assert held == [[2]]


def test_what_was_removed_comes_back_neither_by_a_delivery_nor_by_undoing_one(people: Cast, delivered: UUID) -> None:
    remove(people, delivered)
    again = deliver(people.pat, [episode(1), episode(4, forename="Di", surname="Vane")])
    assert again.counts["entered"] == 1
    deliver(people.pat, [episode(1, risk_level="low", surname="Nowak-Lee")])
    with people.pat.acting() as pat:
        newest = ask_owner("select id from feeds_delivery order by as_of offset 2 limit 1")[0][0]
        undo(actor=pat, now=now(), delivery_id=UUID(newest), because="Wrong file.")
    assert tables_naming("nowak") == {}
    assert ask_owner("select count(*) from feeds_ownreference") == [[3]]


def test_a_legal_hold_stops_it_by_constraint_and_nothing_goes(people: Cast, delivered: UUID) -> None:
    subject = ask_owner("select subject_id from feeds_record where id = %s", [delivered])[0][0]
    with people.dan.acting() as dan, connection.cursor() as cursor:
        cursor.execute(
            "insert into rights_legalhold (id, holder_id, subject_id, reference, why, placed_at, placed_by_id,"
            " review_on, lifted_why) values (%s, %s, %s, 'KM', 'Inquest', now(), %s, current_date + 30, '')",
            [uuid4(), agency(POLICE), subject, dan.person_id],
        )
    before = tables_naming("nowak")
    with pytest.raises(Conflict, match="legal hold"):
        remove(people, delivered)
    with pytest.raises(IntegrityError, match="legal hold"), transaction.atomic():
        as_owner("select feeds_destroy(%s::uuid[])", [[str(delivered)]])
    assert tables_naming("nowak") == before


def link(one: UUID, other: UUID) -> None:
    """Both are one person, as a run of the linkage would write it."""
    as_owner(
        "insert into access_sameperson (subject_id, person_id) values (%s, %s), (%s, %s)", [one, one, other, one]
    )


def test_a_legal_hold_is_over_the_whole_person(people: Cast, delivered: UUID) -> None:
    other = hand_in(POLICE, Told("Ada Nowak-Lee")).record_ids[0]
    held, same = subject_of(delivered), subject_of(other)
    # Given two references that are known for one person, and a hold under the first of them
    link(held, same)
    with people.dan.acting() as dan:
        person = Candidate(held, "KM", "", "", 1)
        place_hold(actor=dan, now=now(), holder_id=agency(POLICE), person=person, why="Inquest", review_on=SOON)
        assert [one.also for one in holds_for_actor(dan)] == [[same]]
    # Then what is known under the second stays as well, even once they are told apart
    with pytest.raises(Conflict, match="legal hold"):
        remove(people, other)
    as_owner("delete from access_sameperson")
    with pytest.raises(Conflict, match="legal hold"):
        remove(people, other)
    # And so does what is linked to it only afterwards
    as_owner("update rights_legalhold set also = '{}'")
    link(held, same)
    with pytest.raises(Conflict, match="legal hold"):
        remove(people, other)
    as_owner("delete from access_sameperson")
    assert remove(people, other) == 1


def test_a_hold_tells_its_officer_of_no_other_agencys_references(people: Cast, delivered: UUID) -> None:
    make_live(MEDWAY, MISSING)
    held, theirs = subject_of(delivered), subject_of(hand_in(MEDWAY, Told("Ada Nowak")).record_ids[0])
    link(held, theirs)
    with people.dan.acting() as dan:
        person = Candidate(held, "KM", "", "", 1)
        place_hold(actor=dan, now=now(), holder_id=agency(POLICE), person=person, why="Inquest", review_on=SOON)
        assert [one.also for one in holds_for_actor(dan)] == [[]]


def test_only_those_who_answer_for_the_holder_remove(people: Cast, delivered: UUID) -> None:
    for who, holder in ((people.pat, POLICE), (people.mia, POLICE), (people.dan, COUNTY)):
        with who.acting() as actor, pytest.raises(NotAllowed):
            remove_records(actor=actor, now=now(), holder_id=agency(holder), record_ids=[delivered])
    with people.mia.acting(), connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute("select feeds_remove(%s::uuid[])", [[delivered]])
    assert ask_owner("select count(*) from feeds_record where id = %s", [delivered]) == [[1]]
