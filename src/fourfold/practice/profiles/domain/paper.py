"""A profile as a document: the same words for the page, the PDF and Word."""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from fourfold.ground.documents import freeze
from fourfold.ground.documents.charts import Bar, BarChart
from fourfold.ground.documents.model import (
    Align,
    Block,
    Bullets,
    Callout,
    ChartBlock,
    Column,
    Document,
    Heading,
    Paragraph,
    Strong,
    Table,
    Text,
    Tone,
)
from fourfold.ground.documents.model import Strand as StrandColour
from fourfold.ground.kernel.clock import show_date
from fourfold.practice.profiles.domain.contents import Contents, FigureSaid
from fourfold.practice.profiles.domain.figures import WITHHELD, number
from fourfold.practice.profiles.domain.phia import Likelihood
from fourfold.practice.profiles.domain.sections import SECTIONS, SectionKey
from fourfold.practice.profiles.domain.states import Strand

NOTHING = "Nothing is written here yet."
_YARDSTICK = "Words of likelihood are those of the probability yardstick; confidence says how sound the evidence is."
_WITHHELD = "c: a small number that is not shown."
MOST_BARS = 30


def document_of(contents: Contents, *, on: date, version: str) -> Document:
    """All of it, with a cover. `version`: such as "Edition 2", or that it is a draft."""
    terms = contents.terms
    cover = (
        ("For", terms.customer),
        ("Area", terms.area),
        ("Period", f"{show_date(terms.period_from)} to {show_date(terms.period_until)}"),
        ("Written by", ", ".join(contents.authors)),
        ("To be reviewed by", show_date(terms.review_on)),
    )
    return Document(
        title=terms.title,
        subtitle=f"Problem profile, {terms.agency}" if terms.agency else "Problem profile",
        marking=terms.marking.value,
        date=on,
        version=version,
        blocks=tuple(_blocks(contents)),
        cover=cover,
    )


def digest_of(contents: Contents) -> str:
    """SHA-256, as hex, of what the profile says, whatever the day and edition: what a reviewer's word is about."""
    frozen = freeze(document_of(contents, on=contents.terms.period_until, version=""))
    return sha256(json.dumps(frozen, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _blocks(contents: Contents) -> Iterator[Block]:
    for section in SECTIONS:
        yield Heading(1, section.heading)
        before = list(_before(section.key, contents))
        text = list(_paragraphs(contents.texts.get(section.key, "")))
        figures = [block for one in contents.figures.get(section.key, ()) for block in _figure(one)]
        rows = list(_rows(section.key, contents))
        said = [*before, *text, *rows, *figures]
        yield from said or [Paragraph(NOTHING, quiet=True)]


def _before(key: SectionKey, contents: Contents) -> Iterator[Block]:
    if key is SectionKey.TERMS:
        yield Paragraph(contents.terms.purpose)
    if key is SectionKey.HANDLING:
        marking = contents.terms.marking.value
        yield Callout("Handling", f"{marking}. Not to be passed on beyond those named here.", Tone.WARN)
        if contents.recipients:
            yield Paragraph("It is read by the people of:")
            yield Bullets(contents.recipients)


def _paragraphs(text: str) -> Iterator[Block]:
    """Lines that begin with a hyphen or a star are a list; any other line is a paragraph."""
    items: list[str] = []
    for line in (*text.splitlines(), ""):
        plain = line.strip()
        if plain[:2] in ("- ", "* "):
            items.append(plain[2:].strip())
            continue
        if items:
            yield Bullets(tuple(items))
            items = []
        if plain:
            yield Paragraph(plain)


def _rows(key: SectionKey, contents: Contents) -> Iterator[Block]:
    if key is SectionKey.OUTLOOK and contents.judgements:
        yield Table(
            "What to expect",
            (Column("Judgement", 3), Column("Likelihood", 1.4), Column("Confidence", 1.2), Column("Because", 2.4)),
            tuple(
                (
                    one.text,
                    _likely(one.likelihood),
                    one.confidence.label,
                    one.because,
                )
                for one in contents.judgements
            ),
        )
        yield Paragraph(_YARDSTICK, quiet=True)
    if key is SectionKey.GAPS and contents.gaps:
        yield Table(
            "What is not known",
            (Column("Gap", 4), Column("Who finds out", 2), Column("By", 1.2)),
            tuple((one.text, one.owner, show_date(one.due_on)) for one in contents.gaps),
        )
    if key is SectionKey.RECOMMENDATIONS:
        yield from _recommendations(contents)


def _likely(found: Likelihood) -> Text:
    return (Strong(found.label), f", {found.range}")


def _recommendations(contents: Contents) -> Iterator[Block]:
    for strand in Strand:
        theirs = [one for one in contents.recommendations if one.strand is strand]
        if theirs:
            yield Heading(2, strand.label, StrandColour(strand.value))
            yield Table(
                f"{strand.label}: what to do",
                (Column("Recommendation", 4), Column("Owner", 2), Column("By", 1.2)),
                tuple((one.text, one.owner, show_date(one.due_on)) for one in theirs),
            )


def _figure(one: FigureSaid) -> Iterator[Block]:
    numeric = one.grid.numeric
    table = Table(
        one.caption,
        tuple(
            Column(name, 1 if numeric[place] else 2, Align.RIGHT if numeric[place] else Align.LEFT)
            for place, name in enumerate(one.grid.columns)
        ),
        one.grid.rows,
    )
    chart = _chart(one)
    yield ChartBlock(chart, table) if chart else table
    withheld = f" {_WITHHELD}" if any(WITHHELD in row for row in one.grid.rows) else ""
    made_from = f" {one.made_from}" if one.made_from else ""
    yield Paragraph(f"Source: {one.source}{made_from}{withheld}", quiet=True)


def _chart(one: FigureSaid) -> BarChart | None:
    """A bar a row, of the first column of numbers; none where there is no such column, or too many rows."""
    place = next((place for place, is_number in enumerate(one.grid.numeric) if is_number), None)
    if not one.is_chart or place is None or len(one.grid.rows) > MOST_BARS:
        return None
    bars = tuple(
        Bar(row[0], number(row[place]), note="not shown" if row[place] == WITHHELD else "") for row in one.grid.rows
    )
    return BarChart(title=one.caption, unit=one.grid.columns[place], bars=bars, description=one.caption)
