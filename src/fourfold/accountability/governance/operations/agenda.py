"""Filling a meeting's agenda from the plan, saying what a board oversees, and bringing an action before it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.governance import policies
from fourfold.accountability.governance.policies import Permission
from fourfold.accountability.governance.queries.oversight import ACTION, actions_of_the_partnership
from fourfold.accountability.governance.queries.proposals import proposals_for
from fourfold.accountability.plan.queries.action import action_for_actor
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.boards.operations.agenda import NewItem, add_agenda_items, carry_over
from fourfold.trust.boards.operations.boards import set_oversight
from fourfold.trust.boards.operations.escalations import raise_escalation
from fourfold.trust.boards.queries.meetings import meeting_for_actor
from fourfold.trust.boards.subjects import Subject
from fourfold.trust.partnership.domain.roles import Standing


@transaction.atomic
def fill_agenda(*, actor: Standing, now: datetime, meeting_id: UUID, action_ids: Collection[UUID]) -> int:
    """Put the chosen actions on the agenda, and bring over what the board left open; how many lines were added.

    What is on the agenda already is left alone, so that doing it twice changes nothing. An action that is no longer
    proposed (it was completed meanwhile, say) is left out.
    """
    meeting = meeting_for_actor(actor, meeting_id)
    wanted = [item for item in proposals_for(actor, meeting, now=now) if item.action_id in action_ids]
    items = [NewItem(item.kind, item.title, item.why, subject=Subject(ACTION, item.action_id)) for item in wanted]
    # The words come from the plan, where somebody has checked them for personal data.
    added = add_agenda_items(actor=actor, now=now, meeting_id=meeting_id, items=items, checked=True)
    return len(added) + carry_over(actor=actor, now=now, meeting_id=meeting_id)


@transaction.atomic
def oversee(*, actor: Standing, now: datetime, board_id: UUID, action_ids: Collection[UUID]) -> None:
    """Say which actions a board oversees, in place of those before. Only actions of plans that everyone reads."""
    unknown = set(action_ids) - set(actions_of_the_partnership(actor, action_ids))
    if unknown:
        raise NotFound("plan.action", min(unknown))
    set_oversight(actor=actor, now=now, board_id=board_id, subject_kind=ACTION, ids=action_ids)


@dataclass(frozen=True, slots=True)
class Appeal:
    """What is brought before a board: why, and by when an answer is needed. `checked`: nothing personal in it."""

    board_id: UUID
    why: str
    answer_due: date
    checked: bool = False


@transaction.atomic
def escalate_action(*, actor: Standing, now: datetime, action_id: UUID, appeal: Appeal) -> None:
    """Bring an action before a board, because those who carry it cannot solve it. Only of plans that everyone reads.

    Raises `BadInput` without a reason, with a date that has passed, or with what looks like personal data.
    """
    action = action_for_actor(actor, action_id)
    require(policies.escalate(actor), Permission.ESCALATE, subject_kind="plan.action", subject_id=action_id)
    if not actions_of_the_partnership(actor, [action_id]):
        raise BadInput.one("Boards read plans that everyone reads, and this is not one of them.")
    subject = Subject(ACTION, action_id, f"{action.strand.label} {action.number}: {action.title}")
    raise_escalation(
        actor=actor,
        now=now,
        board_id=appeal.board_id,
        subject=subject,
        why=appeal.why,
        answer_due=appeal.answer_due,
        checked=appeal.checked,
    )
