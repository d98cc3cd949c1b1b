"""The same words in the same order as a page, as PDF and as Word, whatever was typed; frozen, the same document."""

import json
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests import documents

from fourfold.ground.documents import chart_table, freeze, thaw, to_docx, to_html, to_pdf
from fourfold.ground.documents.charts import Bar, BarChart, Line, LineChart, Point
from fourfold.ground.documents.model import (
    Align,
    Block,
    Bullets,
    Callout,
    ChartBlock,
    Column,
    Document,
    Heading,
    Link,
    PageBreak,
    Paragraph,
    StatusWord,
    Strand,
    Strong,
    SummaryList,
    Table,
    Tone,
)

# What would be markup somewhere: in HTML, in typst, in XML, in JSON, in a spreadsheet; and what is no letter at all.
MARKUP = ["#strong[x]", "$x$", "<b>&amp;", "`#import`", "\\", '"', "{{ x }}", "@ref", "= H", "*x*", "//", "]]>", "%s"]
NOISE = ["\x00", "\u202e", "\u00ad", "\ufeff", "\n", "\u2028", "\t", "\ud800", "\ufffe"]
LETTERS = st.text("abcXYZ 0129'’–—éüŁő£€.,;:-_()[]{}<>&#$*@=~^/+!?%", min_size=1, max_size=30)
WORDS = st.lists(st.one_of(LETTERS, st.sampled_from(MARKUP + NOISE)), min_size=1, max_size=4).map(
    lambda parts: "w" + "".join(parts)
)
LINKS = st.builds(Link, WORDS, st.sampled_from(["https://example.org/a?b=1&c=%20", "tel:999", "mailto:a@b.example"]))
STATUS = st.builds(StatusWord, st.sampled_from(["late", "on-track", "off-track", "complete", "other"]), WORDS)
INLINES = st.lists(st.one_of(WORDS, st.builds(Strong, WORDS), LINKS, STATUS), min_size=1, max_size=3).map(tuple)
TEXTS = st.one_of(WORDS, INLINES)
FIGURES = st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(
        st.lists(st.builds(Column, WORDS, st.floats(0.5, 4), st.sampled_from(Align)), min_size=1, max_size=4)
    )
    rows = draw(st.lists(st.tuples(*(TEXTS for _ in columns)), max_size=4))
    return Table(draw(WORDS), tuple(columns), tuple(rows))


@st.composite
def charts(draw: st.DrawFn) -> ChartBlock:
    if draw(st.booleans()):
        bars = tuple(draw(st.lists(st.builds(Bar, WORDS, FIGURES), max_size=4)))
        chart: BarChart | LineChart = BarChart(draw(WORDS), draw(WORDS), bars)
    else:
        values = draw(st.lists(FIGURES, max_size=8))
        points = tuple(Point(date(2026, 1, 1) + timedelta(31 * n), value) for n, value in enumerate(values))
        chart = LineChart(draw(WORDS), draw(WORDS), (Line(draw(WORDS), points),), target=draw(FIGURES))
    return ChartBlock(chart, chart_table(chart) if draw(st.booleans()) else None)


BLOCKS = st.one_of(
    st.builds(Heading, st.sampled_from([1, 2, 3]), WORDS, st.one_of(st.none(), st.sampled_from(Strand))),
    st.builds(Paragraph, TEXTS, st.booleans()),
    st.builds(Bullets, st.lists(TEXTS, min_size=1, max_size=3).map(tuple)),
    st.builds(SummaryList, st.lists(st.tuples(WORDS, TEXTS), min_size=1, max_size=3).map(tuple)),
    st.builds(Callout, WORDS, TEXTS, st.sampled_from(Tone)),
    tables(),
    charts(),
    st.just(PageBreak()),
)


def stepped(blocks: list[Block]) -> tuple[Block, ...]:
    """The blocks, with headings that skip no level."""
    found: list[Block] = []
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            found.append(Heading(level, block.text, block.strand))
        else:
            found.append(block)
    return tuple(found)


DOCUMENTS = st.builds(
    Document,
    title=WORDS,
    subtitle=WORDS,
    marking=st.just("OFFICIAL"),
    date=st.dates(date(2019, 1, 1), date(2040, 1, 1)),
    version=WORDS,
    blocks=st.lists(BLOCKS, max_size=6).map(stepped),
    cover=st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
)


@settings(max_examples=30)
@given(DOCUMENTS)
def test_the_same_words_in_the_same_order_in_all_three(document: Document) -> None:
    page = documents.letters(documents.of_html(str(to_html(document))))
    assert documents.letters(documents.of_docx(to_docx(document))) == page
    assert documents.letters(documents.of_pdf(to_pdf(document))) == page


@given(DOCUMENTS)
def test_a_frozen_document_thaws_as_it_was(document: Document) -> None:
    kept = json.dumps(freeze(document))
    assert thaw(json.loads(kept)) == document
