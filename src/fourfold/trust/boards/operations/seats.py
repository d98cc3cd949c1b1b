"""Giving and ending seats. Each goes with the relationship `member` of the `board` that upper rooms ask for."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, NotFound, Problem
from fourfold.trust.access.operations import relate, unrelate
from fourfold.trust.boards.domain.states import Part
from fourfold.trust.boards.models import Board, Seat
from fourfold.trust.boards.operations.locks import board_to_run, note
from fourfold.trust.boards.queries.visibility import live
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import person_for_actor


@dataclass(frozen=True, slots=True)
class NewSeat:
    """Who is to sit, as what, for which agency, from which day on (no later than today)."""

    person_id: UUID
    part: Part
    since: date
    agency_id: UUID | None = None


@transaction.atomic
def give_seat(*, actor: Standing, now: datetime, board_id: UUID, new: NewSeat) -> Seat:
    """Seat a person. Raises `BadInput` where they sit already, there is a chair already, or the day lies ahead."""
    board = board_to_run(actor, board_id)
    person = person_for_actor(actor, new.person_id)
    _check(board, new, on=today(now))
    seat = Seat(board=board, person=person, agency_id=new.agency_id, part=new.part, since=new.since)
    try:
        with transaction.atomic():
            Seat.objects.bulk_create([seat])
    except IntegrityError:
        raise BadInput.one("They held a seat here on that day. Choose a later one.", "since") from None
    if person.user_id:
        relate(
            actor=actor.actor,
            now=now,
            user_ids=[person.user_id],
            kind="member",
            subject_kind="board",
            subject_id=board.pk,
        )
    note(actor, now, board, {"seat": str(seat.pk), "part": new.part.value, "given": True})
    return seat


def _check(board: Board, new: NewSeat, *, on: date) -> None:
    problems = []
    if board.until is not None:
        problems.append(Problem("This board has ended."))
    if new.since > on:
        problems.append(Problem("A seat is given on the day it begins. Choose today or an earlier day.", "since"))
    if new.since < board.since:
        problems.append(Problem("The board did not exist on that day. Choose a later one.", "since"))
    sitting = Seat.objects.filter(live(on), board=board)
    if sitting.filter(person_id=new.person_id).exists():
        problems.append(Problem("They have a seat on this board already. End it first.", "person"))
    if new.part is Part.CHAIR and sitting.filter(part=Part.CHAIR).exists():
        problems.append(Problem("This board has a chair. End their seat first.", "part"))
    if problems:
        raise BadInput(problems)


@transaction.atomic
def end_seat(*, actor: Standing, now: datetime, board_id: UUID, seat_id: UUID, until: date) -> None:
    """End a seat: `until` is the first day on which they no longer sit, today at the latest."""
    board = board_to_run(actor, board_id)
    seat = Seat.objects.select_related("person").filter(pk=seat_id, board=board).first()
    if seat is None:
        raise NotFound("board.seat", seat_id)
    if seat.until is not None:
        raise BadInput.one("This seat has ended already.", "until")
    if until > today(now):
        raise BadInput.one("A seat is ended on the day it ends. Choose today or an earlier day.", "until")
    if until < seat.since:
        raise BadInput.one("A seat can't end before it began.", "until")
    if seat.person.user_id:
        unrelate(
            actor=actor.actor,
            now=now,
            user_id=seat.person.user_id,
            kind="member",
            subject_kind="board",
            subject_id=board.pk,
        )
    note(actor, now, board, {"seat": str(seat.pk), "part": seat.part, "ended": True})
    # Last: whoever ends their own seat runs the board up to here.
    Seat.objects.filter(pk=seat.pk).update(until=until)
