"""Tables as files: CSV and XLSX that no spreadsheet takes for formulas, marked in the first row or sheet."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MOST_IN_CELL = 32_767
"""Characters that a cell of Excel holds."""
CUT = "… (cut: the text is longer than a cell; the page holds all of it)"
_WIDE = 40
_NARROW = 18
Row = Sequence[str]


def guard(text: str) -> str:
    """`text` as a spreadsheet shows it and never computes it (OWASP, CSV injection)."""
    clean = _NOT_XML.sub("", text)
    safe = f"'{clean}" if clean.startswith(_RISKY) else clean
    return safe if len(safe) <= MOST_IN_CELL else safe[: MOST_IN_CELL - len(CUT)] + CUT


def to_csv(columns: Row, rows: Iterable[Sequence[str | float]]) -> bytes:
    """UTF-8 with its mark, so that Excel reads it rightly. Numbers stand as they are, also below zero."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([guard(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(sheets: Sequence[tuple[str, Row, Iterable[Row]]]) -> bytes:
    """A workbook: each sheet with its name, its headings and its rows."""
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    for name, columns, rows in sheets:
        _fill(book.create_sheet(name), columns, rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, columns: Row, rows: Iterable[Row]) -> None:
    sheet.append([guard(cell) for cell in columns])
    longest = [len(cell) for cell in columns]
    for row in rows:
        sheet.append([guard(cell) for cell in row])
        longest = [max(pair) for pair in zip(longest, map(len, row), strict=True)]
    sheet.freeze_panes = "A2"
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)
    for number, length in enumerate(longest, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _NARROW if length < _WIDE else _WIDE
