"""An indicator's series as a chart, with its words."""

from dataclasses import replace

from fourfold.accountability.indicators.domain.numbers import said
from fourfold.accountability.indicators.domain.places import places
from fourfold.accountability.indicators.presenters.charts import chart_of as drawn_there
from fourfold.accountability.indicators.queries.series import ChartSeries
from fourfold.ground.documents.charts import LineChart
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
    """The series along time as the indicators room draws it, with words that stand without its page."""
    return replace(drawn_there([series]), title=series.indicator.title, description=in_words(series))


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
