"""What is so of a board or of an agency's roles on a day: kept with each line of a review, for the next one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from fourfold.accountability.governance.domain.states import ReviewKind
from fourfold.ground.kernel.clock import show_date, today
from fourfold.trust.boards.queries.boards import board_for_actor, boards_for_actor, oversight_of, seats_of
from fourfold.trust.boards.queries.meetings import held_since
from fourfold.trust.boards.queries.outcomes import arising_open, open_escalations
from fourfold.trust.partnership.domain.roles import HANDED_OVER, Standing
from fourfold.trust.partnership.queries import (
    agencies_to_choose,
    expected_roles,
    holders_of_roles,
    names_of_people,
)

if TYPE_CHECKING:
    from fourfold.accountability.governance.models import ReviewItem

PERSON = "person:"
"""Before the id of a person in a fact: names are looked up when a fact is shown, and kept nowhere else."""
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Thing:
    """A board, or an agency with roles to fill."""

    kind: ReviewKind
    id: UUID
    title: str


def things_to_review(actor: Standing, *, now: datetime) -> list[Thing]:
    """Every board of today, and every agency that is expected to have roles. Raises `NotFound`."""
    boards = [Thing(ReviewKind.BOARD, board.pk, board.name) for board in boards_for_actor(actor, now=now)]
    names = dict(agencies_to_choose(actor))
    wanted = expected_roles(actor, on=today(now))
    agencies = [Thing(ReviewKind.ROLES, key, names[key]) for key in wanted if key in names]
    return boards + sorted(agencies, key=lambda thing: thing.title)


def facts_of(actor: Standing, thing: Thing, *, now: datetime) -> dict[str, str]:
    """What is so, each fact under its name, in the order in which a page shows them."""
    return (
        _of_board(actor, thing.id, now) if thing.kind is ReviewKind.BOARD else _of_roles(actor, thing.id, today(now))
    )


def facts_now(actor: Standing, item: "ReviewItem", *, now: datetime) -> dict[str, str]:
    """What is so today of a line that has not been looked at yet."""
    thing = Thing(ReviewKind(item.kind), item.board_id or item.agency_id or item.pk, item.title)
    return facts_of(actor, thing, now=now)


def _of_board(actor: Standing, board_id: UUID, now: datetime) -> dict[str, str]:
    board, on = board_for_actor(actor, board_id), today(now)
    seats = seats_of(actor, board, on=on)
    held, quorate = held_since(actor, board_id, since=now - A_YEAR)
    return {
        "Chair": _people(seat.person_id for seat in seats if seat.part == "chair"),
        "Seats filled": str(len(seats)),
        "Agencies at the table": str(len({seat.agency_id for seat in seats if seat.agency_id})),
        "Quorum": str(board.quorum),
        "Meetings in the last year": str(held),
        "Of these with a quorum": str(quorate),
        "Actions it oversees": str(sum(len(ids) for ids in oversight_of(actor, board_id).values())),
        "Escalations without an answer": str(open_escalations(actor, board_id=board_id).count()),
        "Actions arising that are late": str(arising_open(actor, board_id=board_id, due_by=on).count()),
        "Terms of reference to be reviewed": show_date(board.terms_review_on) or "No date",
    }


def _of_roles(actor: Standing, agency_id: UUID, on: date) -> dict[str, str]:
    held = holders_of_roles(actor, agency_id, on=on)
    wanted = expected_roles(actor, on=on).get(agency_id, ())
    kinds = [kind for kind in HANDED_OVER if kind in wanted or kind in held]
    return {kind.label: _people(held.get(kind, ())) for kind in kinds}


def _people(ids: Any) -> str:
    return ", ".join(f"{PERSON}{person}" for person in ids) or "Nobody"


def named(actor: Standing, *facts: Mapping[str, str]) -> list[dict[str, str]]:
    """The same facts with the names of people in place of their ids. One query for all of them."""
    wanted = {UUID(part.removeprefix(PERSON)) for one in facts for part in _ids(one)}
    names = names_of_people(actor, wanted) if wanted else {}
    return [{key: _named(value, names) for key, value in one.items()} for one in facts]


def _ids(facts: Mapping[str, str]) -> list[str]:
    return [part for value in facts.values() for part in value.split(", ") if part.startswith(PERSON)]


def _named(value: str, names: Mapping[UUID, str]) -> str:
    parts = value.split(", ") if PERSON in value else [value]
    return ", ".join(
        names.get(UUID(part.removeprefix(PERSON)), "somebody who left") if part.startswith(PERSON) else part
        for part in parts
    )
