"""What a board oversees in the plans, and what changed there since its last meeting."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from fourfold.accountability.plan.domain.states import Audience, PlanState
from fourfold.accountability.plan.queries.actions import ActionFilter, actions_by_id, actions_for_actor, plain_actions
from fourfold.accountability.plan.queries.movement import Moved, movement
from fourfold.ground.kernel.clock import today
from fourfold.trust.boards.queries.boards import oversight_of
from fourfold.trust.boards.queries.meetings import last_held_meeting
from fourfold.trust.boards.queries.outcomes import decisions_between, escalations_for_actor
from fourfold.trust.partnership.domain.roles import Standing

if TYPE_CHECKING:
    from fourfold.accountability.plan.models import Action
    from fourfold.trust.boards.models import Decision, Escalation

ACTION = "plan.action"
"""The kind under which boards, which know no plans, keep an action."""
WITHOUT_MEETING = timedelta(days=92)
"""How far back one looks when a board has not met yet: a quarter."""


def actions_of_the_partnership(actor: Standing, action_ids: Collection[UUID]) -> "Mapping[UUID, Action]":
    """Those of the actions whose plan everyone reads and is no draft: what boards may speak of. One query."""
    return _of_the_partnership(plain_actions(actor, action_ids))


def _of_the_partnership(found: "Mapping[UUID, Action]") -> "Mapping[UUID, Action]":
    return {
        key: action
        for key, action in found.items()
        if action.plan.audience == Audience.PARTNERSHIP and action.plan.state != PlanState.DRAFT
    }


def overseen_actions(actor: Standing, board_id: UUID) -> "Mapping[UUID, Action]":
    """The actions that a board oversees, with what a line shows. Raises `NotFound`.

    A plan's next version takes over: what goes on with an action is overseen in its place.
    """
    return _of_the_partnership(actions_by_id(actor, oversight_of(actor, board_id).get(ACTION, []), onwards=True))


def overseen_plainly(actor: Standing, board_id: UUID) -> "Mapping[UUID, Action]":
    """As `overseen_actions`, with strand and plan alone."""
    return _of_the_partnership(plain_actions(actor, oversight_of(actor, board_id).get(ACTION, []), onwards=True))


def names_of_actions(actor: Standing, ids: Collection[UUID]) -> dict[UUID, str]:
    """How people speak of each of the actions: `Prevent 3: Train staff`. For the boards room."""
    found = actions_of_the_partnership(actor, ids)
    return {key: f"{action.strand.label} {action.number}: {action.title}" for key, action in found.items()}


def overseeable_actions(actor: Standing) -> "list[Action]":
    """What a board can oversee: the actions of live plans that everyone reads, in the order of their plans."""
    live = actions_for_actor(actor, ActionFilter(), today=today()).filter(plan__audience=Audience.PARTNERSHIP)
    return sorted(live, key=lambda found: (found.plan.title, found.strand.position, found.number))


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened since a moment to what a board oversees. `met` is whether that moment was its last meeting."""

    since: datetime
    met: bool
    moved: Sequence[Moved]
    still: "Sequence[Action]"
    raised: "Sequence[Escalation]"
    answered: "Sequence[Escalation]"
    decided: "Sequence[Decision]"


def changes_since(actor: Standing, board_id: UUID, *, now: datetime, since: datetime | None = None) -> Changes:
    """What changed since a moment, or else since the board's last meeting. A bounded number of queries.

    `still` are the actions without an OFFICIAL update in that time. Escalations and decisions are there for those who
    read the board's meetings.
    """
    last = None if since else last_held_meeting(actor, board_id, before=now)
    begin = since or (last.starts_at if last else now - WITHOUT_MEETING)
    actions = overseen_plainly(actor, board_id)
    moved = movement(actor, actions, since=begin, until=now)
    seen = {item.action.pk for item in moved}
    escalations = list(escalations_for_actor(actor, board_id=board_id))
    return Changes(
        since=begin,
        met=last is not None,
        moved=moved,
        still=[action for key, action in actions.items() if key not in seen],
        raised=[item for item in escalations if item.raised_at >= begin],
        answered=[item for item in escalations if item.answered_at is not None and item.answered_at >= begin],
        decided=list(decisions_between(actor, board_id, since=begin, until=now)),
    )
