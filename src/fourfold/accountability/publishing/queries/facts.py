"""What a pack says, gathered as its asker in a bounded number of queries: OFFICIAL content only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from fourfold.accountability.governance.queries.oversight import overseen_actions
from fourfold.accountability.indicators.queries.factors import MeasuredPlan, factors_with_indicators
from fourfold.accountability.plan.domain.states import Marking, Status
from fourfold.accountability.plan.queries.actions import ActionFilter, actions_for_actor
from fourfold.accountability.plan.queries.movement import Moved, movement
from fourfold.accountability.plan.queries.plans import plan_for_actor
from fourfold.accountability.plan.queries.visibility import readable_updates
from fourfold.ground.kernel.clock import today
from fourfold.trust.boards.domain.states import ItemKind
from fourfold.trust.boards.queries.meetings import arising_of, decisions_of, items_of, last_held_meeting
from fourfold.trust.boards.queries.outcomes import arising_open, open_escalations, provisional_decisions
from fourfold.trust.partnership.domain.roles import Standing

if TYPE_CHECKING:
    from fourfold.accountability.plan.models import Action, Plan, Update
    from fourfold.accountability.publishing.models import Pack
    from fourfold.trust.boards.models import AgendaItem, ArisingAction, Decision, Escalation, Meeting

WITHOUT_MEETING = timedelta(days=92)
"""How far back a pack compares where no meeting and no day was named: a quarter."""
WANTED = (ItemKind.DECISION, ItemKind.ESCALATION, ItemKind.RATIFY)


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """What a board's pack says of the board. `last` is the meeting before."""

    name: str
    meeting: "Meeting | None"
    last: "Meeting | None"
    wanted: "Sequence[AgendaItem]" = ()
    provisional: "Sequence[Decision]" = ()
    decided: "Sequence[Decision]" = ()
    arising: "Sequence[ArisingAction]" = ()
    late: "Sequence[ArisingAction]" = ()
    escalations: "Sequence[Escalation]" = ()
    oversees: int = 0


@dataclass(frozen=True, slots=True)
class PackFacts:
    """Everything a pack says, as of `now`, compared with `since`."""

    pack: "Pack"
    plan: "Plan"
    now: datetime
    since: datetime
    actions: "Sequence[Action]"
    moved: Mapping[UUID, Moved]
    newest: "Mapping[UUID, Update]"
    measured: MeasuredPlan
    board: BoardFacts | None

    def status_before(self, action: "Action") -> Status:
        """The status of an action at `since`, as its OFFICIAL updates tell it."""
        found = self.moved.get(action.pk)
        return found.before if found else Status(action.status)

    def was_overdue(self, action: "Action") -> bool:
        """Whether an action was overdue at `since`."""
        day = today(self.since)
        return self.status_before(action) is not Status.COMPLETE and any(
            item.date and item.date < day and (item.done_on is None or item.done_on > day)
            for item in action.timescales.all()
        )

    def is_overdue(self, action: "Action") -> bool:
        """Whether an action is overdue now."""
        day = today(self.now)
        return action.status != Status.COMPLETE and any(
            item.date and item.date < day and item.done_on is None for item in action.timescales.all()
        )


def pack_facts(actor: Standing, pack: "Pack", *, now: datetime) -> PackFacts:
    """The facts for a pack already fetched for the actor. Raises `NotFound` where the plan is no longer theirs."""
    plan = plan_for_actor(actor, pack.plan_id)
    board = _board(actor, pack, now) if pack.board_id else None
    before = board.last.starts_at if board and board.last else now - WITHOUT_MEETING
    since = pack.since or before
    actions = list(actions_for_actor(actor, ActionFilter(plan_id=plan.pk), today=today(now)))
    if pack.board_id:
        overseen = set(overseen_actions(actor, pack.board_id))
        chosen = [action for action in actions if action.pk in overseen]
        actions = chosen or actions
    ids = [action.pk for action in actions]
    moved = movement(actor, {action.pk: action for action in actions}, since=since, until=now)
    newest = readable_updates(actor).filter(action__in=ids, marking=Marking.OFFICIAL)
    newest = newest.order_by("action_id", "-at", "-pk").distinct("action_id").select_related("author")
    return PackFacts(
        pack=pack,
        plan=plan,
        now=now,
        since=since,
        actions=actions,
        moved={item.action.pk: item for item in moved},
        newest={update.action_id: update for update in newest},
        measured=factors_with_indicators(actor, plan.pk),
        board=board,
    )


def _board(actor: Standing, pack: "Pack", now: datetime) -> BoardFacts:
    if pack.board is None:
        raise ValueError("The pack is not a board's.")
    meeting, board_id = pack.meeting, pack.board.pk
    last = last_held_meeting(actor, board_id, before=meeting.starts_at if meeting else now)
    return BoardFacts(
        name=pack.board.name,
        meeting=meeting,
        last=last,
        wanted=[item for item in items_of(meeting) if item.kind in WANTED] if meeting else [],
        provisional=list(provisional_decisions(actor, board_id)),
        decided=decisions_of(last) if last else [],
        arising=arising_of(last) if last else [],
        late=list(arising_open(actor, board_id=board_id, due_by=today(now))),
        escalations=list(open_escalations(actor, board_id=board_id)),
        oversees=len(overseen_actions(actor, board_id)),
    )
