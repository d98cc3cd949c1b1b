"""The success factors of a plan, one at a time."""

from uuid import UUID

from fourfold.accountability.plan.models import Continuation, SuccessFactor
from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.partnership.domain.roles import Standing


def factor_for_actor(actor: Standing, factor_id: UUID) -> SuccessFactor:
    """One success factor with its plan and strand. Raises `NotFound`."""
    found = SuccessFactor.objects.select_related("plan", "strand").filter(pk=factor_id, plan__in=visible_plans(actor))
    factor = found.first()
    if factor is None:
        raise NotFound("plan.success-factor", factor_id)
    return factor


def continues_any(factor: SuccessFactor) -> bool:
    """Whether a success factor already fetched for the actor continues one of the version before."""
    return Continuation.objects.filter(factor=factor).exists()
