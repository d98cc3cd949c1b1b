"""An agency's actions to take out, spreadsheets brought back, and what they would change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.crypto import salted_hmac

from fourfold.accountability.chasing.domain.sheets.columns import MOST_ROWS
from fourfold.accountability.chasing.domain.sheets.comparing import ActionNow, Difference, Ground, Kind, compare
from fourfold.accountability.chasing.domain.sheets.keys import tag_of
from fourfold.accountability.chasing.domain.sheets.reading import Brought
from fourfold.accountability.chasing.domain.sheets.storing import from_json
from fourfold.accountability.chasing.domain.states import ReturnState
from fourfold.accountability.chasing.models import Return
from fourfold.accountability.plan.domain.states import Part, Status, StrandKind, TimescaleKind
from fourfold.accountability.plan.operations.updates import Progress, update_problems
from fourfold.accountability.plan.queries.action import already_posted, may_move
from fourfold.accountability.plan.queries.actions import ActionFilter, actions_by_id, actions_for_actor
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.kernel.personal_data import find
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.sealing.queries import ring

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fourfold.accountability.plan.models import Action

SHOWN = 10
"""Past spreadsheets that the page lists."""


def key_secret() -> bytes:
    """The secret with which keys are written, derived from the installation's lasting key."""
    return salted_hmac("fourfold.chasing.sheet-key", "", secret=ring().lasting, algorithm="sha256").digest()


@dataclass(frozen=True, slots=True)
class ToTakeOut:
    """An action as it goes out: as it stands, with who leads it and the open dates."""

    now: ActionNow
    strand: str
    number: int
    lead: str


def actions_to_take_out(actor: Standing, *, today: date, plan_id: UUID | None = None) -> Sequence[ToTakeOut]:
    """The actions that the actor's agencies lead or deliver, of one plan or of all live ones; none complete."""
    return [
        ToTakeOut(
            now=_as_it_stands(actor, action),
            strand=action.strand.label,
            number=action.number,
            lead="; ".join(part.named for part in action.agencies.all() if part.part == Part.LEAD),
        )
        for action in _to_take_out(actor, plan_id, today)[:MOST_ROWS]
    ]


def count_to_take_out(actor: Standing, *, today: date) -> int:
    """How many actions a spreadsheet would hold."""
    return _to_take_out(actor, None, today).count()


def _to_take_out(actor: Standing, plan_id: UUID | None, today: date) -> "QuerySet[Action]":
    wanted = ActionFilter(plan_id=plan_id, my_agency=True)
    return actions_for_actor(actor, wanted, today=today).exclude(status=Status.COMPLETE)


def _as_it_stands(actor: Standing, action: "Action") -> ActionNow:
    """What the comparison needs of an action fetched with what a line shows. Makes no query."""
    open_dates = {item.kind: item.date for item in action.timescales.all() if item.done_on is None}
    decision = may_move(actor, action)
    return ActionNow(
        action_id=action.pk,
        plan_id=action.plan_id,
        reference=f"{action.strand.label} {action.number}",
        title=action.title,
        version=action.version,
        status=Status(action.status),
        due=open_dates.get(TimescaleKind.DUE),
        review=open_dates.get(TimescaleKind.REVIEW),
        refusal="" if decision else decision.reason,
    )


def returns_of(actor: Standing) -> Sequence[Return]:
    """The spreadsheets that the actor brought back, newest first, without their rows."""
    mine = (
        Return.objects.filter(user_id=actor.user_id) if actor.is_active and actor.user_id else Return.objects.none()
    )
    return list(mine.defer("rows", "notes")[:SHOWN])


def return_for_actor(actor: Standing, return_id: UUID) -> Return:
    """One of them. Raises `NotFound`: nobody sees another's."""
    mine = Return.objects.filter(pk=return_id, user_id=actor.user_id) if actor.is_active and actor.user_id else None
    found = mine.first() if mine is not None else None
    if found is None:
        raise NotFound("chasing.return", return_id)
    return found


def rows_of(kept: Return) -> list[Brought]:
    """The rows as they were read."""
    return [from_json(row) for row in kept.rows]


def differences(actor: Standing, rows: Sequence[Brought], *, today: date) -> list[Difference]:
    """What these rows would change in the plan as it stands now. Four queries, whatever the number of rows."""
    now = actions_now(actor, (row.seen.action_id for row in rows if row.seen))
    texts = {row.seen.action_id: (row.text, row.seen.taken_at) for row in rows if row.seen and row.text}
    ground = Ground(
        actions=now,
        my_tags={tag_of(agency) for agency in actor.agency_ids},
        posted=already_posted(actor, texts) if texts else set(),
        today=today,
    )
    return [_held_to_the_plans_rules(item) for item in compare(rows, ground)]


def _held_to_the_plans_rules(item: Difference) -> Difference:
    """What an update of the plan would lack, and what in it looks like personal data."""
    if not item.acts or item.now is None:
        return item
    said = item.brought
    progress = Progress(
        text=said.text, status=item.status or item.now.status, reason=said.reason, checked=True, status_seen=None
    )
    problems = tuple(problem.message for problem in update_problems(item.now.status, progress))
    if problems:
        return replace(item, kind=Kind.MEND, problems=problems)
    seems = dict.fromkeys(
        f"{found.looks_like} (“{found.text.strip()}”)" for found in find(f"{said.text}\n{said.reason}")
    )
    return replace(item, looks_personal=tuple(seems))


def actions_now(actor: Standing, action_ids: Iterable[UUID]) -> Mapping[UUID, ActionNow]:
    """Those of these actions that the actor reads, as they stand."""
    return {key: _as_it_stands(actor, action) for key, action in actions_by_id(actor, action_ids).items()}


@dataclass(frozen=True, slots=True)
class Untouched:
    """An action that is not in a file: its id and how people name it."""

    action_id: UUID
    name: str


def left_out(actor: Standing, found: Sequence[Difference], *, today: date) -> list[Untouched]:
    """The actions of the same plans that the actor's agencies move and that are not in the file. One query."""
    plans = {item.now.plan_id for item in found if item.now}
    there = {item.now.action_id for item in found if item.now}
    mine = _to_take_out(actor, None, today).filter(plan_id__in=plans).exclude(pk__in=there)
    rows = mine.values_list("pk", "strand__kind", "number", "title")[:MOST_ROWS]
    return [Untouched(key, f"{StrandKind(kind).label} {number}: {title}") for key, kind, number, title in rows]


def is_open(kept: Return) -> bool:
    """Whether it is still to be decided."""
    return kept.state == ReturnState.OPEN
