"""A small board for tests, made through the operations: who sits on it is said in the test."""

from datetime import datetime, timedelta
from uuid import UUID

from tests.people import SINCE, Cast, Colleague

from fourfold.ground.kernel.clock import now
from fourfold.trust.boards.domain.states import BoardKind, Part, Presence
from fourfold.trust.boards.models import Meeting
from fourfold.trust.boards.operations.boards import BoardTerms, begin_board
from fourfold.trust.boards.operations.meetings import WhenAndWhere, plan_meeting
from fourfold.trust.boards.operations.minutes import Filled, take_attendance
from fourfold.trust.boards.operations.seats import NewSeat, give_seat
from fourfold.trust.boards.queries.meetings import meeting_for_actor, places_at


def make(people: Cast, *seats: tuple[Colleague, Part], quorum: int = 2) -> UUID:
    """A board with these seats since long ago; its id. Cora coordinates, without a seat."""
    with people.cora.acting() as cora:
        terms = BoardTerms("A board for tests", BoardKind.STRATEGIC, quorum)
        board = begin_board(actor=cora, now=now(), terms=terms, since=SINCE)
        for colleague, part in seats:
            new = NewSeat(colleague.person_id, part, SINCE)
            give_seat(actor=cora, now=now(), board_id=board.pk, new=new)
    return board.pk


def when(days: int = 7) -> WhenAndWhere:
    """Two hours, so many days from now (or ago)."""
    begins = now().replace(microsecond=0) + timedelta(days=days)
    return WhenAndWhere(begins, begins + timedelta(hours=2), "County Hall, Maidstone")


def plan(people: Cast, board_id: UUID, days: int = 7) -> UUID:
    """A planned meeting; its id."""
    with people.cora.acting() as cora:
        return plan_meeting(actor=cora, now=now(), board_id=board_id, when=when(days)).pk


def hold(people: Cast, board_id: UUID, *present: Colleague, days: int = -7, at: datetime | None = None) -> UUID:
    """A meeting that was held with these people there, everyone else having sent apologies; its id."""
    meeting_id = plan(people, board_id, days)
    there = {colleague.person_id for colleague in present}
    with people.cora.acting() as cora:
        places = places_at(meeting_for_actor(cora, meeting_id))
        seats = {
            place.seat.pk: Filled(Presence.PRESENT if place.seat.person_id in there else Presence.APOLOGIES)
            for place in places
        }
        take_attendance(actor=cora, now=at or now(), meeting_id=meeting_id, seats=seats)
    return meeting_id


def meeting_of(people: Cast, meeting_id: UUID) -> Meeting:
    """The meeting as it stands now."""
    with people.cora.acting():
        return Meeting.objects.select_related("board").get(pk=meeting_id)
