"""The current figures of series, in a bounded number of queries however many indicators are asked for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from fourfold.accountability.indicators.domain.figures import Figure, Where
from fourfold.accountability.indicators.domain.kinds import YardstickKind
from fourfold.accountability.indicators.models import Indicator, Observation, Series, Yardstick
from fourfold.accountability.indicators.queries.visibility import visible_indicators
from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.ground.kernel.measures import Unit
from fourfold.ground.kernel.periods import Period
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One series with its current figures in order of time, and what they are held against in the plan."""

    indicator: Indicator
    where: Where
    figures: Sequence[Figure] = ()
    baseline: Yardstick | None = None
    target: Yardstick | None = None
    is_rate: bool = False
    """Whether the figures were turned into rates per 1,000 residents."""
    revised: frozenset[Period] = frozenset()
    """The periods whose figure replaced another."""

    @property
    def unit(self) -> Unit:
        """What the figures count in."""
        return Unit.PER_1000 if self.is_rate else Unit(self.indicator.unit)

    @property
    def latest(self) -> Figure | None:
        """The newest figure that has a value and is complete; else the newest that has a value."""
        valued = [figure for figure in self.figures if figure.value is not None]
        whole = [figure for figure in valued if figure.complete]
        found = whole or valued
        return found[-1] if found else None


def series_for_chart(
    actor: Standing,
    indicator_ids: Iterable[UUID],
    *,
    plan_id: UUID | None = None,
    place: str = "",
    breakdown: str = "",
) -> dict[UUID, ChartSeries]:
    """The series of each indicator that the actor reads, at `place` (empty: each indicator's headline place).

    One without figures has an empty `figures`. Baselines and targets are those of `plan_id`. Three queries.
    """
    indicators = list(visible_indicators(actor).filter(pk__in=list(indicator_ids)))
    wanted = [(item, Where(place or item.place, breakdown)) for item in indicators]
    return {series.indicator.pk: series for series in _filled(actor, wanted, plan_id)}


def series_at(actor: Standing, indicator: Indicator, places: Sequence[Where], *, plan_id: UUID) -> list[ChartSeries]:
    """The series of an indicator already fetched for the actor, at each of `places`. Two queries."""
    return _filled(actor, [(indicator, where) for where in places], plan_id)


def _filled(actor: Standing, wanted: Sequence[tuple[Indicator, Where]], plan_id: UUID | None) -> list[ChartSeries]:
    rows = _current(wanted)
    yardsticks = newest_yardsticks(actor, plan_id, [item.pk for item, _where in wanted]) if plan_id else {}
    found = []
    for item, where in wanted:
        mine = rows.get((item.pk, where), [])
        against = yardsticks.get((item.pk, where.place), {})
        found.append(
            ChartSeries(
                item,
                where,
                [figure_of(row) for row in mine],
                against.get(YardstickKind.BASELINE),
                against.get(YardstickKind.TARGET),
                revised=frozenset(Period(row.start, row.end) for row in mine if row.revision > 1),
            )
        )
    return found


def _current(wanted: Sequence[tuple[Indicator, Where]]) -> dict[tuple[UUID, Where], list[Observation]]:
    """The current figures of each indicator at each place that is wanted, in order of time. One query."""
    rows = Observation.objects.filter(
        is_current=True,
        series__indicator__in=[item.pk for item, _where in wanted],
        series__place__in={where.place for _item, where in wanted},
        series__breakdown__in={where.breakdown for _item, where in wanted},
    ).select_related("series")
    found: dict[tuple[UUID, Where], list[Observation]] = defaultdict(list)
    for row in rows.order_by("start"):
        found[row.series.indicator_id, Where(row.series.place, row.series.breakdown)].append(row)
    return found


def newest_yardsticks(
    actor: Standing, plan_id: UUID, indicator_ids: Iterable[UUID]
) -> dict[tuple[UUID, str], dict[YardstickKind, Yardstick]]:
    """The baseline and target in force of each indicator and place of a plan that the actor reads. One query."""
    rows = (
        Yardstick.objects.filter(plan__in=visible_plans(actor), plan=plan_id, indicator__in=list(indicator_ids))
        .order_by("indicator_id", "place", "kind", "-set_at", "-pk")
        .distinct("indicator_id", "place", "kind")
    )
    found: dict[tuple[UUID, str], dict[YardstickKind, Yardstick]] = defaultdict(dict)
    for row in rows:
        if row.value is not None:
            found[row.indicator_id, row.place][YardstickKind(row.kind)] = row
    return found


@dataclass(frozen=True, slots=True)
class KnownSeries:
    """Every current figure of an indicator, series by series, with the row that holds each."""

    series: dict[Where, Series] = field(default_factory=dict)
    rows: dict[Where, dict[Period, Observation]] = field(default_factory=dict)

    @property
    def figures(self) -> dict[Where, dict[Period, Figure]]:
        """The figures alone."""
        return {where: {period: figure_of(row) for period, row in rows.items()} for where, rows in self.rows.items()}


def known_series(indicator: Indicator) -> KnownSeries:
    """The series of an indicator already fetched for the actor, with their current figures. Two queries."""
    series = {Where(item.place, item.breakdown): item for item in Series.objects.filter(indicator=indicator)}
    rows: dict[Where, dict[Period, Observation]] = {where: {} for where in series}
    place_of = {item.pk: where for where, item in series.items()}
    for row in Observation.objects.filter(series__indicator=indicator, is_current=True).order_by("start"):
        rows[place_of[row.series_id]][Period(row.start, row.end)] = row
    return KnownSeries(series, rows)


def figure_of(row: Observation) -> Figure:
    """A stored figure as the rules of this room see it."""
    return Figure(
        Period(row.start, row.end), row.value, row.low, row.high, n=row.n, complete=row.complete, note=row.note
    )
