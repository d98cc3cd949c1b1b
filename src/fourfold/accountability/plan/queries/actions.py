"""Lists of actions: filtered, sorted, with what one line of a list shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    DateField,
    Exists,
    Expression,
    F,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models import When as Is

from fourfold.accountability.plan.domain.dates import SOON_DAYS
from fourfold.accountability.plan.domain.states import BY_URGENCY, Part, PlanState, Status
from fourfold.accountability.plan.models import Action, ActionAgency, Timescale
from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.trust.partnership.domain.roles import Standing


class When(StrEnum):
    """Which actions a list shows, by their next date."""

    OVERDUE = "overdue"
    SOON = "soon"

    @property
    def label(self) -> str:
        """The filter in words."""
        return {"overdue": "overdue", "soon": f"due in the next {SOON_DAYS} days"}[self.value]


class Sort(StrEnum):
    """The columns by which a list sorts; a minus before it turns it round."""

    NUMBER = "number"
    TITLE = "title"
    STATUS = "status"
    NEXT = "next"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """What a list of actions shows. Empty fields do not filter; all others must hold.

    `agency_ids` are the ids under which one body appears: its own and those of its predecessors.
    """

    plan_id: UUID | None = None
    strand: str = ""
    status: str = ""
    when: str = ""
    agency_ids: frozenset[UUID] = frozenset()
    mine: bool = False
    my_agency: bool = False
    sort: Sort = Sort.NUMBER
    descending: bool = False


def overdue(today: date, prefix: str = "") -> Q:
    """The filter for actions with an open date before `today` that are not complete."""
    return ~Q(**{f"{prefix}status": Status.COMPLETE}) & Q(
        **{f"{prefix}timescales__done_on__isnull": True, f"{prefix}timescales__date__lt": today}
    )


def with_what_a_line_shows(actions: QuerySet[Action]) -> QuerySet[Action]:
    """Actions with strand, officers, agencies and dates, in three queries whatever their number."""
    agencies = ActionAgency.objects.select_related("agency")
    return (
        actions.select_related("strand", "plan", "accountable_officer", "deputy")
        .prefetch_related(Prefetch("agencies", agencies), "timescales")
        .annotate(next_on=_next_on())
    )


def _next_on() -> Subquery:
    open_dates = Timescale.objects.filter(action=OuterRef("pk"), done_on__isnull=True, date__isnull=False)
    return Subquery(
        open_dates.order_by().values("action").annotate(first=Min("date")).values("first"), output_field=DateField()
    )


def actions_for_actor(actor: Standing, wanted: ActionFilter, *, today: date) -> QuerySet[Action]:
    """The actions of the plans the actor reads, filtered and sorted. Only live plans unless one is named."""
    actions = Action.objects.filter(plan__in=visible_plans(actor))
    if wanted.plan_id is not None:
        actions = actions.filter(plan_id=wanted.plan_id)
    else:
        actions = actions.filter(plan__state=PlanState.LIVE)
    actions = with_what_a_line_shows(actions.filter(_conditions(actor, wanted)))
    if wanted.when:
        actions = actions.exclude(status=Status.COMPLETE).filter(_when(When(wanted.when), today))
    return actions.order_by(*_order(wanted))


def actions_by_id(actor: Standing, action_ids: Iterable[UUID], *, onwards: bool = False) -> dict[UUID, Action]:
    """Those of these actions whose plan the actor reads, with what a line shows, in three queries.

    `onwards`: in place of an action of a version that was replaced, what goes on with it in the live one.
    """
    return {action.pk: action for action in with_what_a_line_shows(_by_id(actor, action_ids, onwards))}


def plain_actions(actor: Standing, action_ids: Iterable[UUID], *, onwards: bool = False) -> dict[UUID, Action]:
    """As `actions_by_id`, with strand and plan alone. One query."""
    found = _by_id(actor, action_ids, onwards).select_related("strand", "plan")
    return {action.pk: action for action in found}


def _by_id(actor: Standing, action_ids: Iterable[UUID], onwards: bool) -> QuerySet[Action]:
    ids = list(action_ids)
    visible = Action.objects.filter(plan__in=visible_plans(actor))
    if not onwards:
        return visible.filter(pk__in=ids)
    going_on = Action.objects.filter(
        plan__state=PlanState.LIVE, continues__old_action__in=ids, continues__proposed=False
    )
    replaced = Q(plan__state=PlanState.CLOSED, continued_by__proposed=False, continued_by__plan__state=PlanState.LIVE)
    old = Action.objects.filter(replaced, pk__in=ids)
    return visible.filter(Q(pk__in=ids) | Q(pk__in=going_on.values("pk"))).exclude(pk__in=old.values("pk"))


def _conditions(actor: Standing, wanted: ActionFilter) -> Q:
    conditions = Q()
    if wanted.strand:
        conditions &= Q(strand__kind=wanted.strand)
    if wanted.status:
        conditions &= Q(status=wanted.status)
    if wanted.agency_ids:
        conditions &= moved_by(wanted.agency_ids)
    if wanted.mine:
        conditions &= officer_is(actor)
    if wanted.my_agency:
        conditions &= moved_by(actor.agency_ids)
    return conditions


def moved_by(agency_ids: frozenset[UUID]) -> Q:
    """The filter for actions that one of these agencies leads or delivers."""
    moves = ActionAgency.objects.filter(
        action=OuterRef("pk"), part__in=[Part.LEAD, Part.DELIVERER], agency_id__in=agency_ids
    )
    return Q(Exists(moves))


def officer_is(actor: Standing) -> Q:
    """The filter for actions whose accountable officer or deputy is the actor. Never true without a person."""
    if actor.person_id is None:
        return Q(pk__in=[])
    return Q(accountable_officer=actor.person_id) | Q(deputy=actor.person_id)


def _when(when: When, today: date) -> Q:
    if when is When.OVERDUE:
        return Q(next_on__lt=today)
    return Q(next_on__gte=today, next_on__lte=today + timedelta(days=SOON_DAYS))


_COLUMNS: dict[Sort, Expression | F] = {
    Sort.NUMBER: F("strand__position"),
    Sort.TITLE: F("title"),
    Sort.STATUS: Case(*(Is(status=status, then=Value(place)) for place, status in enumerate(BY_URGENCY))),
    Sort.NEXT: F("next_on"),
    Sort.CHANGED: F("changed_at"),
}


def _order(wanted: ActionFilter) -> list[Any]:
    """The order, ending in something unique so that pages do not overlap. What has no date comes last."""
    column = _COLUMNS[wanted.sort]
    first = column.desc(nulls_last=True) if wanted.descending else column.asc(nulls_last=True)
    number = "-number" if wanted.descending and wanted.sort is Sort.NUMBER else "number"
    return [first, "strand__position", number, "plan__title", "pk"]
