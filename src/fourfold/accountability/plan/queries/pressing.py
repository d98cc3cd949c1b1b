"""What presses in the plans an actor reads: dates that come or have passed, steps, and actions without news.

Plain values for rooms that remind, in a bounded number of queries whatever the number of actions.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import DateTimeField, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from fourfold.accountability.plan.domain.states import (
    Audience,
    Marking,
    Part,
    PlanState,
    Status,
    StrandKind,
    TimescaleKind,
)
from fourfold.accountability.plan.models import Action, ActionAgency, Milestone, Timescale, Update
from fourfold.accountability.plan.queries.visibility import readable_updates, visible_plans
from fourfold.ground.kernel.clock import LONDON
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an action that is not done."""

    title: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Pressing:
    """An action of a live plan for the partnership that is not complete.

    `due` and `review` are the earliest open dates; `steps` those that come or have passed; `news_at` is when
    something was last said of it, or its plan was published. `leads` and `delivers` are ids of agencies as the plan
    names them.
    """

    action_id: UUID
    reference: str
    title: str
    status: Status
    officer_id: UUID | None
    deputy_id: UUID | None
    news_at: datetime
    due: date | None
    review: date | None
    steps: tuple[Step, ...]
    leads: frozenset[UUID]
    delivers: frozenset[UUID]


def pressing_actions(actor: Standing, *, today: date, ahead: timedelta, quiet: timedelta) -> list[Pressing]:
    """Actions with an open date up to `today + ahead`, or of which nothing was said for `quiet`. Four queries."""
    until, since = today + ahead, datetime.combine(today - quiet, time.min, tzinfo=LONDON)
    said = Update.objects.filter(action=OuterRef("pk"), marking=Marking.OFFICIAL).order_by("-at").values("at")[:1]
    news = Coalesce(Subquery(said), "plan__published_at", "changed_at", output_field=DateTimeField())
    is_open = Q(done_on__isnull=True)
    dated = Timescale.objects.filter(is_open, date__lte=until).values("action_id")
    stepped = Milestone.objects.filter(is_open, due_on__lte=until).values("action_id")
    live = visible_plans(actor).filter(state=PlanState.LIVE, audience=Audience.PARTNERSHIP)
    rows = (
        Action.objects.filter(plan__in=live)
        .exclude(status=Status.COMPLETE)
        .annotate(news_at=news)
        .filter(Q(pk__in=dated) | Q(pk__in=stepped) | Q(news_at__lt=since))
        .order_by("plan__title", "plan_id", "strand__position", "number")
        .values_list(
            *("pk", "strand__kind", "number", "title", "status", "accountable_officer_id", "deputy_id", "news_at")
        )
    )
    found = list(rows)
    around = _Around([row[0] for row in found], until)
    return [
        Pressing(
            action_id=pk,
            reference=f"{StrandKind(kind).label} {number}",
            title=title,
            status=Status(status),
            officer_id=officer,
            deputy_id=deputy,
            news_at=news_at,
            due=around.dates.get((pk, TimescaleKind.DUE)),
            review=around.dates.get((pk, TimescaleKind.REVIEW)),
            steps=tuple(around.steps[pk]),
            leads=frozenset(around.parts[pk, Part.LEAD]),
            delivers=frozenset(around.parts[pk, Part.DELIVERER]),
        )
        for pk, kind, number, title, status, officer, deputy, news_at in found
    ]


class _Around:
    """Dates, steps and agencies of these actions, in a query each."""

    def __init__(self, keys: Collection[UUID], until: date) -> None:
        open_dates = Timescale.objects.filter(action__in=keys, done_on__isnull=True, date__isnull=False)
        first = open_dates.order_by("-date").values_list("action_id", "kind", "date")
        self.dates: dict[tuple[UUID, str], date] = {(pk, kind): on for pk, kind, on in first if on}
        self.steps: dict[UUID, list[Step]] = defaultdict(list)
        steps = Milestone.objects.filter(action__in=keys, done_on__isnull=True, due_on__lte=until)
        for pk, title, due_on in steps.order_by("due_on", "pk").values_list("action_id", "title", "due_on"):
            self.steps[pk].append(Step(title, due_on))
        self.parts: dict[tuple[UUID, str], set[UUID]] = defaultdict(set)
        parts = ActionAgency.objects.filter(action__in=keys, agency__isnull=False)
        for pk, part, agency in parts.order_by().values_list("action_id", "part", "agency_id"):
            if agency:
                self.parts[pk, part].add(agency)


def last_words(actor: Standing, person_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each of these people last posted an update that the actor reads. One query."""
    said = readable_updates(actor).filter(author__in=list(person_ids)).order_by()
    return {author: at for author, at in said.values_list("author").annotate(at=Max("at")) if author}
