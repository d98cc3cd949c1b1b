"""What a meeting may decide, and what never changes once it is approved; in the operation and in the database."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError
from tests import boards
from tests.people import Cast

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.trust.boards.domain.states import DecisionState, MeetingState, Part, Presence
from fourfold.trust.boards.models import AgendaItem, Attendance, Decision, Meeting
from fourfold.trust.boards.operations.decisions import NewDecision, edit_decision, ratify_decision, record_decision
from fourfold.trust.boards.operations.minutes import (
    Filled,
    ItemMinutes,
    approve_minutes,
    take_attendance,
    write_minutes,
)
from fourfold.trust.boards.queries.meetings import meeting_for_actor, places_at


def small_board(people: Cast):
    return boards.make(people, (people.mia, Part.CHAIR), (people.pat, Part.MEMBER), (people.dee, Part.SECRETARY))


def test_a_firm_decision_needs_a_quorum_of_voting_seats(people: Cast) -> None:
    board = small_board(people)
    meeting = boards.hold(people, board, people.mia, people.dee)  # the secretary does not vote
    with people.dee.acting() as dee:
        with pytest.raises(BadInput, match="1 voting seat was filled and 2 are needed"):
            record_decision(actor=dee, now=now(), meeting_id=meeting, new=NewDecision("Fund the course."))
        provisional = record_decision(
            actor=dee, now=now(), meeting_id=meeting, new=NewDecision("Fund the course.", provisional=True)
        )
    assert provisional.state == DecisionState.PROVISIONAL


def test_the_database_holds_the_quorum_when_the_operation_does_not(people: Cast) -> None:
    board = small_board(people)
    meeting = boards.hold(people, board, people.mia)
    with people.dee.acting(), pytest.raises(IntegrityError, match="quorum"), transaction.atomic():
        Decision.objects.create(
            board_id=board, meeting_id=meeting, number=1, text="Fund it.", state=DecisionState.TAKEN, at=now()
        )


def test_a_substitute_counts_for_the_seat(people: Cast) -> None:
    board = small_board(people)
    meeting = boards.plan(people, board, -1)
    with people.dee.acting() as dee:
        places = places_at(meeting_for_actor(dee, meeting))
        seats = {place.seat.pk: Filled(Presence.PRESENT) for place in places}
        police = next(place.seat.pk for place in places if place.seat.person_id == people.pat.person_id)
        seats[police] = Filled(Presence.SUBSTITUTE, "Jo Field")
        take_attendance(actor=dee, now=now(), meeting_id=meeting, seats=seats)
        taken = record_decision(actor=dee, now=now(), meeting_id=meeting, new=NewDecision("Fund the course."))
    assert taken.state == DecisionState.TAKEN


def test_attendance_cannot_be_taken_away_from_under_a_decision(people: Cast) -> None:
    board = small_board(people)
    meeting = boards.hold(people, board, people.mia, people.pat)
    with people.dee.acting() as dee:
        record_decision(actor=dee, now=now(), meeting_id=meeting, new=NewDecision("Fund the course."))
        seats = {place.seat.pk: Filled(Presence.APOLOGIES) for place in places_at(meeting_for_actor(dee, meeting))}
        seats[next(iter(seats))] = Filled(Presence.PRESENT)
        with pytest.raises(BadInput, match="need a quorum"):
            take_attendance(actor=dee, now=now(), meeting_id=meeting, seats=seats)
        with pytest.raises(IntegrityError, match="quorum"), transaction.atomic():
            forget_attendance(meeting)


def forget_attendance(meeting) -> None:
    """Behind the operations' back, with the check that would come at the commit."""
    Attendance.objects.filter(meeting_id=meeting).delete()
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def test_a_provisional_decision_is_ratified_by_a_later_meeting_with_a_quorum(people: Cast) -> None:
    board = small_board(people)
    first = boards.hold(people, board, people.mia, days=-90)
    with people.dee.acting() as dee:
        decision = record_decision(
            actor=dee, now=now(), meeting_id=first, new=NewDecision("Fund it.", provisional=True)
        )
    thin = boards.hold(people, board, people.mia, days=-60)
    full = boards.hold(people, board, people.mia, people.pat, days=-30)
    with people.dee.acting() as dee:
        with pytest.raises(BadInput, match="no quorum"):
            ratify_decision(actor=dee, now=now(), meeting_id=thin, decision_id=decision.pk)
        with pytest.raises(BadInput, match="later meeting"):
            ratify_decision(actor=dee, now=now(), meeting_id=first, decision_id=decision.pk)
        ratify_decision(actor=dee, now=now(), meeting_id=full, decision_id=decision.pk)
        decision.refresh_from_db()
    assert (decision.state, decision.ratified_in_id) == (DecisionState.RATIFIED, full)


def test_minutes_need_attendance(people: Cast) -> None:
    board = small_board(people)
    meeting = boards.plan(people, board, -1)
    with people.dee.acting() as dee:
        with pytest.raises(BadInput, match="Take attendance first"):
            approve_minutes(actor=dee, now=now(), meeting_id=meeting)
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.filter(pk=meeting).update(state=MeetingState.MINUTED, minutes_approved_at=now(), quorum=2)


def test_approved_minutes_never_change(people: Cast) -> None:
    board = small_board(people)
    meeting = boards.hold(people, board, people.mia, people.pat)
    with people.dee.acting() as dee:
        item = AgendaItem.objects.filter(meeting_id=meeting).first()
        assert item
        said = {item.pk: ItemMinutes("Agreed.")}
        decision = record_decision(actor=dee, now=now(), meeting_id=meeting, new=NewDecision("Fund the course."))
        write_minutes(actor=dee, now=now(), meeting_id=meeting, items=said)
        approve_minutes(actor=dee, now=now(), meeting_id=meeting)
        with pytest.raises(BadInput, match="approved"):
            write_minutes(actor=dee, now=now(), meeting_id=meeting, items=said)
        with pytest.raises(BadInput, match="approved"):
            edit_decision(actor=dee, now=now(), decision_id=decision.pk, text="Fund nothing.")
        for change in (
            lambda: AgendaItem.objects.filter(pk=item.pk).update(minutes="Refused."),
            lambda: Decision.objects.filter(pk=decision.pk).update(text="Fund nothing."),
            lambda: Attendance.objects.filter(meeting_id=meeting).delete(),
            lambda: Meeting.objects.filter(pk=meeting).update(opening="Nobody came."),
        ):
            with pytest.raises(DatabaseError, match="approved and never change"), transaction.atomic():
                change()


def test_two_secretaries_at_once_lose_nothing(people: Cast) -> None:
    board = small_board(people)
    meeting = boards.hold(people, board, people.mia, people.pat)
    version = boards.meeting_of(people, meeting).version
    with people.dee.acting() as dee:
        item = AgendaItem.objects.filter(meeting_id=meeting).first()
        assert item
        write_minutes(
            actor=dee, now=now(), meeting_id=meeting, items={item.pk: ItemMinutes("First.")}, version=version
        )
    with people.mia.acting() as mia:
        with pytest.raises(Conflict):
            write_minutes(
                actor=mia, now=now(), meeting_id=meeting, items={item.pk: ItemMinutes("Second.")}, version=version
            )
        assert AgendaItem.objects.get(pk=item.pk).minutes == "First."


def test_attendance_is_not_taken_before_the_day(people: Cast) -> None:
    board = small_board(people)
    meeting = boards.plan(people, board, 7)
    with people.dee.acting() as dee:
        seats = {place.seat.pk: Filled(Presence.PRESENT) for place in places_at(meeting_for_actor(dee, meeting))}
        with pytest.raises(BadInput, match="on the day of the meeting"):
            take_attendance(actor=dee, now=now(), meeting_id=meeting, seats=seats)
