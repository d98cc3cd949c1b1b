"""Boards, who sits on them, and what they oversee."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, DateTimeField, OuterRef, Prefetch, Q, QuerySet, Subquery

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.boards.domain.states import AHEAD, PAST, Part
from fourfold.trust.boards.models import Board, Meeting, Oversight, Seat
from fourfold.trust.boards.queries.visibility import known_board, known_boards, live
from fourfold.trust.partnership.domain.roles import Standing


def boards_for_actor(actor: Standing, *, now: datetime) -> QuerySet[Board]:
    """The boards of today, by name, each with its live `seats` and, for those who read its meetings, `next_at`,
    `last_at`, `open_escalations`."""
    seats = Seat.objects.filter(live()).select_related("person", "agency")
    meetings = Meeting.objects.filter(board=OuterRef("pk"))
    following = meetings.filter(state__in=AHEAD, ends_at__gte=now).order_by("starts_at")
    last = meetings.filter(state__in=PAST).order_by("-starts_at")
    is_open = Q(escalations__isnull=False, escalations__answered_at__isnull=True)
    return (
        known_boards(actor)
        .filter(Q(until__isnull=True) | Q(until__gt=today(now)))
        .prefetch_related(Prefetch("seats", seats))
        .annotate(
            next_at=Subquery(following.values("starts_at")[:1], output_field=DateTimeField()),
            last_at=Subquery(last.values("starts_at")[:1], output_field=DateTimeField()),
            open_escalations=Count("escalations", filter=is_open, distinct=True),
        )
        .order_by("name", "pk")
    )


def board_for_actor(actor: Standing, board_id: UUID) -> Board:
    """One board with its agency. Raises `NotFound`."""
    return known_board(actor, board_id)


def seats_of(actor: Standing, board: Board, *, on: date | None = None) -> Sequence[Seat]:
    """The seats of a board that are live on a day (default today): chair first, then by name."""
    seats = Seat.objects.filter(live(on), board=board, board__in=known_boards(actor))
    return in_order(seats.select_related("person", "agency"))


def in_order(seats: Iterable[Seat]) -> list[Seat]:
    """Seats as people read them: chair, deputy, secretary, members, advisers; then by name."""
    order = {part.value: place for place, part in enumerate(Part)}
    return sorted(seats, key=lambda seat: (order[seat.part], seat.person.name, str(seat.pk)))


def seat_for_actor(actor: Standing, board_id: UUID, seat_id: UUID) -> Seat:
    """One seat of a board with its person. Raises `NotFound`."""
    found = Seat.objects.filter(board__in=known_boards(actor), board_id=board_id, pk=seat_id)
    seat = found.select_related("person").first()
    if seat is None:
        raise NotFound("board.seat", seat_id)
    return seat


def former_seats(board: Board, *, limit: int = 20) -> Sequence[Seat]:
    """The seats of a board already fetched for the actor that have ended, newest first."""
    ended = Seat.objects.filter(board=board, until__lte=today()).select_related("person", "agency")
    return list(ended.order_by("-until", "-since", "pk")[:limit])


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a part on a board today. `user_id` is that of an open account, to which mail can go; else None."""

    board_id: UUID
    person_id: UUID
    user_id: UUID | None
    name: str
    part: Part


def holders(actor: Standing, board_ids: Collection[UUID], parts: Collection[Part]) -> list[Holder]:
    """Who holds one of these parts today on these boards; in the order of the parts."""
    found = Seat.objects.filter(
        live(), board__in=known_boards(actor), board_id__in=list(board_ids), part__in=list(parts)
    ).select_related("person__user")
    return [
        Holder(
            board_id=seat.board_id,
            person_id=seat.person_id,
            user_id=seat.person.user_id if seat.person.user and seat.person.user.is_active else None,
            name=seat.person.name,
            part=Part(seat.part),
        )
        for seat in in_order(found)
    ]


def oversight_of(actor: Standing, board_id: UUID) -> dict[str, list[UUID]]:
    """What a board oversees: the ids of the subjects by their kind. Empty where the actor knows no such board."""
    found: dict[str, list[UUID]] = {}
    rows = Oversight.objects.filter(board_id=board_id, board__in=known_boards(actor))
    rows = rows.order_by("subject_kind", "subject_id")
    for kind, subject_id in rows.values_list("subject_kind", "subject_id"):
        found.setdefault(kind, []).append(subject_id)
    return found


@dataclass(frozen=True, slots=True)
class BoardName:
    """A board by its id and name."""

    id: UUID
    name: str


def boards_overseeing(actor: Standing, subject_kind: str, ids: Collection[UUID]) -> dict[UUID, list[BoardName]]:
    """The boards that oversee each of these subjects, by name, in one query. What none oversees is left out."""
    rows = (
        Oversight.objects.filter(board__in=known_boards(actor), subject_kind=subject_kind, subject_id__in=list(ids))
        .filter(Q(board__until__isnull=True) | Q(board__until__gt=today()))
        .order_by("board__name")
        .values_list("subject_id", "board_id", "board__name")
    )
    found: dict[UUID, list[BoardName]] = {}
    for subject_id, board_id, name in rows:
        found.setdefault(subject_id, []).append(BoardName(board_id, name))
    return found
