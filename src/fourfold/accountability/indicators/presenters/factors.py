"""The success factors of a plan: each with the first of its indicators, and what it says."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from markupsafe import Markup

from fourfold.accountability.indicators.domain.periods import Frequency
from fourfold.accountability.indicators.domain.places import places
from fourfold.accountability.indicators.domain.runs import runs_of
from fourfold.accountability.indicators.presenters.sparkline import sparkline
from fourfold.accountability.indicators.presenters.words import change_of, latest_of, no_data, target_of
from fourfold.accountability.indicators.queries.factors import MeasuredFactor, MeasuredPlan
from fourfold.accountability.indicators.queries.series import ChartSeries
from fourfold.ground.web.wording import plural


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator in a few words beside its shape. `no_data` is empty where there are figures."""

    id: UUID
    title: str
    href: str
    spark: Markup
    place: str
    latest: str
    change: str
    target: str
    no_data: str
    pairing: str
    supplier: str


@dataclass(frozen=True, slots=True)
class FactorCard:
    """A success factor in the plan's words, with the first indicator that measures it and how many follow."""

    id: UUID
    number: int
    text: str
    strand: str
    href: str
    first: IndicatorLine | None
    more: str


def indicator_line(plan_id: UUID, series: ChartSeries) -> IndicatorLine:
    """An indicator as a list shows it."""
    indicator = series.indicator
    target = series.target.value if series.target else None
    latest = latest_of(series)
    return IndicatorLine(
        id=indicator.pk,
        title=indicator.title,
        href=reverse("indicators:indicator", args=[plan_id, indicator.pk]),
        spark=sparkline(runs_of(Frequency(indicator.frequency), series.figures), target),
        place=places()[series.where.place].name,
        latest=latest,
        change=change_of(series),
        target=target_of(series),
        no_data="" if latest else no_data(indicator),
        pairing=indicator.pairing,
        supplier=indicator.owner.name,
    )


def factor_card(plan_id: UUID, factor: MeasuredFactor) -> FactorCard:
    """A factor as the plan's page of factors shows it. An indicator with figures goes before one without."""
    shown = next((item for item in factor.measures if item.latest is not None), None)
    shown = shown or next(iter(factor.measures), None)
    others = len(factor.measures) - 1
    return FactorCard(
        id=factor.id,
        number=factor.number,
        text=factor.text,
        strand=factor.strand.label,
        href=reverse("indicators:factor", args=[plan_id, factor.id]),
        first=indicator_line(plan_id, shown) if shown else None,
        more=plural(others, "more indicator") if others > 0 else "",
    )


def strand_sections(plan: MeasuredPlan) -> list[dict[str, Any]]:
    """The strands with their factors."""
    return [
        {
            "name": strand.kind.label,
            "aim": strand.aim,
            "href": reverse("plan:strand", args=[plan.id, strand.kind.value]),
            "factors": [factor_card(plan.id, factor) for factor in strand.factors],
        }
        for strand in plan.strands
    ]


def summary_of(plan: MeasuredPlan) -> str:
    """How many factors have figures: `3 of 21 success factors have figures; 18 wait for their agencies`."""
    factors = list(plan.factors)
    shown = sum(1 for factor in factors if any(item.latest for item in factor.measures))
    text = f"{shown} of {plural(len(factors), 'success factor')} {'has' if shown == 1 else 'have'} figures"
    unmatched = sum(1 for factor in factors if not factor.measures)
    waiting = len(factors) - shown - unmatched
    parts = [text]
    if waiting:
        parts.append(f"{waiting} {'waits' if waiting == 1 else 'wait'} for the agencies that supply them")
    if unmatched:
        parts.append(f"{unmatched} {'has' if unmatched == 1 else 'have'} no indicator yet")
    return "; ".join(parts) + "."
