"""An indicator's series as a chart, with its words."""

from datetime import date

from fourfold.accountability.indicators.domain.numbers import said
from fourfold.accountability.indicators.domain.places import places
from fourfold.accountability.indicators.queries.series import ChartSeries
from fourfold.ground.documents.charts import Line, LineChart, Mark, Point
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.kernel.measures import Unit

FEWEST = 2
"""Figures that make a line; fewer are said in words."""


def has_line(series: ChartSeries) -> bool:
    """Whether there is enough to draw."""
    return sum(figure.value is not None for figure in series.figures) >= FEWEST


def place_of(series: ChartSeries) -> str:
    """The name of the place that a series is about."""
    known = places().get(series.where.place)
    return known.name if known else series.where.place


def chart_of(series: ChartSeries) -> LineChart:
    """The series along time, with target, baseline and the days on which its meaning changed."""
    indicator = series.indicator
    points = [
        Point(
            figure.period.start,
            figure.value,
            figure.low,
            figure.high,
            incomplete=not figure.complete,
            note=figure.note,
        )
        for figure in series.figures
    ]
    first = points[0].at if points else date.max
    marks = tuple(
        Mark(at, str(mark["text"])) for mark in indicator.marks if (at := date.fromisoformat(mark["on"])) >= first
    )
    return LineChart(
        title=indicator.title,
        unit=Unit(indicator.unit).label,
        lines=(Line(place_of(series), tuple({point.at: point for point in points}.values())),),
        target=series.target.value if series.target else None,
        baseline=series.baseline.value if series.baseline else None,
        marks=marks,
        description=in_words(series),
    )


def in_words(series: ChartSeries) -> str:
    """What the chart shows: its newest figure beside its first, highest and lowest."""
    unit = Unit(series.indicator.unit)
    valued = [figure for figure in series.figures if figure.value is not None]
    newest = series.latest
    if not valued or newest is None or newest.value is None:
        return f"{series.indicator.title}: no data."
    first = valued[0]
    low = min(valued, key=lambda figure: figure.value or 0)
    high = max(valued, key=lambda figure: figure.value or 0)
    text = (
        f"{series.indicator.title}, {place_of(series)}: {said(newest.value, unit)} for the period that began on "
        f"{show_date(newest.period.start)}, the newest complete figure."
    )
    if len(valued) >= FEWEST:
        text += (
            f" The first, from {show_date(first.period.start)}, was {said(first.value or 0, unit)};"
            f" the lowest was {said(low.value or 0, unit)} and the highest {said(high.value or 0, unit)}."
        )
    return text
