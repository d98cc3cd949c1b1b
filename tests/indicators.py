"""The catalogue and a plan with a measured factor, for tests of indicators."""

from dataclasses import dataclass
from uuid import UUID

from tests import plans
from tests.people import Cast

from fourfold.accountability.indicators.models import Indicator
from fourfold.accountability.indicators.operations.catalogue import register_indicators
from fourfold.accountability.indicators.operations.shaping import match_factors
from fourfold.accountability.plan.domain.states import Audience, StrandKind
from fourfold.accountability.plan.models import Strand, SuccessFactor
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import INSTALLATION

TEXTS = {
    StrandKind.PREVENT: ["Young people fear gangs and knives less", "Something that no catalogue knows"],
    StrandKind.PURSUE: ["Reduction in youth violence"],
    StrandKind.PREPARE: ["Victim support offered"],
}


@dataclass(frozen=True)
class MeasuredPlan:
    """A live plan with four factors, three of them matched with the catalogue."""

    plan_id: UUID
    factors: dict[str, UUID]
    indicators: dict[str, UUID]

    def page(self, key: str, rest: str = "") -> str:
        """The address of an indicator's page."""
        return f"/plans/{self.plan_id}/indicators/{self.indicators[key]}/{rest}"


def register() -> None:
    """The catalogue with its open series."""
    with acting_as(INSTALLATION.actor):
        register_indicators(actor=INSTALLATION, now=now())


def measured_plan(people: Cast, *, audience: Audience = Audience.PARTNERSHIP) -> MeasuredPlan:
    """Register the catalogue, make a plan with factors, and match them."""
    register()
    made = plans.make(people, audience=audience)
    with people.cora.acting() as cora:
        factors = {}
        for kind, texts in TEXTS.items():
            strand = Strand.objects.get(plan_id=made.plan_id, kind=kind)
            rows = [
                SuccessFactor(plan_id=made.plan_id, strand=strand, number=number, text=text)
                for number, text in enumerate(texts, start=1)
            ]
            factors |= {row.text: row.pk for row in SuccessFactor.objects.bulk_create(rows)}
        match_factors(actor=cora, now=now(), plan_id=made.plan_id)
        indicators = dict(Indicator.objects.filter(plan__isnull=True).values_list("key", "pk"))
    return MeasuredPlan(made.plan_id, factors, indicators)
