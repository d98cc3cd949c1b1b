"""A document as a Word file: real heading styles, tables whose headings repeat, pictures with their words.

Word wants what a reader can go on with: its own styles, an ordinary typeface that every machine has, and a table of
contents that Word fills with page numbers when asked (F9); until then its entries are links.
"""

from io import BytesIO
from itertools import count

import docx
import vl_convert
from docx.document import Document as WordFile
from docx.enum.text import WD_BREAK
from docx.shared import Mm

from fourfold.ground.documents.charts import draw
from fourfold.ground.documents.model import (
    Block,
    Bullets,
    Callout,
    ChartBlock,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    SummaryList,
    Table,
)
from fourfold.ground.documents.words import clean
from fourfold.ground.documents.writers.word import contents, frame, styles, tables
from fourfold.ground.documents.writers.word.runs import write

PICTURE_WIDTH = 150
"""Millimetres, of a chart 680 pixels wide."""


def to_docx(document: Document) -> bytes:
    """The Word file (Office Open XML)."""
    file = docx.Document()
    styles.prepare(file)
    frame.properties(file, document)
    frame.page(file, document)
    frame.cover(file, document)
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    if document.contents and headings:
        contents.write(file, headings)
    if document.blocks:
        _break(file)
    _blocks(file, document.blocks)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _blocks(file: WordFile, blocks: tuple[Block, ...]) -> None:
    numbers = count(1)
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            follows_break = place > 0 and isinstance(blocks[place - 1], PageBreak)
            contents.heading(file, block, next(numbers), new_page=follows_break)
        elif not isinstance(block, PageBreak):
            _block(file, block)
        elif place + 1 == len(blocks) or not isinstance(blocks[place + 1], Heading):
            _break(file)


def _break(file: WordFile) -> None:
    file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _block(file: WordFile, block: Block) -> None:
    match block:
        case Paragraph():
            write(file.add_paragraph(style=styles.QUIET if block.quiet else None), block.text)
        case Bullets():
            for item in block.items:
                write(file.add_paragraph(style="List Bullet"), item)
        case SummaryList():
            tables.summary(file, block.rows)
        case Table():
            tables.table(file, block)
        case Callout():
            file.add_paragraph(clean(block.title), style=styles.CALLOUT_TITLE)
            write(file.add_paragraph(style=styles.CALLOUT), block.text)
        case ChartBlock():
            _chart(file, block)


def _chart(file: WordFile, block: ChartBlock) -> None:
    """The drawing as a picture at twice the size of a screen's, with its words."""
    file.add_paragraph(clean(block.chart.title), style="Caption")
    drawn = draw(block.chart)
    width = float(drawn.split('width="', 1)[1].split('"', 1)[0])
    picture = vl_convert.svg_to_png(drawn, scale=2)
    shape = file.add_picture(BytesIO(picture), width=Mm(PICTURE_WIDTH * min(width / 680, 1)))
    named = shape._inline.docPr
    named.set("descr", clean(block.chart.description or block.chart.title))
    named.set("title", clean(block.chart.title))
    if block.table is not None:
        tables.table(file, block.table)
