"""An Excel workbook to the neutral form: the values as they are shown, sheet by sheet. No formula is computed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from io import BytesIO
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
from fourfold.accountability.plan.domain.reading.words import INVISIBLE
from fourfold.ground.kernel.errors import BadInput

MOST_COLUMNS = 60
MOST_SHEETS = 40
_NAMELESS = ("sheet", "table", "worksheet", "tabelle")
_AGAIN = "Please open it in Excel, save it as an Excel workbook (.xlsx), and try again."


def read_sheets(data: bytes) -> Document:
    """The rows of every sheet that can be seen, of an archive that was checked before. Raises `BadInput`."""
    from openpyxl import load_workbook

    try:
        # What a formula last gave is read, never the formula; links, pictures and macros are not opened at all.
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if len(sheets) > MOST_SHEETS:
            raise BadInput.one(f"This workbook has more than {MOST_SHEETS} sheets. Please keep those with the plan.")
        blocks = [block for sheet in sheets for block in _blocks(sheet, several=len(sheets) > 1)]
        book.close()
    except BadInput:
        raise
    except Exception:  # a damaged file fails in many ways inside openpyxl, its XML reader and zipfile; none is ours
        raise BadInput.one(f"This Excel file is damaged or of another kind. {_AGAIN}") from None
    return Document(tuple(blocks))


def _blocks(sheet: Any, *, several: bool) -> Iterator[Block]:
    title = INVISIBLE.sub("", str(sheet.title)).strip()
    if several and title and not title.casefold().startswith(_NAMELESS):
        yield Paragraph(Place(sheet=title), title)
    sheet.reset_dimensions()
    first = True
    rows: Iterable[Any] = sheet.iter_rows(max_row=MOST_LINES + 1, max_col=MOST_COLUMNS + 1, values_only=True)
    for number, values in enumerate(rows, start=1):
        check_length(number)
        cells = _trimmed([_text(value) for value in values])
        if len(cells) > MOST_COLUMNS:
            raise BadInput.one(
                f"Row {number} of sheet {title!r} has more than {MOST_COLUMNS} columns. Please take out those "
                "that are no part of the plan."
            )
        if not cells:
            continue
        # A row with one cell may be a caption or an action alone: whoever knows the table decides.
        whole = cells if len(cells) > 1 else [*cells, ""]
        yield Row(Place(sheet=title, row=number), tuple(whole), first, ragged=True)
        first = False


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: object) -> str:
    """A value as people read it: `31 March 2027`, `3`, `Yes`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return INVISIBLE.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n").strip()
