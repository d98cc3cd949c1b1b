"""Where a page of this room stands: its plan, the way to it, and the pages beside it."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from fourfold.accountability.indicators.models import Indicator
from fourfold.accountability.indicators.queries.factors import MeasuredFactor
from fourfold.accountability.plan.queries.plans import plan_for_actor
from fourfold.trust.partnership.domain.roles import Standing


def plan_trail(plan_id: UUID, title: str) -> list[dict[str, str]]:
    """From the list of plans down to the plan's success factors."""
    return [
        {"text": "Plans", "href": reverse("plan:plans")},
        {"text": title, "href": reverse("plan:plan", args=[plan_id])},
        {"text": "Success factors", "href": reverse("indicators:factors", args=[plan_id])},
    ]


def factor_trail(plan_id: UUID, title: str, factor: MeasuredFactor) -> list[dict[str, str]]:
    """Down to one of its success factors."""
    href = reverse("indicators:factor", args=[plan_id, factor.id])
    return [*plan_trail(plan_id, title), {"text": f"{factor.strand.label} {factor.number}", "href": href}]


def indicator_page(actor: Standing, plan_id: UUID, indicator: Indicator) -> dict[str, Any]:
    """What every page of an indicator shows: plan, trail, and where it is."""
    plan = plan_for_actor(actor, plan_id)
    return {
        "plan_id": plan_id,
        "plan_title": plan.title,
        "indicator": indicator,
        "here": reverse("indicators:indicator", args=[plan_id, indicator.pk]),
        "trail": plan_trail(plan_id, plan.title),
    }
