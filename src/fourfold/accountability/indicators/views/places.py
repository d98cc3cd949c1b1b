"""Where a page of this room stands: its plan, the way to it, and the pages beside it."""

from typing import Any, Protocol
from uuid import UUID

from django.urls import reverse

from fourfold.accountability.indicators.models import Indicator
from fourfold.accountability.indicators.queries.factors import MeasuredFactor


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


class PlanLike(Protocol):
    """A plan as far as the pages of its indicators need it."""

    title: str

    @property
    def pk(self) -> Any:
        """The plan's id."""


def indicator_page(plan: PlanLike, indicator: Indicator) -> dict[str, Any]:
    """What every page of an indicator shows: plan, trail, and where it is."""
    return {
        "plan_id": plan.pk,
        "plan_title": plan.title,
        "indicator": indicator,
        "here": reverse("indicators:indicator", args=[plan.pk, indicator.pk]),
        "trail": plan_trail(plan.pk, plan.title),
    }
