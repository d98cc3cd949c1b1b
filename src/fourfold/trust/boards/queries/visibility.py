"""The first wall: which boards an actor knows, reads and runs. Row-level security (`rls.sql`) is the second."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.boards import policies
from fourfold.trust.boards.domain.states import RUNNING, Part
from fourfold.trust.boards.models import Board, Seat
from fourfold.trust.partnership.domain.roles import Standing


def live(on: date | None = None) -> Q:
    """The filter for seats that are live on a day (default today)."""
    day = on or today()
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def parts_on(actor: Standing, board_id: UUID) -> frozenset[Part]:
    """The parts of the actor's live seats on a board."""
    if actor.person_id is None or not actor.is_active:
        return frozenset()
    found = Seat.objects.filter(live(), board_id=board_id, person_id=actor.person_id)
    return frozenset(Part(part) for part in found.values_list("part", flat=True))


def _seated(actor: Standing, parts: tuple[Part, ...]) -> QuerySet[Seat, UUID]:
    mine = Seat.objects.filter(live(), part__in=parts)
    mine = mine.filter(person_id=actor.person_id) if actor.person_id else mine.none()
    return mine.values_list("board_id", flat=True)


def known_boards(actor: Standing) -> QuerySet[Board]:
    """The boards there are: `policies.know` as a filter."""
    return Board.objects.all() if policies.know(actor) else Board.objects.none()


def read_boards(actor: Standing) -> QuerySet[Board]:
    """The boards whose meetings the actor reads: `policies.read` as a filter."""
    return _boards(actor, tuple(Part), services=True)


def run_boards(actor: Standing) -> QuerySet[Board]:
    """The boards that the actor runs: `policies.run` as a filter."""
    return _boards(actor, RUNNING, services=False)


def _boards(actor: Standing, parts: tuple[Part, ...], *, services: bool) -> QuerySet[Board]:
    if not actor.is_active:
        return Board.objects.none()
    if policies.begin(actor) or (services and actor.service is not None):
        return Board.objects.all()
    return Board.objects.filter(pk__in=_seated(actor, parts))


def seated_boards(actor: Standing) -> QuerySet[Board]:
    """The boards on which the actor has a live seat."""
    return Board.objects.filter(pk__in=_seated(actor, tuple(Part)))


def known_board(actor: Standing, board_id: UUID) -> Board:
    """One board, for everyone in the partnership. Raises `NotFound`."""
    board = known_boards(actor).select_related("agency").filter(pk=board_id).first()
    if board is None:
        raise NotFound("board", board_id)
    return board


def read_board(actor: Standing, board_id: UUID) -> Board:
    """One board whose meetings the actor reads. Raises `NotFound`."""
    board = read_boards(actor).filter(pk=board_id).first()
    if board is None:
        raise NotFound("board", board_id)
    return board
