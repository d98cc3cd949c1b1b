"""A Word document to the neutral form: the same words under the same headings give the same reading as text."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from fourfold.accountability.plan.domain.reading.tables import (
    MOST_LINES,
    Block,
    Document,
    Paragraph,
    Place,
    Row,
    check_length,
)
from fourfold.accountability.plan.domain.reading.word_archive import Office, check_archive
from fourfold.accountability.plan.domain.reading.words import INVISIBLE
from fourfold.ground.kernel.errors import BadInput

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT = (f"{_W}t", f"{_M}t")
_SPACES = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_LEFT_OUT = (f"{_MC}Fallback", f"{_W}moveFrom")
"""Second copies of text boxes for old programs, and words that were moved elsewhere."""
_WRAPPERS = (
    *(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")),
    *(f"{_MC}{name}" for name in ("AlternateContent", "Choice")),
)
_MARGINS = re.compile(r"/word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d+(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE)


def read_word(data: bytes) -> Document:
    """The paragraphs and tables of a .docx. Inserted text counts, deleted text does not; macros never run.

    Raises BadInput where the file is damaged, locked, far too large, or no Word document.
    """
    if check_archive(data) is not Office.WORD:
        raise BadInput.one("This is an Excel workbook, not a Word document.")
    body, margins = _open(data)
    blocks = tuple(islice(_blocks(body), MOST_LINES + 1))
    check_length(len(blocks))
    return Document(blocks, tuple(_margins(margins)))


def _open(data: bytes) -> tuple[Any, list[Any]]:
    """The body, and the roots of headers, footers, notes and comments."""
    import docx  # takes a tenth of a second, which a plan in plain text need not pay
    from docx.opc.oxml import parse_xml

    try:
        document = docx.Document(BytesIO(data))
        parts = [part for part in document.part.package.iter_parts() if _MARGINS.fullmatch(part.partname)]
        return document.element.body, [parse_xml(part.blob) for part in parts]
    except Exception:  # a damaged file fails in many ways inside python-docx, lxml and zipfile; none is ours
        raise BadInput.one(
            "This Word file is damaged or of another kind. Please open it in Word, save it as a Word "
            "document (.docx), and try again."
        ) from None


def _blocks(body: Any) -> Iterator[Block]:
    table = paragraph = 0
    for element in _inside(body, f"{_W}p", f"{_W}tbl"):
        if element.tag == f"{_W}tbl":
            table += 1
            yield from _rows(element, table)
            continue
        for part in (element, *_paragraphs(element)):
            paragraph += 1
            for line in filter(None, (line.strip() for line in _text(part).split("\n"))):
                yield Paragraph(Place(paragraph=paragraph), line)


def _rows(table: Any, number: int) -> Iterator[Row]:
    for at, row in enumerate(_inside(table, f"{_W}tr"), start=1):
        cells = [""] * _skipped(row, "gridBefore")
        for cell in _inside(row, f"{_W}tc"):
            cells += [_cell_text(cell)] + [""] * (_number(cell, "gridSpan", 1) - 1)
        cells += [""] * _skipped(row, "gridAfter")
        if any(cells):
            yield Row(Place(table=number, row=at), tuple(cells), opens_table=at == 1)


def _inside(element: Any, *tags: str) -> Iterator[Any]:
    """The children with those tags, also those in content controls and tracked insertions."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, *tags)


def _paragraphs(element: Any) -> Iterator[Any]:
    """Every paragraph below, those of text boxes and inner tables too. Old copies of text boxes are left out."""
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == f"{_W}p":
            yield child
        yield from _paragraphs(child)


def _cell_text(cell: Any) -> str:
    """Its paragraphs, line by line; a table inside a cell is read as its words."""
    return "\n".join(filter(None, map(_text, _paragraphs(cell))))


def _text(paragraph: Any) -> str:
    """The words of one paragraph, without those of paragraphs in text boxes inside it."""
    return INVISIBLE.sub("", "".join(_pieces(paragraph))).strip()


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _TEXT:
            yield child.text or ""
        elif child.tag in _SPACES:
            yield _SPACES[child.tag]
        elif child.tag not in _LEFT_OUT and child.tag != f"{_W}p":
            yield from _pieces(child)


def _margins(roots: list[Any]) -> Iterator[Paragraph]:
    """Headers, footers, notes and comments, each text once; bare page numbers are no words of the plan."""
    seen: set[str] = set()
    for root in roots:
        for text in map(_text, _paragraphs(root)):
            if text and text not in seen and not _PAGE_NUMBER.fullmatch(text):
                seen.add(text)
                yield Paragraph(Place(), text)


def _skipped(row: Any, name: str) -> int:
    return sum(_value(element, 0) for element in row.iterfind(f"{_W}trPr/{_W}{name}"))


def _number(cell: Any, name: str, otherwise: int) -> int:
    return next((_value(found, otherwise) for found in cell.iterfind(f"{_W}tcPr/{_W}{name}")), otherwise)


def _value(element: Any, otherwise: int) -> int:
    """A small number of an attribute; a nonsense one must not make a row of a million cells."""
    text = str(element.get(f"{_W}val", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else otherwise
