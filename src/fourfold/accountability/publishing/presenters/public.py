"""The public page as a document: plain words, strand by strand, with the success factors that are public."""

from collections.abc import Iterator, Sequence
from datetime import date

from fourfold.accountability.indicators.queries.factors import MeasuredPlan
from fourfold.accountability.plan.domain.states import StrandKind
from fourfold.accountability.plan.presenters.lines import joined, leading_bodies
from fourfold.accountability.publishing.domain.readability import Reading, read
from fourfold.accountability.publishing.presenters.series import chart_of, has_line
from fourfold.accountability.publishing.queries.public import PublicPlan, Wording
from fourfold.ground.documents import chart_table
from fourfold.ground.documents.model import (
    Block,
    Bullets,
    ChartBlock,
    Document,
    Heading,
    Link,
    Paragraph,
    Strand,
    Strong,
    Text,
)

NEWEST = 12
MEANING = {
    StrandKind.PREVENT: "Stopping young people from being drawn in",
    StrandKind.PROTECT: "Keeping people safe",
    StrandKind.PURSUE: "Stopping those who harm others",
    StrandKind.PREPARE: "Helping our communities to be ready",
}


def public_document(found: PublicPlan, measured: MeasuredPlan, *, on: date) -> Document:
    """The page, of the actions that have words. `measured` holds only indicators that may be public."""
    worded = [item for item in found.wordings if item.words is not None]
    return Document(
        title=found.plan.title,
        subtitle="What we said we would do, and what we have done",
        marking="",
        date=on,
        version="",
        blocks=(*_strands(worded, on), *_factors(measured)),
    )


def _strands(worded: Sequence[Wording], on: date) -> Iterator[Block]:
    for kind in StrandKind:
        mine = [item for item in worded if item.action.strand.kind == kind]
        if mine:
            yield Heading(1, f"{kind.label}: {MEANING[kind].lower()}", Strand(kind.value))
        for item in mine:
            yield from _action(item, on)


def _action(item: Wording, on: date) -> Iterator[Block]:
    if item.words is None:
        return
    yield Paragraph((Strong(item.words.promise),))
    done = item.words.done or "There is nothing to tell yet."
    yield Paragraph(("What we have done so far: ", done))
    leads = joined([body.name for body in leading_bodies(item.action, on)])
    if leads:
        yield Paragraph(f"In the lead: {leads}.", quiet=True)


def _factors(measured: MeasuredPlan) -> Iterator[Block]:
    series = {item.indicator.pk: item for factor in measured.factors for item in factor.measures if has_line(item)}
    if not series:
        return
    yield Heading(1, "How we know whether it works")
    for item in series.values():
        chart = chart_of(item)
        yield ChartBlock(chart, chart_table(chart, most=NEWEST))
        if item.indicator.caveats:
            yield Paragraph(item.indicator.caveats, quiet=True)
    yield Heading(1, "Where the figures come from")
    sources: list[Text] = []
    for item in series.values():
        indicator = item.indicator
        said = f"{indicator.title}: {indicator.source} {indicator.attribution} {indicator.licence}".rstrip()
        link = indicator.source_url
        sources.append((said, " ", Link("Open the source", link)) if link.startswith("https://") else said)
    yield Bullets(tuple(sources))


def reading_of(found: PublicPlan) -> Reading:
    """How all the words together read."""
    return read("\n".join(f"{item.words.promise}\n{item.words.done}" for item in found.wordings if item.words))
