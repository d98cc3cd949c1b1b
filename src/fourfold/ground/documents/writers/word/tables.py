"""Tables: headings that repeat on each page, rows that stay whole."""

from typing import Any

from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from fourfold.ground.documents.model import Align, Column, Strong, Table, Text, plain
from fourfold.ground.documents.words import clean
from fourfold.ground.documents.writers.word import styles
from fourfold.ground.documents.writers.word.runs import write
from fourfold.ground.documents.writers.word.xml import element

TEXT_WIDTH = 9412
"""Twentieths of a point between the margins (166 mm)."""
LONG_CELL = 1200


def table(file: WordFile, block: Table) -> None:
    """A table under its caption."""
    file.add_paragraph(clean(block.caption), style="Caption")
    widths = _shares([column.width for column in block.columns])
    made = _table(widths, head=True, title=clean(block.caption))
    made.append(
        _row(file, tuple((Strong(column.label),) for column in block.columns), widths, block.columns, head=True)
    )
    for row in block.rows:
        made.append(_row(file, row, widths, block.columns))
    _place(file, made)


def summary(file: WordFile, rows: tuple[tuple[str, Text], ...]) -> None:
    """Facts with their names, in two columns."""
    if not rows:
        return
    widths, columns = _shares([1, 2]), (Column(""), Column(""))
    made = _table(widths, head=False, title="")
    for key, value in rows:
        made.append(_row(file, ((Strong(key),), value), widths, columns))
    _place(file, made)


def _place(file: WordFile, made: Any) -> None:
    """After all that stands there, with the paragraph that Word wants between two tables."""
    file.add_paragraph(style=styles.CELL)._p.addprevious(made)


def _shares(widths: list[float]) -> list[int]:
    return [round(TEXT_WIDTH * width / sum(widths)) for width in widths]


def _table(widths: list[int], *, head: bool, title: str) -> Any:
    between = element("w:insideH", val="single", sz=4, space=0, color="9AA4AE")
    below = element("w:bottom", val="single", sz=4, space=0, color="9AA4AE")
    looks = [
        element("w:tblW", w=sum(widths), type="dxa"),
        element("w:tblBorders", below, between),
        element("w:tblLayout", type="fixed"),
        element("w:tblCellMar", element("w:left", w=0, type="dxa"), element("w:right", w=100, type="dxa")),
        element("w:tblLook", val="0080", firstRow=int(head), firstColumn=1, noHBand=1, noVBand=1),
        *([element("w:tblCaption", val=title)] if title else []),
    ]
    grid = element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths))
    return element("w:tbl", element("w:tblPr", *looks), grid)


def _row(
    file: WordFile, cells: tuple[Text, ...], widths: list[int], columns: tuple[Column, ...], *, head: bool = False
) -> Any:
    long = any(len(plain(cell)) > LONG_CELL for cell in cells)
    looks = [*([] if long else [element("w:cantSplit")]), *([element("w:tblHeader")] if head else [])]
    made = element("w:tr", element("w:trPr", *looks))
    for cell, width, column in zip(cells, widths, columns, strict=True):
        made.append(_cell(file, cell, width, column.align))
    if head:
        for properties in made.iter(qn("w:tcPr")):
            properties.append(
                element("w:tcBorders", element("w:bottom", val="single", sz=8, space=0, color="15181C"))
            )
    return made


def _cell(file: WordFile, text: Text, width: int, align: Align) -> Any:
    looks = [element("w:pStyle", val=styles.CELL), element("w:spacing", before=60, after=60)]
    looks += [element("w:jc", val="right")] if align is Align.RIGHT else []
    made = element("w:p", element("w:pPr", *looks))
    write(Paragraph(made, file._body), text)
    return element("w:tc", element("w:tcPr", element("w:tcW", w=width, type="dxa")), made)
