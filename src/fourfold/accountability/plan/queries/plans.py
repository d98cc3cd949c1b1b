"""Plans, their strands and the plan on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, Prefetch, Q, QuerySet, Value, When

from fourfold.accountability.plan.domain.states import PlanState, Status
from fourfold.accountability.plan.models import Plan, Question, SourceDocument, Strand, SuccessFactor
from fourfold.accountability.plan.queries.actions import overdue, with_what_a_line_shows
from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.queries import related_users
from fourfold.trust.partnership.domain.roles import Standing


def plans_for_actor(actor: Standing, *, today: date) -> QuerySet[Plan]:
    """The plans the actor reads, live ones first, each with counts of its actions as of `today`."""
    complete = Q(actions__status=Status.COMPLETE)
    order = {PlanState.LIVE: 0, PlanState.DRAFT: 1, PlanState.CLOSED: 2}
    return (
        visible_plans(actor)
        .annotate(
            action_count=Count("actions", distinct=True),
            complete_count=Count("actions", filter=complete, distinct=True),
            overdue_count=Count("actions", filter=overdue(today, prefix="actions__"), distinct=True),
        )
        .order_by(_state_order(order), "title", "pk")
    )


def _state_order(order: dict[PlanState, int]) -> Case:
    return Case(*(When(state=state, then=Value(place)) for state, place in order.items()), default=Value(9))


def plan_for_actor(actor: Standing, plan_id: UUID) -> Plan:
    """One plan. Raises `NotFound`."""
    plan = visible_plans(actor).filter(pk=plan_id).first()
    if plan is None:
        raise NotFound("plan", plan_id)
    return plan


def strands_on_a_page(plan: Plan) -> Sequence[Strand]:
    """The four strands of a plan already fetched for the actor, with every action as a line and the factors.

    A bounded number of queries, whatever the number of actions or updates.
    """
    actions = with_what_a_line_shows(plan.actions.all())
    factors = SuccessFactor.objects.order_by("number")
    strands = Strand.objects.filter(plan=plan).prefetch_related(
        Prefetch("actions", actions), Prefetch("success_factors", factors)
    )
    return list(strands)


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
    source: SourceDocument
    questions: Sequence[Question]

    @property
    def open_count(self) -> int:
        """How many questions wait for an answer."""
        return sum(1 for question in self.questions if not question.answer)


def review_for_actor(actor: Standing, plan_id: UUID) -> Review:
    """How a plan's document was read. Raises `NotFound` for a plan without one."""
    plan = plan_for_actor(actor, plan_id)
    source = SourceDocument.objects.filter(plan=plan).select_related("imported_by").first()
    if source is None:
        raise NotFound("plan.source", plan_id)
    return Review(plan, source, list(Question.objects.filter(plan=plan).select_related("answered_by")))


def readers_of(plan: Plan) -> list[UUID]:
    """The user ids in the audience of a plan already fetched for a coordinator."""
    return related_users(kind="audience", subject_kind="plan", subject_id=plan.pk)
