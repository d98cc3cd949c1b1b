"""One indicator in a plan: its places, its figures with their revisions, and how they came in."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from fourfold.accountability.indicators.domain.figures import Where
from fourfold.accountability.indicators.domain.kinds import DeliveryState
from fourfold.accountability.indicators.models import (
    Delivery,
    FactorIndicator,
    Indicator,
    Observation,
    Series,
    Yardstick,
)
from fourfold.accountability.indicators.queries.visibility import indicator_for_actor, visible_indicators
from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.partnership.domain.roles import Standing

PAGE = 50


def places_of(indicator: Indicator) -> list[Where]:
    """The series of an indicator already fetched for the actor that hold figures."""
    held = Observation.objects.filter(series=OuterRef("pk"), is_current=True)
    rows = Series.objects.filter(Exists(held), indicator=indicator)
    return [Where(place, breakdown) for place, breakdown in rows.values_list("place", "breakdown")]


def measures_factors(actor: Standing, plan_id: UUID, indicator: Indicator) -> list[tuple[UUID, str, str]]:
    """`(id, strand, text)` of each success factor of the plan that the indicator measures."""
    rows = FactorIndicator.objects.filter(plan__in=visible_plans(actor), plan=plan_id, indicator=indicator)
    return list(rows.values_list("factor", "factor__strand__kind", "factor__text"))


@dataclass(frozen=True, slots=True)
class Revisions:
    """One page of the figures as they were delivered, newest first. `has_older` says whether another follows."""

    rows: Sequence[Observation]
    has_older: bool


def revisions_of(indicator: Indicator, *, page: int = 1) -> Revisions:
    """What was delivered for an indicator already fetched for the actor, every revision. One query."""
    first = (page - 1) * PAGE
    rows = Observation.objects.filter(series__indicator=indicator).select_related("series", "by", "delivery")
    found = list(rows.order_by("-at", "-start", "series__place", "-revision")[first : first + PAGE + 1])
    return Revisions(found[:PAGE], len(found) > PAGE)


def yardsticks_of(actor: Standing, plan_id: UUID, indicator: Indicator) -> list[Yardstick]:
    """Every baseline and target that was set for an indicator in a plan, newest first."""
    rows = Yardstick.objects.filter(plan__in=visible_plans(actor), plan=plan_id, indicator=indicator)
    return list(rows.select_related("set_by")[:PAGE])


def waiting_delivery(actor: Standing, plan_id: UUID, indicator_id: UUID, delivery_id: UUID) -> Delivery:
    """A file that waits to be checked, with its indicator. Raises `NotFound`."""
    indicator = indicator_for_actor(actor, plan_id, indicator_id)
    found = Delivery.objects.filter(pk=delivery_id, indicator=indicator, state=DeliveryState.WAITING).first()
    if found is None:
        raise NotFound("indicator.delivery", delivery_id)
    found.indicator = indicator
    return found


def catalogue_ids(actor: Standing) -> dict[str, UUID]:
    """The id of each indicator of the catalogue by its key."""
    return dict(visible_indicators(actor).filter(plan__isnull=True).values_list("key", "pk"))
