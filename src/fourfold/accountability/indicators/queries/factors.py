"""A plan's success factors with what measures them: for the pages, the board pack and the public page."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from fourfold.accountability.indicators.models import FactorIndicator, Indicator
from fourfold.accountability.indicators.queries.series import ChartSeries, series_for_chart
from fourfold.accountability.indicators.queries.visibility import visible_indicators
from fourfold.accountability.plan.domain.states import PlanState, StrandKind
from fourfold.accountability.plan.queries import plans
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class MeasuredFactor:
    """A success factor of a plan in its own words, and the series of each indicator that measures it, in order."""

    id: UUID
    number: int
    text: str
    strand: StrandKind
    measures: Sequence[ChartSeries] = ()


@dataclass(frozen=True, slots=True)
class MeasuredStrand:
    """A strand with its factors."""

    kind: StrandKind
    aim: str
    factors: Sequence[MeasuredFactor] = ()


@dataclass(frozen=True, slots=True)
class MeasuredPlan:
    """A plan's success factors, strand by strand."""

    id: UUID
    title: str
    state: PlanState
    strands: Sequence[MeasuredStrand] = ()

    @property
    def pk(self) -> UUID:
        """The plan's id, as addresses of the plan room ask for it."""
        return self.id

    @property
    def factors(self) -> Iterator[MeasuredFactor]:
        """Every factor, in the plan's order."""
        return (factor for strand in self.strands for factor in strand.factors)


def factors_with_indicators(actor: Standing, plan_id: UUID, *, public_only: bool = False) -> MeasuredPlan:
    """Every success factor of a plan the actor reads, with the headline series of all its indicators.

    Seven queries whatever the number of factors, indicators and figures. `public_only` leaves out indicators that may
    not leave with the public page. Raises `NotFound`.
    """
    plan = plans.plan_for_actor(actor, plan_id)
    strands = plans.strands_with_factors(plan)
    links: dict[UUID, list[UUID]] = defaultdict(list)
    for factor_id, indicator_id in FactorIndicator.objects.filter(plan=plan.pk).values_list("factor", "indicator"):
        links[factor_id].append(indicator_id)
    series = series_for_chart(actor, {pk for linked in links.values() for pk in linked}, plan_id=plan.pk)
    shown = {pk: item for pk, item in series.items() if item.indicator.is_public or not public_only}
    return MeasuredPlan(
        plan.pk,
        plan.title,
        PlanState(plan.state),
        [
            MeasuredStrand(
                StrandKind(strand.kind),
                strand.aim,
                [
                    MeasuredFactor(
                        factor.pk,
                        factor.number,
                        factor.text,
                        StrandKind(strand.kind),
                        [shown[pk] for pk in links.get(factor.pk, []) if pk in shown],
                    )
                    for factor in strand.success_factors.all()
                ],
            )
            for strand in strands
        ],
    )


def factor_of(plan: MeasuredPlan, factor_id: UUID) -> MeasuredFactor:
    """One factor of a plan already fetched for the actor. Raises `NotFound`."""
    for factor in plan.factors:
        if factor.id == factor_id:
            return factor
    raise NotFound("plan.factor", factor_id)


def indicators_to_add(actor: Standing, plan_id: UUID, factor_id: UUID) -> list[Indicator]:
    """What could still measure a factor: the catalogue and the plan's own, without what measures it already."""
    taken = FactorIndicator.objects.filter(factor=factor_id).values("indicator")
    found = visible_indicators(actor).exclude(pk__in=taken)
    return [item for item in found if item.plan_id in (None, plan_id)]
