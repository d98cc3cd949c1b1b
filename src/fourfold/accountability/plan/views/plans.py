"""Plans: the list of them, a plan on a page, a strand."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.states import PlanState, StrandKind
from fourfold.accountability.plan.presenters import page
from fourfold.accountability.plan.presenters.lines import line_of, plan_links
from fourfold.accountability.plan.presenters.lists import STRAND_COLUMNS
from fourfold.accountability.plan.queries import plans as queries
from fourfold.accountability.plan.queries.versions import versions_beside
from fourfold.ground.kernel import clock
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.middleware import standing


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every plan that one reads."""
    actor = standing(request)
    found = queries.plans_for_actor(actor, today=clock.today())
    context = {"plans": [page.plan_card(plan) for plan in found], "may_coordinate": policies.coordinate(actor)}
    return render(request, "plan/plans.html", context)


@require_safe
def on_a_page(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The four strands at a glance."""
    actor, day = standing(request), clock.today()
    plan = queries.plan_for_actor(actor, plan_id)
    columns = page.columns(queries.strands_on_a_page(plan), today=day)
    neighbours = versions_beside(actor, plan)
    context = {
        "plan": plan,
        "version_lines": page.version_lines(plan, neighbours),
        "may_begin_next": plan.state == PlanState.LIVE and neighbours.after is None,
        "facts": page.facts_of(plan),
        "parts": page.parts_of(plan, "plan"),
        "columns": columns,
        "tally": page.tally_of_lines(plan, (line for column in columns for line in column.actions)),
        "action_count": sum(len(column.actions) for column in columns),
        "is_draft": plan.state == PlanState.DRAFT,
        "has_source": plan.has_source,  # type: ignore[attr-defined]
        "may_coordinate": policies.coordinate(actor),
        "day": day,
    }
    return render(request, "plan/plan.html", context)


@require_safe
def strand(request: HttpRequest, plan_id: UUID, kind: str) -> HttpResponse:
    """One strand: its aim, its actions, its success factors."""
    actor, day = standing(request), clock.today()
    plan = queries.plan_for_actor(actor, plan_id)
    if kind not in list(StrandKind):
        raise NotFound("plan.strand", plan_id)
    found = queries.strand_of_kind(plan, StrandKind(kind))
    lines = [line_of(action, today=day) for action in found.actions.all()]
    context = {
        "plan": plan,
        "strand": page.strand_column(found, lines, found.success_factors.all()),
        "parts": page.strand_parts(plan, StrandKind(kind)),
        "trail": plan_links(plan),
        "headers": [{"label": column.label} for column in STRAND_COLUMNS],
        "tally": page.tally_of_lines(plan, lines, strand=kind),
    }
    return render(request, "plan/strand.html", context)
