"""What the agenda of a meeting could hold: made from what is due, late or escalated, for a person to accept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from fourfold.accountability.governance.domain.agenda import ActionFacts, Reason, reason_for
from fourfold.accountability.governance.queries.oversight import WITHOUT_MEETING, overseen_actions
from fourfold.accountability.plan.domain.states import Status, TimescaleKind
from fourfold.accountability.plan.queries.movement import movement
from fourfold.ground.kernel.clock import show_date, today
from fourfold.trust.boards.domain.states import ItemKind
from fourfold.trust.boards.queries.meetings import items_of, last_held_meeting, next_meeting
from fourfold.trust.partnership.domain.roles import Standing

if TYPE_CHECKING:
    from fourfold.accountability.plan.models import Action
    from fourfold.trust.boards.models import Meeting

UNTIL_NEXT = timedelta(days=92)
"""How far a meeting looks ahead when the one after it is not planned yet: a quarter."""
TITLE_LENGTH, WHY_LENGTH = 200, 500

_KINDS = {
    Reason.ESCALATED: ItemKind.ESCALATION,
    Reason.LATE: ItemKind.LATE,
    Reason.OFF_TRACK: ItemKind.LATE,
    Reason.AT_RISK: ItemKind.LATE,
    Reason.DUE: ItemKind.DUE,
    Reason.REVIEW: ItemKind.DUE,
    Reason.COMPLETED: ItemKind.CHANGED,
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line that the agenda could have. `there` is whether it has it already."""

    kind: ItemKind
    title: str
    why: str
    action_id: UUID
    there: bool = False


def proposals_for(actor: Standing, meeting: "Meeting", *, now: datetime) -> Sequence[Proposal]:
    """What of the board's actions could go on the agenda of a meeting already fetched, the most pressing first.

    Escalations, decisions to ratify and actions arising are brought over by the boards room itself. A bounded number
    of queries.
    """
    there = {(item.kind, item.subject_id) for item in items_of(meeting)}
    return [
        replace(item, title=item.title[:TITLE_LENGTH], there=(item.kind.value, item.action_id) in there)
        for item in _actions(actor, meeting, now=now)
    ]


def _actions(actor: Standing, meeting: "Meeting", *, now: datetime) -> list[Proposal]:
    following = next_meeting(actor, meeting.board_id, now=meeting.ends_at + timedelta(seconds=1))
    until = today(following.starts_at if following else meeting.starts_at + UNTIL_NEXT)
    actions = overseen_actions(actor, meeting.board_id)
    last = last_held_meeting(actor, meeting.board_id, before=now)
    since = last.starts_at if last else now - WITHOUT_MEETING
    completed = {
        item.action.pk
        for item in movement(actor, actions, since=since, until=now)
        if item.changed_status and item.after is Status.COMPLETE
    }
    ranked = []
    for action in actions.values():
        facts = _facts(action, completed=action.pk in completed)
        reason = reason_for(facts, today=today(now), until=until)
        if reason is not None:
            ranked.append((reason, action.strand.position, action.number, _proposal(action, reason, facts)))
    return [proposal for *_rank, proposal in sorted(ranked, key=lambda row: row[:3])]


def _facts(action: "Action", *, completed: bool) -> ActionFacts:
    dates = {item.kind: item.date for item in action.timescales.all() if item.done_on is None}
    return ActionFacts(
        id=action.pk,
        status=action.status,
        due_on=dates.get(TimescaleKind.DUE),
        review_on=dates.get(TimescaleKind.REVIEW),
        completed=completed,
    )


def _proposal(action: "Action", reason: Reason, facts: ActionFacts) -> Proposal:
    title = f"{action.strand.label} {action.number}: {action.title}"
    return Proposal(_KINDS[reason], title, _why(action, reason, facts), action.pk)


def _why(action: "Action", reason: Reason, facts: ActionFacts) -> str:
    first = min((day for day in (facts.due_on, facts.review_on) if day), default=date.max)
    said = {
        Reason.LATE: f"Overdue since {show_date(first)}.",
        Reason.OFF_TRACK: f"Off track: {action.status_reason}",
        Reason.AT_RISK: f"At risk: {action.status_reason}",
        Reason.DUE: f"Due on {show_date(facts.due_on)}.",
        Reason.REVIEW: f"Review due on {show_date(facts.review_on)}.",
        Reason.COMPLETED: "Completed since the last meeting.",
    }
    return said.get(reason, "")[:WHY_LENGTH]
