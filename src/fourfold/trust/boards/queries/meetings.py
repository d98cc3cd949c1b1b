"""Meetings with their agenda, papers, attendance and what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.boards.domain.quorum import Quorum, quorum_of
from fourfold.trust.boards.domain.states import AHEAD, PAST, MeetingState, Part, Presence
from fourfold.trust.boards.models import AgendaItem, ArisingAction, Attendance, Decision, Meeting, Paper, Seat
from fourfold.trust.boards.queries.boards import in_order
from fourfold.trust.boards.queries.visibility import live, read_boards
from fourfold.trust.files.queries import Attachment, file_for_audience
from fourfold.trust.partnership.domain.roles import Standing


def meetings_for_actor(actor: Standing) -> QuerySet[Meeting]:
    """The meetings that the actor reads, newest first."""
    return Meeting.objects.filter(board__in=read_boards(actor)).select_related("board")


def meetings_of(actor: Standing, board_id: UUID) -> QuerySet[Meeting]:
    """The meetings of one board that the actor reads, newest first; none where they do not read it."""
    return meetings_for_actor(actor).filter(board_id=board_id)


def meeting_for_actor(actor: Standing, meeting_id: UUID) -> Meeting:
    """One meeting with its board. Raises `NotFound`."""
    found = meetings_for_actor(actor).select_related("minutes_approved_by").filter(pk=meeting_id).first()
    if found is None:
        raise NotFound("board.meeting", meeting_id)
    return found


def next_meeting(actor: Standing, board_id: UUID, *, now: datetime) -> Meeting | None:
    """The board's next meeting that is not cancelled, if one is planned and the actor reads it."""
    return meetings_of(actor, board_id).filter(state__in=AHEAD, ends_at__gte=now).order_by("starts_at").first()


def last_held_meeting(actor: Standing, board_id: UUID, *, before: datetime | None = None) -> Meeting | None:
    """The board's last meeting that took place (before a moment), if there is one and the actor reads it."""
    held = meetings_of(actor, board_id).filter(state__in=PAST)
    return (held.filter(starts_at__lt=before) if before else held).order_by("-starts_at").first()


def items_of(meeting: Meeting) -> Sequence[AgendaItem]:
    """The agenda of a meeting already fetched for the actor, in its order, with presenters."""
    return list(AgendaItem.objects.filter(meeting=meeting).select_related("presenter"))


def papers_of(meeting: Meeting) -> Sequence[Paper]:
    """The papers of a meeting already fetched for the actor, without their contents."""
    return list(Paper.objects.filter(meeting=meeting).select_related("file").defer("file__content"))


def decisions_of(meeting: Meeting) -> Sequence[Decision]:
    """What a meeting already fetched for the actor decided, by number."""
    return list(Decision.objects.filter(meeting=meeting).select_related("meeting", "ratified_in").order_by("number"))


def arising_of(meeting: Meeting) -> Sequence[ArisingAction]:
    """The actions that arose from a meeting already fetched for the actor."""
    return list(ArisingAction.objects.filter(meeting=meeting).select_related("owner"))


@dataclass(frozen=True, slots=True)
class Place:
    """A seat at a meeting, and how it was filled; `presence` is None before attendance is taken."""

    seat: Seat
    presence: Presence | None = None
    substitute: str = ""


def places_at(meeting: Meeting) -> list[Place]:
    """How the seats of a meeting already fetched were filled; before attendance is taken, its seats."""
    taken = _taken(meeting)
    return taken or [Place(seat) for seat in _seats_on_the_day(meeting)]


def places_to_fill(meeting: Meeting) -> list[Place]:
    """The seats that are live on the day of a meeting already fetched, with what attendance says of them so far."""
    taken = {place.seat.pk: place for place in _taken(meeting)}
    return [taken.get(seat.pk) or Place(seat) for seat in _seats_on_the_day(meeting)]


def _taken(meeting: Meeting) -> list[Place]:
    rows = Attendance.objects.filter(meeting=meeting).select_related("seat__person", "seat__agency")
    found = {row.seat_id: Place(row.seat, Presence(row.presence), row.substitute) for row in rows}
    return [found[seat.pk] for seat in in_order(place.seat for place in found.values())]


def _seats_on_the_day(meeting: Meeting) -> list[Seat]:
    there = Seat.objects.filter(live(today(meeting.starts_at)), board_id=meeting.board_id)
    return in_order(there.select_related("person", "agency"))


def quorum_at(meeting: Meeting, places: Sequence[Place]) -> Quorum:
    """The quorum of a meeting from its places; before attendance is taken, the board's."""
    filled = [(Part(place.seat.part), place.presence) for place in places if place.presence is not None]
    needed = meeting.quorum if meeting.quorum is not None else meeting.board.quorum
    return quorum_of(filled, needed)


def paper_file(actor: Standing, meeting_id: UUID, paper_id: UUID) -> Attachment:
    """A paper as it is handed out. Raises `NotFound`."""
    meeting = meeting_for_actor(actor, meeting_id)
    paper = Paper.objects.filter(meeting=meeting, pk=paper_id).first()
    if paper is None:
        raise NotFound("board.paper", paper_id)
    return file_for_audience(audience_kind="board", audience_id=meeting.board_id, file_id=paper.file_id)


def unfinished_items(meeting: Meeting) -> Sequence[AgendaItem]:
    """What a meeting already fetched left unfinished, in its order."""
    return list(AgendaItem.objects.filter(meeting=meeting, unfinished=True))


def meetings_for_calendar(actor: Standing, board_id: UUID, *, since: datetime) -> Sequence[Meeting]:
    """The meetings of a board from a moment on, cancelled ones too, for its calendar."""
    found = meetings_of(actor, board_id).filter(starts_at__gte=since).order_by("starts_at")
    return list(found.prefetch_related(Prefetch("items", AgendaItem.objects.only("id", "meeting_id"))))


def is_open(meeting: Meeting) -> bool:
    """Whether its agenda can still change."""
    return meeting.state not in (MeetingState.MINUTED, MeetingState.CANCELLED)


def held_since(actor: Standing, board_id: UUID, *, since: datetime) -> tuple[int, int]:
    """How many meetings of a board took place since a moment, and how many of them had their quorum. Two queries."""
    needed = dict(
        meetings_of(actor, board_id)
        .filter(starts_at__gte=since, state__in=PAST, quorum__isnull=False)
        .values_list("pk", "quorum")
    )
    filled: dict[UUID, list[tuple[Part, Presence]]] = {}
    rows = Attendance.objects.filter(meeting__in=list(needed)).values_list("meeting", "seat__part", "presence")
    for meeting_id, part, presence in rows:
        filled.setdefault(meeting_id, []).append((Part(part), Presence(presence)))
    met = sum(quorum_of(filled.get(key, []), quorum or 0).is_met for key, quorum in needed.items())
    return len(needed), met
