"""What the pages of a board share: whoever looks, the board, and what they may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.form_pages import FormPage
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.boards import policies
from fourfold.trust.boards.domain.states import Part
from fourfold.trust.boards.models import Board, Meeting, Seat
from fourfold.trust.boards.policies import Permission
from fourfold.trust.boards.presenters import boards as present
from fourfold.trust.boards.presenters.meetings import title
from fourfold.trust.boards.queries import boards as queries
from fourfold.trust.boards.queries.meetings import meeting_for_actor, next_meeting
from fourfold.trust.boards.queries.visibility import parts_on
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody who looks at a board: the board, its seats of today, and what they may do with it."""

    actor: Standing
    board: Board
    seats: Sequence[Seat]
    reads: bool
    runs: bool


def look_at(request: HttpRequest, board_id: UUID, *, inside: bool = False) -> Look:
    """The board for whoever asks. `inside`: for its readers alone. Raises `NotFound`."""
    actor = standing(request)
    board = queries.board_for_actor(actor, board_id)
    seats = queries.seats_of(actor, board)
    parts = {Part(seat.part) for seat in seats if seat.person_id == actor.person_id}
    look = Look(actor, board, seats, bool(policies.read(actor, parts)), bool(policies.run(actor, parts)))
    if inside and not look.reads:
        raise NotFound("board", board_id)
    return look


def frame(look: Look, here: str) -> dict[str, Any]:
    """What every page of a board shows around its part: identity, tabs, where one is."""
    following = next_meeting(look.actor, look.board.pk, now=now()) if look.reads else None
    name = next(text for text, address in present.TABS if address == here)
    more = [] if here == "boards:board" else [(name, "")]
    crumbs = present.crumbs(look.board, *more)
    return {
        "board": look.board,
        "identity": present.identity(look.board, look.seats, following, runs=look.runs),
        "tabs": present.tabs(look.board, here, reads=look.reads),
        "crumbs": crumbs if more else [*crumbs[:-1], {"text": look.board.name}],
        "reads": look.reads,
        "runs": look.runs,
        "following": following,
        "part": name,
    }


def board_to_run(request: HttpRequest, board_id: UUID) -> tuple[Standing, Board]:
    """The board, for a page on which it is changed. Raises `NotFound` or `NotAllowed`."""
    actor = standing(request)
    board = queries.board_for_actor(actor, board_id)
    _require_run(actor, board_id)
    return actor, board


def meeting_to_run(request: HttpRequest, meeting_id: UUID) -> tuple[Standing, Meeting]:
    """The meeting, for a page on which it is changed. Raises `NotFound` or `NotAllowed`."""
    actor = standing(request)
    meeting = meeting_for_actor(actor, meeting_id)
    _require_run(actor, meeting.board_id)
    return actor, meeting


def _require_run(actor: Standing, board_id: UUID) -> None:
    decision = policies.run(actor, parts_on(actor, board_id))
    require(decision, Permission.RUN, subject_kind="board", subject_id=board_id)


def board_page(board: Board, title: str, **around: Any) -> FormPage:
    """A form's page that belongs to a board."""
    around = {"then": reverse("boards:board", args=[board.pk]), "caption": board.name} | around
    return FormPage(title=title, **around)


def meeting_page(meeting: Meeting, heading: str, *, to: str = "boards:meeting", **around: Any) -> FormPage:
    """A form's page that belongs to a meeting."""
    caption = f"{meeting.board.name}: {title(meeting).lower()}"
    return FormPage(title=heading, **{"then": reverse(to, args=[meeting.pk]), "caption": caption} | around)
