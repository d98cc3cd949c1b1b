"""Plans, their strands and the plan on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When

from fourfold.accountability.plan.domain.states import Audience, PlanState, Status, StrandKind
from fourfold.accountability.plan.models import Plan, Question, SourceDocument, Strand, SuccessFactor
from fourfold.accountability.plan.queries.actions import overdue, with_what_a_line_shows
from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.ground.kernel.clock import LONDON
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.trust.access.queries import related_users
from fourfold.trust.partnership.domain.roles import Standing

LATELY_DAYS = 30
"""How far back counts are compared."""


def plans_for_actor(actor: Standing, *, today: date) -> QuerySet[Plan]:
    """The plans the actor reads, live ones first, each with counts of its actions as of `today`.

    `action_count`, `overdue_count` and one count a status (`at_risk_count`); `complete_lately` and
    `overdue_lately` are those that became so in the last `LATELY_DAYS` days.
    """
    before = today - timedelta(days=LATELY_DAYS)
    since = datetime.combine(before, time.min, tzinfo=LONDON)
    late, late_before = overdue(today, prefix="actions__"), overdue(before, prefix="actions__")
    complete_lately = Q(actions__status=Status.COMPLETE, actions__status_since__gte=since)
    return (
        visible_plans(actor)
        .annotate(
            action_count=Count("actions", distinct=True),
            complete_lately=Count("actions", filter=complete_lately, distinct=True),
            overdue_count=Count("actions", filter=late, distinct=True),
            overdue_lately=Count("actions", filter=late, distinct=True)
            - Count("actions", filter=late_before, distinct=True),
            **{
                count_name(status): Count("actions", filter=Q(actions__status=status), distinct=True)
                for status in Status
            },
        )
        .order_by(_state_order(), "title", "pk")
    )


def count_name(status: Status) -> str:
    """The name under which a plan of `plans_for_actor` carries the count of a status."""
    return f"{status.name.lower()}_count"


def _state_order() -> Case:
    order = {PlanState.LIVE: 0, PlanState.DRAFT: 1, PlanState.CLOSED: 2}
    return Case(*(When(state=state, then=Value(place)) for state, place in order.items()), default=Value(9))


def plan_for_actor(actor: Standing, plan_id: UUID) -> Plan:
    """One plan, with `has_source`: whether it was imported. Raises `NotFound`."""
    imported = Exists(SourceDocument.objects.filter(plan=OuterRef("pk")))
    plan = visible_plans(actor).filter(pk=plan_id).annotate(has_source=imported).first()
    if plan is None:
        raise NotFound("plan", plan_id)
    return plan


def plans_to_choose(actor: Standing, asked: str | None, *, only_live: bool = True) -> list[Plan]:
    """The plans that a list or a search may keep to, and the one that was asked for in whatever state.

    Raises `NotFound` if that is absent or hidden, or is no id at all.
    """
    plans = list(visible_plans(actor))
    if asked and asked not in {str(plan.pk) for plan in plans}:
        raise NotFound("plan")
    return [plan for plan in plans if plan.state == PlanState.LIVE or not only_live or str(plan.pk) == asked]


def strands_on_a_page(plan: Plan) -> Sequence[Strand]:
    """The four strands of a plan already fetched for the actor, with every action as a line and the factors.

    A bounded number of queries, whatever the number of actions or updates.
    """
    actions = with_what_a_line_shows(plan.actions.all())
    strands = Strand.objects.filter(plan=plan).prefetch_related(
        Prefetch("actions", actions), Prefetch("success_factors", SuccessFactor.objects.order_by("number"))
    )
    return list(strands)


def strands_on_a_timeline(plan: Plan) -> Sequence[Strand]:
    """The four strands of a plan already fetched for the actor, with every action, its dates and its milestones."""
    actions = with_what_a_line_shows(plan.actions.all()).prefetch_related("milestones")
    return list(Strand.objects.filter(plan=plan).prefetch_related(Prefetch("actions", actions)))


def strands_with_factors(plan: Plan) -> Sequence[Strand]:
    """The four strands of a plan already fetched for the actor, with their success factors."""
    factors = SuccessFactor.objects.order_by("number")
    return list(Strand.objects.filter(plan=plan).prefetch_related(Prefetch("success_factors", factors)))


def strand_of_kind(plan: Plan, kind: StrandKind) -> Strand:
    """One strand of a plan already fetched for the actor, with its actions as lines and its factors."""
    actions = with_what_a_line_shows(plan.actions.all())
    factors = SuccessFactor.objects.order_by("number")
    strands = Strand.objects.prefetch_related(Prefetch("actions", actions), Prefetch("success_factors", factors))
    return strands.get(plan=plan, kind=kind)


def strand_for_actor(actor: Standing, strand_id: UUID) -> Strand:
    """One strand of a plan the actor reads. Raises `NotFound`."""
    strand = Strand.objects.select_related("plan").filter(pk=strand_id, plan__in=visible_plans(actor)).first()
    if strand is None:
        raise NotFound("plan.strand", strand_id)
    return strand


@dataclass(frozen=True, slots=True)
class Review:
    """An import to be reviewed: the draft, the document it came from, and its questions in order."""

    plan: Plan
    source: SourceDocument | None
    questions: Sequence[Question]

    @property
    def open_count(self) -> int:
        """How many questions wait for an answer."""
        return sum(1 for question in self.questions if not question.answer)


def review_for_actor(actor: Standing, plan_id: UUID) -> Review:
    """How a plan's document was read, if it came from one. Raises `NotFound`."""
    plan = plan_for_actor(actor, plan_id)
    source = SourceDocument.objects.filter(plan=plan).select_related("imported_by").first()
    return Review(plan, source, list(Question.objects.filter(plan=plan).select_related("answered_by")))


def open_questions(plan: Plan) -> int:
    """How many questions of the import of a plan already fetched for the actor wait for an answer."""
    return Question.objects.filter(plan=plan, answer="").count()


def readers_of(plan: Plan) -> list[UUID]:
    """The user ids in the audience of a plan already fetched for a coordinator."""
    return related_users(kind="audience", subject_kind="plan", subject_id=plan.pk)


def strands_of(plan: Plan) -> Sequence[Strand]:
    """The strands of a plan already fetched for the actor, without their actions."""
    return list(Strand.objects.filter(plan=plan))


def plan_named(actor: Standing, name: str) -> Plan:
    """A plan by its id or its exact title. Raises `NotFound`, and `BadInput` where several bear the title."""
    try:
        return plan_for_actor(actor, UUID(name))
    except ValueError:
        found = list(visible_plans(actor).filter(title=name)[:20])
    if not found:
        raise NotFound("plan")
    if len(found) > 1:
        ids = ", ".join(f"{plan.pk} ({PlanState(plan.state).label.lower()})" for plan in found)
        raise BadInput.one(f"{len(found)} plans bear this title. Name one by its id: {ids}.")
    return found[0]


def strands_to_choose(actor: Standing) -> list[tuple[UUID, str]]:
    """The strands of the live plans that everyone reads, as a form offers them. One query."""
    live = visible_plans(actor).filter(state=PlanState.LIVE, audience=Audience.PARTNERSHIP)
    strands = Strand.objects.filter(plan__in=live).select_related("plan").order_by("plan__title", "position")
    return [(strand.pk, f"{strand.label}: {strand.plan.title}") for strand in strands]
