"""From series to a chart, to its table, and to the rates that places can be compared by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from fourfold.accountability.indicators.domain.figures import Figure
from fourfold.accountability.indicators.domain.numbers import amount
from fourfold.accountability.indicators.domain.periods import Frequency, following, name_of
from fourfold.accountability.indicators.domain.places import places
from fourfold.accountability.indicators.models import Indicator
from fourfold.accountability.indicators.presenters.words import certainty_of, change_of, latest_of, target_of
from fourfold.accountability.indicators.queries.series import ChartSeries
from fourfold.ground.documents.charts import Line, LineChart, Mark, Point, draw
from fourfold.ground.kernel.measures import Unit


@dataclass(frozen=True, slots=True)
class TableRow:
    """A period in the table beside a chart."""

    period: str
    values: tuple[str, ...]
    certainty: str
    note: str
    revised: bool


def as_rate(series: ChartSeries) -> ChartSeries | None:
    """The series per 1,000 residents of its place at the census of 2021; None where that says nothing."""
    residents = places()[series.where.place].residents
    if not series.indicator.rate or not residents:
        return None
    figures = [
        replace(figure, value=figure.value * 1000 / residents, low=None, high=None)
        if figure.value is not None
        else figure
        for figure in series.figures
    ]
    return replace(series, figures=figures, baseline=None, target=None, is_rate=True)


def chart_of(series: Sequence[ChartSeries]) -> LineChart:
    """The chart of one to three series of one indicator; targets and baselines are those of the first."""
    first = series[0]
    indicator = first.indicator
    frequency, unit = Frequency(indicator.frequency), first.unit
    lines = tuple(
        Line(_name(item), tuple(_points(item.figures, frequency)))
        for item in series
        if any(figure.value is not None for figure in item.figures)
    )
    days = [point.at for line in lines for point in line.points]
    return LineChart(
        title=f"{indicator.title}: {_name(first)}",
        unit="number" if unit is Unit.COUNT else unit.label,
        lines=lines,
        target=first.target.value if first.target else None,
        baseline=first.baseline.value if first.baseline else None,
        marks=tuple(mark for mark in _marks(indicator) if days and min(days) < mark.at < max(days)),
        description=description_of(first),
    )


def drawn(chart: LineChart) -> Markup:
    """The chart as SVG, to stand in the page; empty where there is nothing to draw. Drawn once for its content."""
    return Markup(draw(chart, width=860, height=340)) if chart.lines else Markup("")  # noqa: S704 (SVG of our own)


def description_of(series: ChartSeries) -> str:
    """What the chart shows, for those who do not see it."""
    said = [latest_of(series), change_of(series), target_of(series)]
    incomplete = sum(1 for figure in series.figures if not figure.complete)
    if incomplete:
        said.append(f"{incomplete} of {len(series.figures)} figures are incomplete and drawn hollow")
    said.append("The table below holds every figure")
    return ". ".join(part for part in said if part) + "."


def _name(series: ChartSeries) -> str:
    name = places()[series.where.place].name
    return f"{name}, {series.where.breakdown}" if series.where.breakdown else name


def _points(figures: Sequence[Figure], frequency: Frequency) -> Iterable[Point]:
    """Every figure at the first day of its period, with an empty point in each gap, so that no line crosses it."""
    expected: date | None = None
    for figure in figures:
        if expected is not None and figure.period.start > expected:
            yield Point(expected, None)
        yield Point(
            figure.period.start,
            figure.value,
            figure.low,
            figure.high,
            incomplete=not figure.complete,
            note=figure.note,
        )
        expected = following(frequency, figure.period).start


def _marks(indicator: Indicator) -> list[Mark]:
    return [Mark(date.fromisoformat(mark["on"]), mark["text"]) for mark in indicator.marks]


def table_rows(series: Sequence[ChartSeries]) -> list[TableRow]:
    """A row for each period that any of the series has, the newest first. Notes and revisions are the first's."""
    unit = series[0].unit
    first = series[0]
    frequency = Frequency(first.indicator.frequency)
    by_period = [{figure.period: figure for figure in item.figures} for item in series]
    periods = sorted(
        {period for found in by_period for period in found}, key=lambda period: period.start, reverse=True
    )
    rows = []
    for period in periods:
        figure = by_period[0].get(period)
        notes = [figure.note] if figure and figure.note else []
        if figure and not figure.complete and not notes:
            notes.append("Incomplete")
        rows.append(
            TableRow(
                name_of(frequency, period),
                tuple(_value(found.get(period), unit) for found in by_period),
                certainty_of(figure, unit) if figure else "",
                notes[0] if notes else "",
                period in first.revised,
            )
        )
    return rows


def _value(figure: Figure | None, unit: Unit) -> str:
    if figure is None or figure.value is None:
        return "No data"
    return amount(figure.value, unit) + ("%" if unit is Unit.PERCENT else "")
