"""The success factors of a plan, and one of them with everything that measures it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.accountability.indicators import policies
from fourfold.accountability.indicators.operations.shaping import proposed
from fourfold.accountability.indicators.presenters.factors import indicator_line, strand_sections, summary_of
from fourfold.accountability.indicators.queries.factors import factor_of, factors_with_indicators
from fourfold.accountability.indicators.views.places import factor_trail, plan_trail
from fourfold.accountability.plan.presenters.page import parts_of
from fourfold.trust.access.middleware import standing


@require_safe
def factors(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What the plan looks like where it works, strand by strand, and whether the figures say so."""
    actor = standing(request)
    plan = factors_with_indicators(actor, plan_id)
    may_shape = policies.shape(actor, plan.state)
    context = {
        "plan": plan,
        "parts": parts_of(plan, "factors"),
        "strands": strand_sections(plan),
        "summary": summary_of(plan),
        "may_shape": may_shape,
        "to_match": len(proposed(plan)) if may_shape else 0,
        "trail": plan_trail(plan.id, plan.title)[:-1],
    }
    return render(request, "indicators/factors.html", context)


@require_safe
def factor(request: HttpRequest, plan_id: UUID, factor_id: UUID) -> HttpResponse:
    """One success factor: each of its indicators, and what must be read together."""
    actor = standing(request)
    plan = factors_with_indicators(actor, plan_id)
    found = factor_of(plan, factor_id)
    context = {
        "plan": plan,
        "factor": found,
        "lines": [indicator_line(plan.id, item) for item in found.measures],
        "may_shape": policies.shape(actor, plan.state),
        "trail": factor_trail(plan.id, plan.title, found)[:-1],
    }
    return render(request, "indicators/factor.html", context)
