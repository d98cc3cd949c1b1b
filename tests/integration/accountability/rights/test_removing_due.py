"""What is due is removed once two officers decided it: whole rows, over by every date, and nothing in the way."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.deliveries import deliver, episode, send, table
from tests.due import appoint, by_the_worker, decide, leaves, old, seen
from tests.people import Cast
from tests.records import (
    INCIDENTS,
    MISSING,
    POLICE,
    Told,
    agency,
    as_owner,
    ask_owner,
    hand_in,
    make_live,
    past_the_walls,
    relate,
)
from tests.rights import tables_naming

from fourfold.accountability.rights.domain.removal import RemovalState
from fourfold.accountability.rights.operations import listing, removing_due
from fourfold.accountability.rights.operations.due_removals import (
    confirm_removal,
    propose_removal,
    take_over_removal,
    withdraw_removal,
)
from fourfold.accountability.rights.operations.holds import place_hold
from fourfold.accountability.rights.operations.removing_due import carry_out, take_up
from fourfold.accountability.rights.operations.retention import keep_due
from fourfold.accountability.rights.queries.due_removals import counts_for_actor, removal_for_actor, waits_of
from fourfold.accountability.rights.queries.requests import Candidate
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.operations import undo
from fourfold.trust.partnership.domain.roles import CHASER

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

YOUNG = {"reported_at": "2018-01-05 21:30", "returned_at": "2024-01-06 07:10"}
EMPTY = f"empty/{MISSING}/returned_at"


@pytest.fixture(scope="module", autouse=True)
def _walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    with django_db_blocker.unblock(), past_the_walls():
        yield


@pytest.fixture(autouse=True)
def _officers(people: Cast) -> None:
    """Dan is the police's data protection officer; Pat is their accountable officer here, and so is Leo."""
    make_live(POLICE, MISSING, INCIDENTS)
    for who in (people.pat, people.leo):
        appoint(who)


def record_of(reference: str) -> UUID:
    """The record that is seen of an episode."""
    ((found,),) = ask_owner(
        "select r.id from feeds_record r join feeds_content c on c.record_id = r.id"
        " where c.cells ->> 'episode_reference' = %s and r.label_id <> 0",
        [reference],
    )
    return UUID(found)


def left() -> list[str]:
    """The episodes of which anything is still there."""
    rows = ask_owner(
        "select distinct cells ->> 'episode_reference' as e from feeds_content where cells <> '{}' order by 1"
    )
    return [one for (one,) in rows]


def test_what_is_over_goes_and_what_is_not_or_does_not_say_stays(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removing_due, "BATCH", 2)
    missing = old(4, returned_at="", forename="Di", surname="Vane")
    young = episode(3, **YOUNG)
    recent = episode(6)
    deliver(people.pat, [old(1), old(2, surname="Quill"), young, missing, old(5, surname="Marl"), recent])
    gone = [record_of(one) for one in ("E1", "E2", "E5")]
    removal_id = decide(people)
    assert left() == ["E1", "E2", "E3", "E4", "E5", "E6"], "nothing goes before the work"
    assert carry_out(removal_id) == 3
    assert left() == ["E3", "E4", "E6"]
    one = seen(people.dan, removal_id)
    assert (one.state, one.due, one.looked, one.removed) == (RemovalState.DONE, 5, 5, 3)
    assert one.stayed == {"runs": 1, EMPTY: 1}
    assert (one.after_on, one.after_id) == (None, None)
    assert tables_naming(*gone, "quill", "marl") == {}
    assert carry_out(removal_id) == 0
    batches = ask_owner(
        "select actor as a, detail -> 'removed' as n from audit_entry where permission = 'rights:remove-due'"
        " and detail ->> 'act' = 'batch' order by occurred_at"
    )
    assert [actor for actor, _n in batches] == ["service:chaser"] * 3
    assert sum(n for _actor, n in batches) == 3
    acts = ask_owner("select detail ->> 'act' as a from audit_entry where permission = 'rights:remove-due'")
    assert sorted(one for (one,) in acts) == ["batch"] * 3 + ["confirmed", "done", "proposed"]
    with people.dan.acting() as dan:
        assert counts_for_actor(dan, agency(POLICE), MISSING, today()) == (0, {"runs": 1, EMPTY: 1})


def test_a_row_goes_with_all_its_versions_and_stays_with_a_younger_one(people: Cast) -> None:
    first = now() - timedelta(days=9)
    deliver(people.pat, [old(1, returned_at=""), old(2)], as_of=first)
    deliver(people.pat, [old(1), episode(2, **YOUNG)], as_of=first + timedelta(days=1))
    removal_id = decide(people)
    assert carry_out(removal_id) == 1
    assert left() == ["E2"]
    assert ask_owner("select count(*) from feeds_record") == [[2]], "both versions of the other"
    assert seen(people.dan, removal_id).stayed == {"runs": 1}


def test_a_file_that_was_taken_back_takes_no_live_row_with_it(people: Cast) -> None:
    first = now() - timedelta(days=9)
    deliver(people.pat, [episode(1, **YOUNG)], as_of=first)
    wrong = deliver(people.pat, [old(1), old(2)], as_of=first + timedelta(days=1))
    with people.pat.acting() as pat:
        undo(actor=pat, now=now(), delivery_id=wrong.pk, because="Wrong file.")
    assert left() == ["E1", "E2"]
    hand_in(POLICE, Told(on=today() - timedelta(days=4000)))
    removal_id = decide(people)
    assert carry_out(removal_id) == 0
    assert ask_owner("select count(*) from feeds_record where delivery_id is not null") == [[3]]
    assert seen(people.dan, removal_id).stayed == {"runs": 1, "unknown": 1}, "what no file brought says no end"


def test_what_changed_since_it_was_decided_or_fell_due_later_stays(people: Cast) -> None:
    first = now() - timedelta(days=9)
    deliver(people.pat, [old(1), old(2), old(3)], as_of=first)
    wrong = deliver(people.pat, [old(3, risk_level="high")], as_of=first + timedelta(days=1))
    removal_id = decide(people)
    deliver(people.pat, [old(1), old(4)], as_of=first + timedelta(days=2))
    with people.pat.acting() as pat:
        undo(actor=pat, now=now(), delivery_id=wrong.pk, because="Wrong file.")
    assert carry_out(removal_id) == 1
    assert left() == ["E1", "E3", "E4"]
    assert seen(people.dan, removal_id).stayed == {"changed": 3}


def test_what_is_held_restricted_kept_asked_about_or_worked_on_stays_and_stops_nothing_else(people: Cast) -> None:
    deliver(people.pat, [old(number, surname=f"Quill{number}") for number in range(1, 8)])
    subjects = {
        f"E{n}": UUID(ask_owner("select subject_id from feeds_record where id = %s", [record_of(f"E{n}")])[0][0])
        for n in range(1, 8)
    }
    until = today() + timedelta(days=90)
    removal_id = decide(people)
    with people.dan.acting() as dan:
        person = Candidate(subjects["E1"], "KM", "", "", 1)
        place_hold(actor=dan, now=now(), holder_id=agency(POLICE), person=person, why="Inquest", review_on=until)
    as_owner(
        "insert into rights_recordmark (id, record_id, holder_id, kind, note, since, was_restricted, ended_why)"
        " values (%s, %s, %s, 'restricted', '', now(), false, '')",
        [uuid4(), record_of("E2"), agency(POLICE)],
    )
    asked_about(subjects["E3"], POLICE, "complaint")
    asked_about(subjects["E4"], "medway-council", "access")
    asked_about(subjects["E5"], "medway-council", "complaint")
    relate(people.sam, "case", "person", subjects["E6"])
    assert carry_out(removal_id) == 2
    assert left() == ["E1", "E2", "E3", "E4", "E6"], "of another's complaint a holder never learns"
    assert seen(people.dan, removal_id).stayed == {"held": 1, "restricted": 1, "asked": 1, "under-way": 2}


def asked_about(subject: UUID, agency_key: str, kind: str) -> None:
    """An open request about somebody."""
    request = uuid4()
    with transaction.atomic():
        as_owner(
            "insert into rights_request (id, reference, agency_id, kind, channel, state, received_at, received_on,"
            " about_name, about_more, behalf, asker_name, asker_says, words, reach, contact, care, identity,"
            " identity_how, standing, standing_why, extended_why, due_on, outcome, outcome_why, version)"
            " values (%s, %s, %s, %s, 'form', 'working', now(), current_date, '', '', 'self', '', '', '',"
            " 'letter', '', '', '', '', '', '', '', current_date + 30, '', '', 1)",
            [request, str(request)[:10], agency(agency_key), kind],
        )
        as_owner(
            "insert into rights_about (id, request_id, subject_id, reference, added_by_id, added_at)"
            " select %s, %s, %s, 'KM', id, now() from partnership_person limit 1",
            [uuid4(), request, subject],
        )


def test_what_is_kept_meanwhile_stays(people: Cast) -> None:
    deliver(people.pat, [old(1)])
    removal_id = decide(people)
    until = today() + timedelta(days=90)
    with people.dan.acting() as dan:
        keep_due(actor=dan, now=now(), holder_id=agency(POLICE), data_set=MISSING, why="An appeal.", until=until)
    assert carry_out(removal_id) == 0
    assert left() == ["E1"]
    assert seen(people.dan, removal_id).stayed == {"kept": 1}


def test_a_hold_over_any_version_keeps_the_row(people: Cast) -> None:
    first = now() - timedelta(days=9)
    deliver(people.pat, [old(1)], as_of=first)
    before = UUID(ask_owner("select subject_id from feeds_record")[0][0])
    deliver(people.pat, [old(1, person_reference="P9", surname="Marl")], as_of=first + timedelta(days=1))
    assert len(ask_owner("select distinct subject_id from feeds_record")) == 2
    removal_id = decide(people)
    with people.dan.acting() as dan:
        person = Candidate(before, "KM", "", "", 1)
        until = today() + timedelta(days=90)
        place_hold(actor=dan, now=now(), holder_id=agency(POLICE), person=person, why="Inquest", review_on=until)
    assert carry_out(removal_id) == 0
    assert seen(people.dan, removal_id).stayed == {"held": 1}


def test_it_waits_for_files_on_their_way_and_rows_that_wait(people: Cast) -> None:
    deliver(people.pat, [old(1), old(2)])
    removal_id = decide(people)
    coming = send(people.pat, table([old(2, risk_level="high")]))
    assert carry_out(removal_id) == 0
    assert halts(people, removal_id) == "coming"
    as_owner("update feeds_delivery set state = 'refused', reason = 'x' where id = %s", [coming])
    deliver(people.pat, [old(7), old(8, returned_at="long ago")])
    assert carry_out(removal_id) == 0
    assert halts(people, removal_id) == "waiting"
    as_owner("delete from feeds_waitingrow")
    assert carry_out(removal_id) == 2
    assert seen(people.dan, removal_id).state == RemovalState.DONE


def halts(people: Cast, removal_id: UUID) -> str:
    """Why the work waits."""
    return str(waits_of_removal(people, removal_id).halts)


def waits_of_removal(people: Cast, removal_id: UUID) -> Any:
    """As Dan's page asks it; Pat where Dan has left."""
    for who in (people.dan, people.pat, people.leo):
        with who.acting() as actor:
            try:
                return waits_of(removal_for_actor(actor, removal_id))
            except (NotFound, NotAllowed):
                continue
    raise AssertionError("nobody sees it")


def test_two_people_decide_and_either_may_be_followed(people: Cast) -> None:
    deliver(people.pat, [old(1)])
    with people.dan.acting() as dan:
        with pytest.raises(BadInput):
            propose_removal(actor=dan, now=now(), holder_id=agency(POLICE), data_set=MISSING, why=" ")
        with pytest.raises(NotFound):
            propose_removal(actor=dan, now=now(), holder_id=agency(POLICE), data_set=INCIDENTS, why="x")
        made = propose_removal(actor=dan, now=now(), holder_id=agency(POLICE), data_set=MISSING, why="x").pk
        with pytest.raises(Conflict, match="already"):
            propose_removal(actor=dan, now=now(), holder_id=agency(POLICE), data_set=MISSING, why="x")
        with pytest.raises(NotAllowed, match="Another officer"):
            confirm_removal(actor=dan, now=now(), removal_id=made)
    assert carry_out(made) == 0, "nobody confirmed"
    leaves(people.dan)
    with people.pat.acting() as pat:
        with pytest.raises(Conflict, match="left"):
            confirm_removal(actor=pat, now=now(), removal_id=made)
        take_over_removal(actor=pat, now=now(), removal_id=made)
        with pytest.raises(NotAllowed, match="Another officer"):
            confirm_removal(actor=pat, now=now(), removal_id=made)
        with pytest.raises(Conflict, match="still there"):
            take_over_removal(actor=pat, now=now(), removal_id=made)
    with people.leo.acting() as leo:
        confirm_removal(actor=leo, now=now(), removal_id=made)
    leaves(people.pat)
    assert carry_out(made) == 0
    assert waits_of_removal(people, made).halts == "left"
    with people.leo.acting() as leo, pytest.raises(NotAllowed, match="Another officer"):
        take_over_removal(actor=leo, now=now(), removal_id=made)
    as_owner("update partnership_role set until = null where person_id = %s", [people.dan.person_id])
    with people.dan.acting() as dan:
        take_over_removal(actor=dan, now=now(), removal_id=made)
    assert carry_out(made) == 1
    assert left() == []


def test_it_is_withdrawn_at_any_time_and_nothing_more_goes(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removing_due, "BATCH", 1)
    deliver(people.pat, [old(1), old(2), old(3)])
    removal_id = decide(people)
    with people.pat.acting() as pat, pytest.raises(BadInput):
        withdraw_removal(actor=pat, now=now(), removal_id=removal_id, why=" ")

    def withdrawn_after_one(point: removing_due.Point) -> None:
        if point is removing_due.Point.AFTER_BATCH:
            with people.leo.acting() as leo:
                withdraw_removal(actor=leo, now=now(), removal_id=removal_id, why="Somebody asked.")

    assert carry_out(removal_id, passing=withdrawn_after_one) == 1
    one = seen(people.dan, removal_id)
    assert (one.state, one.removed, one.after_id) == (RemovalState.WITHDRAWN, 1, None)
    assert carry_out(removal_id) == 0
    with people.dan.acting() as dan, pytest.raises(Conflict, match="ended"):
        withdraw_removal(actor=dan, now=now(), removal_id=removal_id, why="x")
    again = "update rights_dueremoval set ended_by_id = %s where id = %s"
    with pytest.raises(DatabaseError, match="not move"), transaction.atomic(), people.dan.acting() as dan:
        as_they(again, dan.person_id, removal_id)
    assert len(left()) == 2


def test_other_periods_than_those_decided_about_are_not_confirmed(people: Cast) -> None:
    deliver(people.pat, [old(1)])
    with people.dan.acting() as dan:
        made = propose_removal(actor=dan, now=now(), holder_id=agency(POLICE), data_set=MISSING, why="x").pk
    as_owner("update rights_dueremoval set periods = '{}' where id = %s", [made])
    with people.pat.acting() as pat, pytest.raises(Conflict, match="periods have changed"):
        confirm_removal(actor=pat, now=now(), removal_id=made)


def as_they(statement: str, *parameters: Any) -> None:
    """A statement in the name of whoever acts, as the application could send it."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


REMOVE = "select rights_remove_batch(%s, %s::uuid[], '{}', current_date, %s)"


def test_the_database_asks_by_itself_whatever_the_worker_says(people: Cast) -> None:
    deliver(
        people.pat,
        [old(1), episode(2, **YOUNG), old(3, returned_at=""), old(4, surname="Marl"), old(5), episode(6)],
    )
    removal_id = decide(people)
    subject = UUID(ask_owner("select subject_id from feeds_record where id = %s", [record_of("E4")])[0][0])
    with people.dan.acting() as dan:
        person, until = Candidate(subject, "KM", "", "", 1), today() + timedelta(days=90)
        place_hold(actor=dan, now=now(), holder_id=agency(POLICE), person=person, why="Inquest", review_on=until)
    deliver(people.pat, [old(5, risk_level="high")])
    every = [record_of(f"E{number}") for number in range(1, 7)]
    other = hand_in(POLICE, Told(data_set=INCIDENTS, on=today() - timedelta(days=9000))).record_ids[0]
    assert by_the_worker(REMOVE, removal_id, [*every, other], every[-1]) == 1
    assert left() == ["E2", "E3", "E4", "E5", "E6"]
    assert seen(people.dan, removal_id).stayed == {"runs": 2, EMPTY: 1, "held": 1, "changed": 2}


def test_the_database_lets_nobody_else_remove_and_no_one_person_decide(people: Cast) -> None:
    deliver(people.pat, [old(1)])
    one = record_of("E1")
    with people.dan.acting() as dan:
        made = propose_removal(actor=dan, now=now(), holder_id=agency(POLICE), data_set=MISSING, why="x")
    with pytest.raises(DatabaseError, match="does not go on"), transaction.atomic():
        by_the_worker(REMOVE, made.pk, [one], one)
    update = "update rights_dueremoval set state = 'going', confirmed_at = now(), confirmed_by_id = %s where id = %s"
    tries = [
        (people.dan, update, [people.dan.person_id, made.pk], "rights_removal_by_two"),
        (people.dan, update, [people.pat.person_id, made.pk], "does not move like that"),
        (people.pat, "update rights_dueremoval set state = 'going', confirmed_at = now(), confirmed_by_id = %s,"
         " decided_by_id = %s where id = %s", [people.pat.person_id, people.leo.person_id, made.pk],
         "does not move like that"),
        (people.pat, "update rights_dueremoval set state = 'done' where id = %s", [made.pk], "not move"),
        (people.pat, "update rights_dueremoval set decided_by_id = %s where id = %s", [people.pat.person_id, made.pk],
         "does not move like that"),
        (people.pat, "update rights_dueremoval set after_id = id where id = %s", [made.pk], "does not move"),
        (people.pat, "update rights_dueremoval set removed = 9 where id = %s", [made.pk], "permission denied"),
        (people.pat, "update rights_dueremoval set decided_before = now() where id = %s", [made.pk], "permission"),
        (people.pat, "delete from rights_dueremoval where id = %s", [made.pk], "permission denied"),
        (people.dan, REMOVE, [made.pk, [one], one], "Only the worker"),
        (people.dan, "select rights_removal_done(%s, now())", [made.pk], "does not go on"),
        (people.dan, "select feeds_destroy(%s::uuid[])", [[one]], "permission denied"),
    ]  # fmt: skip
    for who, statement, parameters, told in tries:
        with pytest.raises(DatabaseError, match=told), transaction.atomic(), who.acting():
            as_they(statement, *parameters)
    with people.mia.acting(), connection.cursor() as cursor:
        cursor.execute(update, [people.mia.person_id, made.pk])
        assert cursor.rowcount == 0
    with pytest.raises(IntegrityError, match="rights_removing_once"), transaction.atomic():
        as_owner(
            "insert into rights_dueremoval select (jsonb_populate_record(x, %s::jsonb)).* from rights_dueremoval x",
            [json.dumps({"id": str(uuid4())})],
        )
    assert left() == ["E1"]


def test_python_asks_by_itself_whatever_the_database_says(people: Cast) -> None:
    """Where the database's own question always answers yes, the worker's still keeps what is not over."""
    first = now() - timedelta(days=9)
    deliver(
        people.pat, [old(1), episode(2, **YOUNG), old(3, returned_at=""), old(5), old(6, surname="Marl")], as_of=first
    )
    removal_id = decide(people)
    subject = UUID(ask_owner("select subject_id from feeds_record where id = %s", [record_of("E6")])[0][0])
    relate(people.sam, "case", "person", subject)
    deliver(people.pat, [old(5, risk_level="high")], as_of=first + timedelta(days=1))
    as_owner(
        "create or replace function rights_why_stays(record uuid, holder uuid, of_data_set text, periods jsonb,"
        " before date, at timestamptz) returns text language sql as $$ select '' $$"
    )
    assert carry_out(removal_id) == 1
    assert left() == ["E2", "E3", "E5", "E6"]


def test_the_list_outside_backups_is_added_to_once_a_batch(
    people: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(removing_due, "BATCH", 2)
    read, calls = listing._read, []
    monkeypatch.setattr(listing, "_read", lambda file: calls.append(file) or read(file))
    written = []
    monkeypatch.setattr(listing, "_add", lambda entries: written.append(len(entries)))
    deliver(people.pat, [old(1), old(2), old(3)])
    removal_id = decide(people)
    with django_capture_on_commit_callbacks(execute=True):
        carry_out(removal_id)
    assert written == [0, 2, 1], "each batch writes what it removed, by itself"
    assert len(calls) == 1, "the whole file is read once, before the first of them"


def test_what_goes_on_is_taken_up_and_what_waits_is_not(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    deferred: list[UUID] = []
    monkeypatch.setattr(removing_due, "defer", deferred.append)
    deliver(people.pat, [old(1)])
    removal_id = decide(people)
    assert take_up() == 1
    assert deferred == [removal_id]
    send(people.pat, table([old(2)]))
    assert take_up() == 0


def test_agencies_that_read_it_are_told_once(people: Cast) -> None:
    deliver(people.pat, [old(1), old(2, person_reference="P1")])
    medway = agency("medway-council")
    for reference in ("E1", "E2"):
        as_owner(
            "insert into audit_entry (id, occurred_at, actor, permission, outcome, subject_kind, subject_id, purpose,"
            " request_id, detail) values (%s, now(), %s, 'record:read', 'read', 'record', '', '', '', %s)",
            [uuid4(), f"person:{uuid4()}", json.dumps({"keys": [str(record_of(reference))], "agency": str(medway)})],
        )
    assert carry_out(decide(people)) == 2
    notices = ask_owner("select agency_id as a, kind as b, data_set as c from rights_notice")
    assert notices == [[str(medway), "removed", MISSING]]
    with acting_as(CHASER.actor), connection.cursor() as cursor:
        cursor.execute("select count(*) from rights_waiting() where kind = 'notice'")
        assert cursor.fetchone() == (1,)


def test_agencies_that_read_only_another_version_are_told_too(people: Cast) -> None:
    medway = agency("medway-council")
    deliver(people.pat, [old(1, person_reference="P1")])
    read = record_of("E1")
    deliver(
        people.pat, [old(1, person_reference="P1", returned_at="2018-01-07 07:10", reported_at="2018-01-06 21:30")]
    )
    as_owner(
        "insert into audit_entry (id, occurred_at, actor, permission, outcome, subject_kind, subject_id, purpose,"
        " request_id, detail) values (%s, now(), %s, 'record:read', 'read', 'record', '', '', '', %s)",
        [uuid4(), f"person:{uuid4()}", json.dumps({"keys": [str(read)], "agency": str(medway)})],
    )
    carry_out(decide(people))
    assert ask_owner("select agency_id as a, kind as b, data_set as c from rights_notice") == [
        [str(medway), "removed", MISSING]
    ]


def test_a_line_cut_by_a_crash_spoils_none_that_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "removals.jsonl"
    monkeypatch.setattr(listing, "place", lambda: file)
    one = dict.fromkeys(listing.REMOVAL, "x")
    file.write_text(json.dumps(one) + "\n" + json.dumps(one)[:20], encoding="utf-8")
    listing._add([one])
    listing._add([one])
    assert listing._read(file) == [one] * 3
