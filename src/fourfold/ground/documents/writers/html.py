"""A document as HTML for the main part of our pages: GOV.UK's classes, no script, no style attribute."""

from itertools import count

from markupsafe import Markup, escape

from fourfold.ground.documents.charts import draw
from fourfold.ground.documents.model import (
    Align,
    Block,
    Bullets,
    Callout,
    ChartBlock,
    Document,
    Heading,
    Inline,
    Link,
    PageBreak,
    Paragraph,
    StatusWord,
    Strong,
    SummaryList,
    Table,
    Text,
    inlines,
)
from fourfold.ground.documents.words import clean, run

SIZES = {1: "l", 2: "m", 3: "s"}
QUIET = ("not-started", "on-track", "complete")


def to_html(document: Document, *, level: int = 1) -> Markup:
    """The whole document, its title as a heading of `level`. Headings have the ids `part-1`, `part-2` and so on."""
    numbers = count(1)
    body = Markup("\n").join(_block(block, numbers, level) for block in document.blocks)
    return Markup('<article class="ff-document">\n{}\n{}\n{}\n</article>').format(
        _cover(document, level), _contents(document, level), body
    )


def _cover(document: Document, level: int) -> Markup:
    facts = Markup("").join(
        Markup("<div><dt>{}</dt> <dd>{}</dd></div>").format(clean(key), clean(value)) for key, value in document.facts
    )
    marking = Markup('<p class="ff-marking">{}</p>').format(clean(document.marking)) if document.marking else ""
    return Markup(
        '<header class="ff-document__cover">{0}'
        '<h{4} class="govuk-heading-xl">{1}</h{4}><p class="ff-document__subtitle">{2}</p>'
        '<dl class="ff-document__facts">{3}</dl></header>'
    ).format(marking, clean(document.title), clean(document.subtitle), facts, level)


def _contents(document: Document, level: int) -> Markup:
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    items = Markup("").join(
        Markup('<li><a class="govuk-link" href="#part-{}">{}</a></li>').format(number, clean(heading.text))
        for number, heading in enumerate(headings, start=1)
        if heading.level == 1
    )
    if not document.contents or not items:
        return Markup()
    return Markup(
        '<nav class="ff-document__contents" aria-label="Contents"><h{1} class="govuk-heading-s">Contents</h{1}>'
        '<ol class="govuk-list">{0}</ol></nav>'
    ).format(items, level + 1)


def _block(block: Block, numbers: "count[int]", level: int) -> Markup:
    match block:
        case Heading():
            return _heading(block, next(numbers), level)
        case Paragraph():
            look = "govuk-body ff-quiet" if block.quiet else "govuk-body"
            return Markup('<p class="{}">{}</p>').format(look, _text(block.text))
        case Bullets():
            items = Markup("").join(Markup("<li>{}</li>").format(_text(item)) for item in block.items)
            return Markup('<ul class="govuk-list govuk-list--bullet">{}</ul>').format(items)
        case SummaryList():
            return _summary(block)
        case Table():
            return _table(block)
        case ChartBlock():
            return _chart(block)
        case Callout():
            return Markup(
                '<div class="ff-callout ff-callout--{}"><p class="ff-callout__title">{}</p> '
                '<p class="govuk-body">{}</p></div>'
            ).format(block.tone.value, clean(block.title), _text(block.text))
        case PageBreak():
            return Markup('<hr class="ff-document__break">')


def _heading(block: Heading, number: int, level: int) -> Markup:
    strand = Markup(" ff-document__strand ff-strand--{}").format(block.strand.value) if block.strand else Markup()
    return Markup('<h{0} class="govuk-heading-{1}{2}" id="part-{3}">{4}</h{0}>').format(
        block.level + level, SIZES[block.level], strand, number, clean(block.text)
    )


def _summary(block: SummaryList) -> Markup:
    rows = Markup("").join(
        Markup(
            '<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{}</dt> '
            '<dd class="govuk-summary-list__value">{}</dd></div>'
        ).format(clean(key), _text(value))
        for key, value in block.rows
    )
    return Markup('<dl class="govuk-summary-list">{}</dl>').format(rows)


def _table(block: Table) -> Markup:
    numeric = [
        Markup(" govuk-table__{{}}--numeric") if column.align is Align.RIGHT else Markup() for column in block.columns
    ]
    head = Markup("").join(
        Markup('<th scope="col" class="govuk-table__header{}">{}</th> ').format(
            right.format("header"), clean(column.label)
        )
        for column, right in zip(block.columns, numeric, strict=True)
    )
    rows = Markup("\n").join(
        Markup('<tr class="govuk-table__row">{}</tr>').format(_cells(row, numeric)) for row in block.rows
    )
    return Markup(
        '<div class="ff-table-scroll" role="region" aria-label="{0}" tabindex="0">'
        '<table class="govuk-table ff-table">'
        '<caption class="govuk-table__caption govuk-table__caption--s">{0}</caption>'
        '<thead class="govuk-table__head"><tr class="govuk-table__row">{1}</tr></thead>'
        '<tbody class="govuk-table__body">{2}</tbody></table></div>'
    ).format(clean(block.caption), head, rows)


def _cells(row: tuple[Text, ...], numeric: list[Markup]) -> Markup:
    first = Markup('<th scope="row" class="govuk-table__header{}">{}</th> ').format(
        numeric[0].format("header"), _text(row[0])
    )
    return first + Markup("").join(
        Markup('<td class="govuk-table__cell{}">{}</td> ').format(right.format("cell"), _text(cell))
        for cell, right in zip(row[1:], numeric[1:], strict=True)
    )


def _chart(block: ChartBlock) -> Markup:
    # The drawing escapes its own words (`charts.drawing`).
    picture = Markup(draw(block.chart))  # noqa: S704
    table = Markup()
    if block.table is not None:
        table = Markup(
            '<details class="govuk-details"><summary class="govuk-details__summary">'
            '<span class="govuk-details__summary-text ff-document__aside">The same as a table</span></summary>'
            '<div class="govuk-details__text">{}</div></details>'
        ).format(_table(block.table))
    return Markup(
        '<figure class="ff-figure"><figcaption class="ff-figure__title">{}</figcaption>'
        '<div class="ff-figure__picture" role="region" aria-label="{}" tabindex="0">{}</div>{}</figure>'
    ).format(clean(block.chart.title), clean(block.chart.title), picture, table)


def _text(text: Text) -> Markup:
    return Markup("").join(_inline(part) for part in inlines(text))


def _inline(part: Inline) -> Markup:
    match part:
        case Strong():
            return Markup("<strong>{}</strong>").format(run(part.text))
        case Link():
            return Markup('<a class="govuk-link" href="{}">{}</a>').format(part.href, run(part.text))
        case StatusWord():
            return Markup('<span class="ff-word ff-word--{}">{}</span>').format(part.key, clean(part.label))
        case _:
            return escape(run(part))
