"""What waits for somebody today, and what has just moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.dates import SOON_DAYS
from fourfold.accountability.plan.domain.states import Marking, PlanState, Status
from fourfold.accountability.plan.models import Action, Plan, Update
from fourfold.accountability.plan.queries.actions import moved_by, officer_is, with_what_a_line_shows
from fourfold.accountability.plan.queries.plans import plans_for_actor
from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.accountability.rights.queries.waiting import RightsWork, rights_work
from fourfold.trust.boards.queries.waiting import BoardWork, board_work
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.requests.queries.waiting import SharingWork, sharing_work

LINES = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """The first few actions that wait, the most pressing first, and how many there are in all."""

    actions: Sequence[Action]
    total: int


@dataclass(frozen=True, slots=True)
class Today:
    """A person's own work: what waits for them, their agency, boards, sharing and rights; what moved; their plans.

    `plans` carry the counts of `plans_for_actor`. An action of one's own is not repeated under the agency.
    """

    mine: Waiting
    my_agency: Waiting
    moved: Sequence[Update]
    plans: Sequence[Plan]
    drafts: Sequence[Plan]
    boards: Sequence[BoardWork]
    sharing: SharingWork
    rights: Sequence[RightsWork]


def today_for_actor(actor: Standing, *, today: date, now: datetime) -> Today:
    """What the home page shows, in a bounded number of queries."""
    waiting = _waiting(actor, today)
    return Today(
        mine=_those(waiting, mine=True),
        my_agency=_those(waiting, mine=False),
        moved=newest_updates(actor),
        plans=list(plans_for_actor(actor, today=today).filter(state=PlanState.LIVE)[:LINES]),
        drafts=drafts_for_actor(actor),
        boards=board_work(actor, now=now),
        sharing=sharing_work(actor, on=today),
        rights=rights_work(actor, today),
    )


def _waiting(actor: Standing, today: date) -> Sequence[Action]:
    """The first lines of both lists in one statement: overdue, due soon, or in trouble."""
    live = Action.objects.filter(plan__in=visible_plans(actor), plan__state=PlanState.LIVE)
    is_mine = Case(When(officer_is(actor), then=Value(True)), default=Value(False), output_field=BooleanField())
    presses = Q(next_on__lte=today + timedelta(days=SOON_DAYS)) | Q(status__in=[Status.AT_RISK, Status.OFF_TRACK])
    order: list[Any] = [F("next_on").asc(nulls_last=True), "pk"]
    ranked = (
        with_what_a_line_shows(live)
        .filter(officer_is(actor) | moved_by(actor.agency_ids), presses)
        .exclude(status=Status.COMPLETE)
        .annotate(is_mine=is_mine)
        .annotate(
            place=Window(RowNumber(), partition_by=[F("is_mine")], order_by=order),
            in_all=Window(Count("pk"), partition_by=[F("is_mine")]),
        )
    )
    return list(ranked.filter(place__lte=LINES).order_by("place"))


def _those(waiting: Sequence[Action], *, mine: bool) -> Waiting:
    found = [action for action in waiting if action.is_mine is mine]  # type: ignore[attr-defined]
    return Waiting(found, found[0].in_all if found else 0)  # type: ignore[attr-defined]


def newest_updates(actor: Standing) -> Sequence[Update]:
    """The newest OFFICIAL updates of the live plans the actor reads."""
    updates = Update.objects.filter(
        plan__in=visible_plans(actor).filter(state=PlanState.LIVE), marking=Marking.OFFICIAL
    )
    return list(updates.select_related("action__strand", "action__plan", "author")[:LINES])


def drafts_for_actor(actor: Standing) -> Sequence[Plan]:
    """The drafts that wait for a coordinator, each with `open_questions` of its import. None for anyone else."""
    if not policies.coordinate(actor):
        return []
    unanswered = Count("questions", filter=Q(questions__answer=""))
    drafts = visible_plans(actor).filter(state=PlanState.DRAFT)
    return list(drafts.annotate(open_questions=unanswered).order_by("-created_at")[:LINES])
