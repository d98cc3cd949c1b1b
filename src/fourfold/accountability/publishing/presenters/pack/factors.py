"""The success factors with their charts, "no data" said plainly; and where everything comes from."""

from collections.abc import Iterator

from fourfold.accountability.indicators.domain.numbers import said
from fourfold.accountability.indicators.queries.factors import MeasuredFactor, MeasuredPlan
from fourfold.accountability.indicators.queries.series import ChartSeries
from fourfold.accountability.publishing.presenters.series import chart_of, has_line, place_of
from fourfold.accountability.publishing.queries.facts import PackFacts
from fourfold.ground.documents import chart_table
from fourfold.ground.documents.model import (
    Block,
    Bullets,
    Callout,
    ChartBlock,
    Column,
    Heading,
    Inline,
    Link,
    Paragraph,
    Strand,
    Strong,
    Table,
    Text,
)
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.kernel.measures import Unit

NEWEST = 6
"""Rows of the table beside a chart in a pack; the whole series stands in Fourfold."""


def factors(plan: MeasuredPlan) -> Iterator[Block]:
    """Every success factor of the plan, strand by strand."""
    yield Heading(1, "Success factors")
    every = list(plan.factors)
    measured = [factor for factor in every if any(series.latest for series in factor.measures)]
    yield Paragraph(f"{len(measured)} of the plan's {len(every)} success factors have figures. The others say so.")
    for strand in plan.strands:
        if strand.factors:
            yield Heading(2, strand.kind.label, Strand(strand.kind.value))
        for factor in strand.factors:
            yield from _factor(factor)


def _factor(factor: MeasuredFactor) -> Iterator[Block]:
    yield Heading(3, f"{factor.number}. {factor.text}")
    with_figures = [series for series in factor.measures if series.latest is not None]
    for series in with_figures:
        yield from _series(series)
    without = [series.indicator.title for series in factor.measures if series.latest is None]
    if without and with_figures:
        yield Paragraph((Strong("No data yet: "), "; ".join(without), "."), quiet=True)
    elif without:
        yield Callout("No data", f"Nothing has been entered for: {'; '.join(without)}.")
    elif not factor.measures:
        yield Callout("No data", "Nobody has said yet how this is measured.")


def _series(series: ChartSeries) -> Iterator[Block]:
    if has_line(series):
        chart = chart_of(series)
        yield ChartBlock(chart, chart_table(chart, most=NEWEST))
        if series.indicator.caveats:
            yield Paragraph(f"Read it with care: {series.indicator.caveats}", quiet=True)
        return
    latest = series.latest
    if latest is not None and latest.value is not None:
        figure = said(latest.value, Unit(series.indicator.unit))
        when = f"{show_date(latest.period.start)}, {place_of(series)}"
        yield Paragraph((Strong(f"{series.indicator.title}: "), f"{figure} (period from {when}; one figure so far)."))


def method(facts: PackFacts) -> Iterator[Block]:
    """How the pack was made, and the sources of its figures with their licences."""
    yield Heading(1, "Method and sources")
    yield Bullets(tuple(_method(facts)))
    shown = {
        series.indicator.pk: series
        for factor in facts.measured.factors
        for series in factor.measures
        if series.latest is not None
    }
    if shown:
        columns = (Column("Figures", 2), Column("Source", 3), Column("Licence", 1.6))
        rows = tuple(_source(series) for series in shown.values())
        yield Table("Where the figures come from", columns, rows)


def _method(facts: PackFacts) -> Iterator[str]:
    yield (
        "Status, reasons and updates are the words of the agencies that lead each action. "
        "Only OFFICIAL updates are here; restricted ones are left out."
    )
    yield (
        f"What is compared with {show_date(facts.since)} follows from the updates since then. "
        "Dates that were changed since count as they stand now."
    )
    if facts.board is not None and facts.board.oversees:
        yield f"The actions are those that {facts.board.name} oversees; if it oversees none, the whole plan."
    yield "Hollow points are figures that will still change. Bands are 95% confidence intervals."


def _source(series: ChartSeries) -> tuple[Text, ...]:
    indicator = series.indicator
    source: list[Inline] = [indicator.source]
    if indicator.source_url.startswith("https://"):
        source += [" ", Link("Open the source", indicator.source_url)]
    if indicator.attribution:
        source.append(f" {indicator.attribution}")
    return (indicator.title, tuple(source), indicator.licence or "Not stated")
