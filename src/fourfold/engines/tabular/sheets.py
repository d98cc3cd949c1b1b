"""Excel workbooks: one visible sheet is read; what is hidden is said, and never read in silence."""

import itertools
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from openpyxl import load_workbook

from fourfold.engines.tabular.archives import check_workbook
from fourfold.engines.tabular.finding import LOOKED_AT, MOST_COLUMNS, header_of, trimmed
from fourfold.engines.tabular.headers import normal
from fourfold.engines.tabular.refusing import Refusal
from fourfold.engines.tabular.rows import Form, Problem, Row, Sniffed

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

T = TypeVar("T")
MOST_ROWS = 1_048_576
"""Rows of a sheet, in every version of Excel since 2007."""
_SEVERAL = 500
_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx), and send it again."
_PEEKED = 2_000
"""Rows in which the first that hold something are looked for."""
_WIDE = Problem("The row has values to the right of the last header.", "Give that column a header, or take it out.")


def sniff_sheet(path: Path, expected: Collection[str], sheet: str) -> Sniffed:
    """What a workbook is, and which of its sheets is read. Raises Refusal where several could be."""
    check_workbook(path)
    with _workbook(path) as book:
        states = {one.title: one.sheet_state for one in book.worksheets}
        visible = [name for name, state in states.items() if state == "visible"]
        filled = {name: rows for name in visible if (rows := _first(book, name))}
        chosen = _chosen(filled, states, expected, sheet)
        header = header_of(filled[chosen], expected)
        above = [str(row.number) for row in filled[chosen] if row.number < header.number]
        epoch = book.epoch
    return Sniffed(
        form=Form.SHEET,
        headers=trimmed(header.cells),
        header_row=header.number,
        remarks=tuple(_remarks(states, chosen, header, above)),
        sheet=chosen,
        epoch=epoch,
    )


def read_sheet(path: Path, sniffed: Sniffed) -> Iterator[Row]:
    """The rows below the header."""
    width = len(sniffed.headers)
    with _workbook(path) as book:
        for row in _rows(book, sniffed.sheet, width + 1):
            if row.number > sniffed.header_row:
                wide = any(cell.strip() for cell in row.cells[width:])
                yield Row(row.number, row.cells if wide else row.cells[:width], _WIDE if wide else None)


def _chosen(filled: dict[str, list[Row]], states: Mapping[str, str], expected: Collection[str], sheet: str) -> str:
    if sheet:
        if sheet in filled:
            return sheet
        raise Refusal(
            f"There is no visible sheet “{sheet}” that holds anything.", f"There are: {', '.join(filled) or 'none'}."
        )
    if not filled:
        hidden = [name for name, state in states.items() if state != "visible"]
        raise Refusal(
            f"No visible sheet holds anything; hidden: {', '.join(hidden)}." if hidden else "The workbook is empty.",
            "Show the sheet that is meant, and send it again."
            if hidden
            else "Send the workbook that holds the rows.",
        )
    known = {name: max(_known(row, expected) for row in rows) for name, rows in filled.items()}
    best = [name for name, count in known.items() if count == max(known.values())]
    if len(best) > 1:
        raise Refusal(
            f"The workbook has several sheets that could be meant: {', '.join(best)}.",
            "Say which, or send a workbook with that sheet alone.",
        )
    return best[0]


def _known(row: Row, expected: Collection[str]) -> int:
    return len({normal(cell) for cell in row.cells} & set(expected))


def _first(book: "Workbook", name: str) -> list[Row]:
    rows = itertools.islice(_rows(book, name, MOST_COLUMNS + 1), _PEEKED)
    return list(itertools.islice((row for row in rows if any(cell.strip() for cell in row.cells)), LOOKED_AT))


def _remarks(states: Mapping[str, str], chosen: str, header: Row, above: list[str]) -> Iterator[str]:
    if hidden := [name for name, state in states.items() if state != "visible"]:
        yield f"The workbook has hidden sheets, which we did not read: {', '.join(hidden)}."
    if others := [name for name, state in states.items() if state == "visible" and name != chosen]:
        yield f"We read the sheet “{chosen}”, and not: {', '.join(others)}."
    if above:
        yield f"The header is in row {header.number}; we left out what stands above it (row {', '.join(above)})."


@contextmanager
def _workbook(path: Path) -> Iterator["Workbook"]:
    try:
        with path.open("rb") as opened:
            book = _quietly(lambda: load_workbook(opened, read_only=True, keep_links=False))
            yield book
            book.close()
    except Refusal:
        raise
    except Exception:  # openpyxl answers a damaged file with whatever error lies on its way
        raise Refusal("The workbook is damaged.", _AGAIN) from None


def _rows(book: "Workbook", name: str, width: int) -> Iterator[Row]:
    sheet: Any = book[name]
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    found = iter(sheet.iter_rows(values_only=True, max_col=width))
    number = 0
    while several := _quietly(lambda: list(itertools.islice(found, _SEVERAL))):
        for cells in several:
            number += 1
            if number > MOST_ROWS:
                raise Refusal(f"The sheet has a row beyond {MOST_ROWS:,}, which no sheet has.", _AGAIN)
            yield Row(number, [_text(cell) for cell in cells])


def _quietly(work: Callable[[], T]) -> T:
    """openpyxl warns of styles, and of dates out of range: those come as numbers, and are seen as such."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return work()


def _text(value: object) -> str:
    """A cell as text. Formulas stay as they are written: nothing is worked out."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(getattr(value, "text", value)) if not isinstance(value, int | float) else repr(value)


def _moment(value: datetime) -> str:
    """Excel keeps times as parts of a day, so seconds come out a little beside."""
    whole = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    return whole.date().isoformat() if whole.time() == time() else whole.isoformat()
