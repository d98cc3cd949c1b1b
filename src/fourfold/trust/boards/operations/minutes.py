"""Attendance and minutes: who was there, what was said of each item, and the approval that closes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.clock import show_date, today
from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.trust.boards.domain.quorum import quorum_of
from fourfold.trust.boards.domain.states import DecisionState, MeetingState, Part, Presence
from fourfold.trust.boards.models import AgendaItem, Attendance, Decision, Meeting, Seat
from fourfold.trust.boards.operations.locks import (
    meeting_to_run,
    note,
    refuse_older,
    refuse_personal_data,
    refuse_unless,
)
from fourfold.trust.boards.queries.visibility import live
from fourfold.trust.partnership.domain.roles import Standing

BEFORE_MINUTES = (MeetingState.PLANNED, MeetingState.AGENDA_OUT, MeetingState.HELD)


@dataclass(frozen=True, slots=True)
class Filled:
    """How a seat was filled; `substitute` names who came instead, where somebody did."""

    presence: Presence
    substitute: str = ""


@transaction.atomic
def take_attendance(
    *, actor: Standing, now: datetime, meeting_id: UUID, seats: Mapping[UUID, Filled], others: str = ""
) -> Meeting:
    """Say how each seat was filled, in place of what was said before. The meeting then counts as held.

    Raises `BadInput` before its day, for a seat that was not live on it, where nobody was there, and where a firm
    decision would lose its quorum.
    """
    meeting = meeting_to_run(actor, meeting_id)
    refuse_unless(meeting, *BEFORE_MINUTES, why="Attendance of this meeting no longer changes.")
    day = today(meeting.starts_at)
    if today(now) < day:
        raise BadInput.one(f"Attendance is taken on the day of the meeting, {show_date(day)}.")
    known = {seat.pk: Part(seat.part) for seat in Seat.objects.filter(live(day), board_id=meeting.board_id)}
    _check(known, seats)
    quorum = quorum_of([(known[seat], filled.presence) for seat, filled in seats.items()], meeting.board.quorum)
    if not quorum.is_met and _has_firm_decisions(meeting):
        raise BadInput.one(f"{quorum.sentence} But decisions were recorded as taken, which need a quorum.")
    Attendance.objects.filter(meeting=meeting).delete()
    Attendance.objects.bulk_create(
        Attendance(
            board_id=meeting.board_id,
            meeting=meeting,
            seat_id=seat,
            presence=filled.presence,
            substitute=filled.substitute.strip() if filled.presence is Presence.SUBSTITUTE else "",
        )
        for seat, filled in seats.items()
    )
    meeting.state, meeting.quorum, meeting.others = MeetingState.HELD, quorum.needed, others.strip()
    meeting.version += 1
    meeting.save()
    note(actor, now, meeting, {"seats": len(seats), "filled": quorum.filled, "quorum": quorum.needed})
    return meeting


def _check(known: Mapping[UUID, Part], seats: Mapping[UUID, Filled]) -> None:
    problems = []
    if set(seats) - set(known):
        problems.append(Problem("Somebody's seat was not there on the day of the meeting. Open the page again."))
    for seat in known:
        filled = seats.get(seat)
        if filled is None:
            problems.append(Problem("Say how this seat was filled.", f"presence_{seat}"))
        elif filled.presence is Presence.SUBSTITUTE and not filled.substitute.strip():
            problems.append(Problem("Enter the name of who came instead.", f"substitute_{seat}"))
    if not problems and not any(filled.presence.fills_the_seat for filled in seats.values()):
        problems.append(Problem("Nobody was there. Cancel the meeting instead."))
    if problems:
        raise BadInput(problems)


def _has_firm_decisions(meeting: Meeting) -> bool:
    taken = Decision.objects.filter(meeting=meeting, state=DecisionState.TAKEN)
    return taken.exists() or Decision.objects.filter(ratified_in=meeting).exists()


@dataclass(frozen=True, slots=True)
class ItemMinutes:
    """What was said of an item, and whether the next meeting takes it up again."""

    minutes: str
    unfinished: bool = False


@transaction.atomic
def write_minutes(
    *,
    actor: Standing,
    now: datetime,
    meeting_id: UUID,
    items: Mapping[UUID, ItemMinutes],
    opening: str = "",
    version: int | None = None,
    checked: bool = False,
) -> Meeting:
    """Write the minutes of a meeting that was held. Raises `Conflict` over a newer version than `version`."""
    meeting = meeting_to_run(actor, meeting_id)
    refuse_unless(meeting, MeetingState.HELD, why="Take attendance first. Then the minutes can be written.")
    refuse_older(meeting, version)
    texts = {f"minutes_{item}": said.minutes for item, said in items.items()}
    refuse_personal_data(checked, opening=opening, **texts)
    there = list(AgendaItem.objects.filter(meeting=meeting, pk__in=items))
    if len(there) != len(items):
        raise BadInput.one("An item was taken off the agenda meanwhile. Open the page again.")
    for item in there:
        item.minutes, item.unfinished = items[item.pk].minutes.strip(), items[item.pk].unfinished
    AgendaItem.objects.bulk_update(there, ["minutes", "unfinished"])
    meeting.opening = opening.strip()
    meeting.version += 1
    meeting.save()
    written = sum(1 for item in there if item.minutes)
    note(actor, now, meeting, {"minutes": written, "version": meeting.version})
    return meeting


@transaction.atomic
def approve_minutes(*, actor: Standing, now: datetime, meeting_id: UUID) -> None:
    """Approve the minutes. From then on they, the attendance and the decisions never change."""
    meeting = meeting_to_run(actor, meeting_id)
    refuse_unless(meeting, MeetingState.HELD, why="Take attendance first: minutes without it can't be approved.")
    filled = [presence for presence in Presence if presence.fills_the_seat]
    if not Attendance.objects.filter(meeting=meeting, presence__in=filled).exists():
        raise BadInput.one("Take attendance first: minutes without it can't be approved.")
    if not AgendaItem.objects.filter(meeting=meeting).exclude(minutes="").exists():
        raise BadInput.one("Write the minutes of at least one item first.")
    meeting.state, meeting.minutes_approved_at = MeetingState.MINUTED, now
    meeting.minutes_approved_by_id = actor.person_id
    meeting.version += 1
    meeting.save()
    note(actor, now, meeting, {"minutes": "approved"})
