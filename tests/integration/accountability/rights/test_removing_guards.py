"""Each guard of the removal of what is due by itself: where it alone says no, what it guards stays."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from tests.deliveries import deliver, send, table
from tests.due import appoint, by_the_worker, call, decide, leaves, old, propose, seen
from tests.people import Cast, Colleague
from tests.records import (
    INCIDENTS,
    MEDWAY,
    MISSING,
    POLICE,
    SAFEGUARDING,
    Told,
    agency,
    as_owner,
    ask_owner,
    hand_in,
    make_live,
    past_the_walls,
    relate,
    subject_of,
)

from fourfold.accountability.rights.domain.removal import Halts, periods_of
from fourfold.accountability.rights.operations.due_removals import confirm_removal
from fourfold.accountability.rights.operations.holds import place_hold
from fourfold.accountability.rights.operations.removing_due import carry_out
from fourfold.accountability.rights.queries.due_removals import lines_for_actor, removal_for_actor, waits_of
from fourfold.accountability.rights.queries.requests import Candidate
from fourfold.ground.kernel.clock import now, today
from fourfold.records.feeds.operations import undo

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

LONG_AGO = date(2001, 1, 1)
REMOVE = "select rights_remove_batch(%s, %s::uuid[], '{}', current_date, %s)"


@pytest.fixture(scope="module", autouse=True)
def _walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    with django_db_blocker.unblock(), past_the_walls():
        yield


@pytest.fixture(autouse=True)
def _officers(people: Cast) -> None:
    """Dan is the police's data protection officer; Pat and Leo are their accountable officers here."""
    make_live(POLICE, MISSING, INCIDENTS)
    for who in (people.pat, people.leo):
        appoint(who)


def halts(people: Cast, removal_id: UUID) -> Halts:
    """Why the work waits."""
    with people.leo.acting() as leo:
        return waits_of(removal_for_actor(leo, removal_id)).halts


def records() -> dict[str, UUID]:
    """The records that are seen, by their episode."""
    rows = ask_owner(
        "select c.cells ->> 'episode_reference' as a, r.id as b from feeds_record r"
        " join feeds_content c on c.record_id = r.id where r.label_id <> 0"
    )
    return {reference: UUID(one) for reference, one in rows}


def refused(who: Colleague, told: str, statement: str, *parameters: Any) -> None:
    """Whatever somebody sends, the database says no."""
    with pytest.raises(DatabaseError, match=told), transaction.atomic(), who.acting(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_the_database_keeps_a_row_of_which_another_version_that_is_seen_runs(people: Cast) -> None:
    first = now() - timedelta(days=9)
    deliver(people.pat, [old(1, returned_at="2024-01-06 07:10")], as_of=first)
    deliver(people.pat, [old(1)], as_of=first + timedelta(days=1))
    removal_id, one = decide(people), records()["E1"]
    as_owner("update feeds_record set label_id = (select max(label_id) from feeds_record)")
    assert by_the_worker(REMOVE, removal_id, [one], one) == 0
    assert seen(people.leo, removal_id).stayed == {"version": 1}


def test_the_database_takes_nothing_that_is_not_seen(people: Cast) -> None:
    deliver(people.pat, [old(1)])
    wrong = deliver(people.pat, [old(2)])
    one = records()["E2"]
    with people.pat.acting() as pat:
        undo(actor=pat, now=now(), delivery_id=wrong.pk, because="Wrong file.")
    removal_id = decide(people)
    assert by_the_worker(REMOVE, removal_id, [one], one) == 0
    assert seen(people.leo, removal_id).stayed == {"changed": 1}


def test_what_is_said_of_a_version_that_is_not_seen_keeps_the_row(people: Cast) -> None:
    first = now() - timedelta(days=9)
    deliver(people.pat, [old(number) for number in range(1, 5)], as_of=first)
    before = records()
    changed = [old(n, person_reference=f"P{n}9", surname=f"Marl{n}") for n in range(1, 5)]
    deliver(people.pat, changed, as_of=first + timedelta(days=1))
    after = records()
    removal_id = decide(people)
    for number, record in enumerate((before["E1"], after["E2"]), start=1):
        with people.dan.acting() as dan:
            person, until = Candidate(subject_of(record), f"KM{number}", "", "", 1), today() + timedelta(days=90)
            place_hold(actor=dan, now=now(), holder_id=agency(POLICE), person=person, why="Inquest", review_on=until)
    for record in (before["E3"], after["E4"]):
        as_owner(
            "insert into rights_recordmark (id, record_id, holder_id, kind, note, since, was_restricted, ended_why)"
            " values (%s, %s, %s, 'restricted', '', now(), false, '')",
            [uuid4(), record, agency(POLICE)],
        )
    every = list(after.values())
    assert by_the_worker(REMOVE, removal_id, every, every[0]) == 0
    assert seen(people.leo, removal_id).stayed == {"held": 2, "restricted": 2}


def test_only_the_holders_records_of_the_data_set_are_looked_at(people: Cast) -> None:
    make_live(MEDWAY, MISSING)
    theirs = hand_in(MEDWAY, Told(on=LONG_AGO)).record_ids[0]
    hand_in(POLICE, Told(data_set=INCIDENTS, on=LONG_AGO))
    deliver(people.pat, [old(1)])
    removal_id = decide(people)
    assert by_the_worker(REMOVE, removal_id, [theirs], theirs) == 0
    assert seen(people.leo, removal_id).stayed == {"changed": 1}
    as_owner("update rights_dueremoval set looked = 0, stayed = '{}', after_on = null, after_id = null")
    assert carry_out(removal_id) == 1
    assert (seen(people.leo, removal_id).looked, seen(people.leo, removal_id).stayed) == (1, {})
    assert ask_owner("select count(*) from feeds_record") == [[2]]


def test_what_is_under_way_with_the_same_person_keeps_it(people: Cast) -> None:
    deliver(people.pat, [old(number, surname=f"Quill{number}") for number in range(1, 6)])
    subjects = {reference: subject_of(record) for reference, record in records().items()}
    removal_id = decide(people)
    relate(people.sam, "referral", "person", subjects["E1"])
    as_owner(
        "insert into access_emergency (id, user_id, agency_id, subject_id, reference, purpose, reason, since, until,"
        " review) values (%s, %s, %s, %s, '', %s, 'x', now() - interval '3 hours', now() - interval '1 hour', '')",
        [uuid4(), people.sam.user_id, agency(MEDWAY), subjects["E2"], SAFEGUARDING],
    )
    # Asked of the holder under another of the person's references, and as a part of what another agency was asked.
    other = uuid4()
    as_owner(
        "insert into access_sameperson (subject_id, person_id) values (%s, %s), (%s, %s)",
        [subjects["E3"], subjects["E3"], other, subjects["E3"]],
    )
    asked_about(other, POLICE)
    as_owner(
        "insert into rights_part (id, request_id, holder_id, asked_at, answer_by, answer)"
        " values (%s, %s, %s, now(), current_date + 9, '')",
        [uuid4(), asked_about(subjects["E4"], MEDWAY), agency(POLICE)],
    )
    assert carry_out(removal_id) == 1
    assert set(records()) == {"E1", "E2", "E3", "E4"}
    assert seen(people.leo, removal_id).stayed == {"under-way": 2, "asked": 2}


def asked_about(subject: UUID, agency_key: str) -> UUID:
    """An open complaint about somebody."""
    request = uuid4()
    as_owner(
        "insert into rights_request (id, reference, agency_id, kind, channel, state, received_at, received_on,"
        " about_name, about_more, behalf, asker_name, asker_says, words, reach, contact, care, identity,"
        " identity_how, standing, standing_why, extended_why, due_on, outcome, outcome_why, version)"
        " values (%s, %s, %s, 'complaint', 'form', 'working', now(), current_date, '', '', 'self', '', '', '',"
        " 'letter', '', '', '', '', '', '', '', current_date + 30, '', '', 1)",
        [request, str(request)[:10], agency(agency_key)],
    )
    as_owner(
        "insert into rights_about (id, request_id, subject_id, reference, added_by_id, added_at)"
        " select %s, %s, %s, 'KM', id, now() from partnership_person limit 1",
        [uuid4(), request, subject],
    )
    return request


def test_that_a_file_which_said_it_again_was_taken_back_keeps_it(people: Cast) -> None:
    first = now() - timedelta(days=9)
    deliver(people.pat, [old(1)], as_of=first)
    again = deliver(people.pat, [old(1), old(2)], as_of=first + timedelta(days=1))
    removal_id = decide(people)
    with people.pat.acting() as pat:
        undo(actor=pat, now=now(), delivery_id=again.pk, because="Wrong file.")
    assert carry_out(removal_id) == 0
    assert seen(people.leo, removal_id).stayed == {"changed": 1}


@pytest.mark.parametrize("state", ["received", "mapping", "checking", "held", "entering"])
def test_it_waits_for_a_file_in_every_state_before_its_end(people: Cast, state: str) -> None:
    deliver(people.pat, [old(1)])
    removal_id = decide(people)
    coming = send(people.pat, table([old(2)]))
    as_owner("update feeds_delivery set state = %s, reason = 'x' where id = %s", [state, coming])
    assert carry_out(removal_id) == 0
    assert halts(people, removal_id) is Halts.COMING


def test_it_waits_where_whoever_confirmed_has_left(people: Cast) -> None:
    deliver(people.pat, [old(1)])
    removal_id = decide(people)
    leaves(people.pat)
    assert carry_out(removal_id) == 0
    assert halts(people, removal_id) is Halts.LEFT


def test_it_is_over_only_when_the_worker_finds_nothing_more(people: Cast) -> None:
    deliver(people.pat, [old(1)])
    removal_id = decide(people)
    with pytest.raises(DatabaseError, match="more to look at"), transaction.atomic():
        by_the_worker("select rights_removal_done(%s, now())", removal_id)
    assert by_the_worker("select rights_unfinished_removals()") == [removal_id]
    with people.dan.acting():
        assert call("select rights_unfinished_removals()") == []
        assert call("select rights_removal_next(%s, 9)", removal_id) is None
    as_owner("update rights_dueremoval set after_on = current_date, after_id = id")
    refused(people.dan, "does not go on", "select rights_removal_done(%s, now())", removal_id)


def test_nobody_decides_for_another_in_another_agency_or_beyond_today(people: Cast) -> None:
    made: dict[str, Any] = {
        "id": str(uuid4()), "holder_id": str(agency(POLICE)), "data_set": MISSING, "state": "proposed",
        "decided_before": str(today()), "periods": periods_of(MISSING), "why": "x", "due": 1, "ended_why": "",
        "decided_at": now().isoformat(), "decided_by_id": str(people.dan.person_id), "looked": 0, "removed": 0,
        "stayed": {},
    }  # fmt: skip
    insert = "insert into rights_dueremoval select * from jsonb_populate_record(null::rights_dueremoval, %s::jsonb)"
    pat, at = str(people.pat.person_id), now().isoformat()
    withdrawn = {"ended_by_id": pat, "ended_at": at, "ended_why": "x"}
    for wrong in (
        {"holder_id": str(agency(MEDWAY))},
        {"decided_by_id": pat},
        {"decided_before": str(today() + timedelta(days=1))},
        {"decided_at": (now() + timedelta(days=1)).isoformat()},
        {"state": "withdrawn", **withdrawn},
        {"confirmed_by_id": pat, "confirmed_at": at},
        {"removed": 1},
        {"looked": 1},
        {"stayed": {"held": 1}},
    ):
        refused(people.dan, "row-level security", insert, json.dumps(made | wrong))
    with people.dan.acting(), connection.cursor() as cursor:
        cursor.execute(insert, [json.dumps(made)])
        assert cursor.rowcount == 1


def test_each_moves_it_in_their_own_name_and_touches_no_other(people: Cast) -> None:
    deliver(people.pat, [old(1)])
    made = propose(people)
    dan, pat, leo = (one.person_id for one in (people.dan, people.pat, people.leo))
    change, no = "update rights_dueremoval set {} where id = %s", "does not move like that"
    confirm = change.format("state = 'going', confirmed_at = now(), confirmed_by_id = %s, decided_by_id = %s")
    withdraw = "state = 'withdrawn', ended_at = now(), ended_why = 'x', ended_by_id = %s"
    refused(people.pat, no, confirm, pat, leo, made.pk)
    with people.pat.acting() as officer:
        confirm_removal(actor=officer, now=now(), removal_id=made.pk)
    refused(people.leo, no, change.format(withdraw), dan, made.pk)
    refused(people.leo, no, change.format(f"{withdraw}, decided_by_id = %s"), leo, leo, made.pk)
    refused(people.leo, no, change.format(f"{withdraw}, confirmed_by_id = %s"), leo, leo, made.pk)
    refused(people.leo, no, change.format("after_on = current_date"), made.pk)
    leaves(people.dan)
    refused(people.pat, no, change.format("decided_by_id = %s"), leo, made.pk)


def test_whoever_reads_what_is_due_is_written_down(people: Cast) -> None:
    deliver(people.pat, [old(1)])
    with people.dan.acting() as dan:
        lines, _after = lines_for_actor(dan, agency(POLICE), MISSING, today(), None)
    assert [one.why for one in lines] == [""]
    assert ask_owner("select count(*) from audit_entry where permission = 'rights:read-due'") == [[1]]


def test_the_database_reads_dates_in_london_and_months_to_their_end() -> None:
    for said, kind, day in (
        ("2020-06-30T23:30:00+00:00", "datetime", "2020-07-01"),
        ("2020-02-01", "month", "2020-02-29"),
        ("2020-02-01", "date", "2020-02-01"),
        ("infinity", "date", None),
    ):
        assert ask_owner("select rights_end_of(%s, %s) as d", [said, kind]) == [[day]], said


def test_the_database_counts_a_row_that_does_not_say_and_takes_no_unknown_contract() -> None:
    ends = [
        {"column": "a", "kind": "date", "months": 12, "where": "", "codes": []},
        {"column": "b", "kind": "date", "months": 900, "where": "status", "codes": ["looked-after"]},
    ]
    periods = json.dumps({"x": {"months": 12, "ends": ends, "looks": []}})
    asks = "select rights_runs(%s, %s::jsonb, %s, %s::jsonb, %s) as w"
    for contract, status, why in (("x", "in-need", ""), ("x", None, "runs"), ("y", "in-need", "unknown")):
        cells = json.dumps({"a": "2001-01-01", "b": "2000-01-01", "status": status})
        assert ask_owner(asks, [contract, cells, LONG_AGO, periods, today()]) == [[why]]
