"""The first wall: which indicators an actor reads. Row-level security (`rls.sql`) is the second, and agrees."""

from uuid import UUID

from django.db.models import Q, QuerySet

from fourfold.accountability.indicators.models import Indicator
from fourfold.accountability.indicators.policies import IndicatorFacts
from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.partnership.domain.roles import Standing


def visible_indicators(actor: Standing) -> QuerySet[Indicator]:
    """The catalogue, and the plans' own indicators of the plans that the actor reads."""
    if not actor.is_active:
        return Indicator.objects.none()
    return Indicator.objects.filter(Q(plan__isnull=True) | Q(plan__in=visible_plans(actor))).select_related("owner")


def indicator_for_actor(actor: Standing, plan_id: UUID, indicator_id: UUID) -> Indicator:
    """An indicator as it stands in a plan: of the catalogue, or the plan's own. Raises `NotFound`."""
    found = visible_indicators(actor).filter(Q(plan__isnull=True) | Q(plan=plan_id), pk=indicator_id).first()
    if found is None:
        raise NotFound("indicator", indicator_id)
    return found


def facts_of(indicator: Indicator) -> IndicatorFacts:
    """What the policy asks of an indicator. Uses the owner where it was fetched with it."""
    return IndicatorFacts(indicator.owner_id, indicator.owner.name, bool(indicator.measure))
