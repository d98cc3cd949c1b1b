"""A plan along time, as a picture and as the same facts in a table."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.accountability.plan.presenters.lines import plan_links
from fourfold.accountability.plan.presenters.page import parts_of
from fourfold.accountability.plan.presenters.timeline import picture_of
from fourfold.accountability.plan.queries.plans import plan_for_actor, strands_on_a_timeline
from fourfold.ground.kernel import clock
from fourfold.trust.access.middleware import standing


@require_safe
def timeline(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Months across, actions down, grouped by strand."""
    day = clock.today()
    plan = plan_for_actor(standing(request), plan_id)
    context = {
        "plan": plan,
        "picture": picture_of(plan, strands_on_a_timeline(plan), day=day),
        "parts": parts_of(plan, "timeline"),
        "trail": plan_links(plan),
        "day": day,
    }
    return render(request, "plan/timeline.html", context)
