"""What waits for somebody today, and what has just moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from fourfold.accountability.plan.domain.dates import SOON_DAYS
from fourfold.accountability.plan.domain.states import Marking, PlanState, Status
from fourfold.accountability.plan.models import Action, Plan, Update
from fourfold.accountability.plan.queries.actions import ActionFilter, Sort, actions_for_actor
from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.trust.partnership.domain.roles import Standing

LINES = 5


@dataclass(frozen=True, slots=True)
class Glance:
    """One plan's statuses, counted."""

    plan: Plan
    counts: dict[Status, int]

    @property
    def total(self) -> int:
        """How many actions the plan has."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Today:
    """A person's own work: what waits for them, for their agency, what moved, and their plans at a glance."""

    mine: Sequence[Action]
    my_agency: Sequence[Action]
    moved: Sequence[Update]
    glances: Sequence[Glance]


def today_for_actor(actor: Standing, *, today: date) -> Today:
    """What the home page shows, in a bounded number of queries."""
    waiting = Q(next_on__lte=today + timedelta(days=SOON_DAYS)) | Q(status__in=[Status.AT_RISK, Status.OFF_TRACK])

    def lines(wanted: ActionFilter) -> list[Action]:
        return list(
            actions_for_actor(actor, wanted, today=today).exclude(status=Status.COMPLETE).filter(waiting)[:LINES]
        )

    return Today(
        mine=lines(ActionFilter(mine=True, sort=Sort.NEXT)),
        my_agency=lines(ActionFilter(my_agency=True, sort=Sort.NEXT)),
        moved=newest_updates(actor),
        glances=glances_for_actor(actor),
    )


def newest_updates(actor: Standing) -> Sequence[Update]:
    """The newest OFFICIAL updates of the live plans the actor reads."""
    updates = Update.objects.filter(
        plan__in=visible_plans(actor).filter(state=PlanState.LIVE), marking=Marking.OFFICIAL
    )
    return list(updates.select_related("action__strand", "author")[:LINES])


def glances_for_actor(actor: Standing) -> Sequence[Glance]:
    """Each live plan the actor reads, with its statuses counted."""
    counted = (
        Action.objects.filter(plan__in=visible_plans(actor), plan__state=PlanState.LIVE)
        .order_by()
        .values("plan", "status")
        .annotate(number=Count("pk"))
    )
    by_plan: dict[object, dict[Status, int]] = {}
    for row in counted:
        by_plan.setdefault(row["plan"], dict.fromkeys(Status, 0))[Status(row["status"])] = row["number"]
    plans = visible_plans(actor).filter(state=PlanState.LIVE)
    return [Glance(plan, by_plan.get(plan.pk, dict.fromkeys(Status, 0))) for plan in plans[:LINES]]
