"""The spreadsheet that came back, read without believing it: every row is taken, or named with what is wrong."""

import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from fourfold.accountability.chasing.domain.sheets.archive import check_archive
from fourfold.accountability.chasing.domain.sheets.cells import date_in, status_in, words_in
from fourfold.accountability.chasing.domain.sheets.columns import (
    ABOUT,
    MOST_REASON,
    MOST_ROWS,
    MOST_TEXT,
    SHEET,
    Column,
)
from fourfold.accountability.chasing.domain.sheets.keys import Seen, read_key
from fourfold.accountability.plan.domain.exporting.cells import from_xml, unguard
from fourfold.accountability.plan.domain.states import Status
from fourfold.ground.kernel.errors import BadInput

_DAMAGED = "The file is damaged: Excel itself may mend it. Open it there, save it as .xlsx, and try again."
_WIDEST = 60
"""Columns that we look at. Ours are eleven; others may have been added beside them."""
_BEYOND = 20_000
"""Rows after which we stop: nobody's list of actions is that long."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One row as it came back. `line` is its number in the sheet; `label` names it as its reader knows it.

    `seen` is None where the key is unknown. `problems` begin with the column's name.
    """

    line: int
    label: str
    seen: Seen | None
    status: Status | None
    reason: str
    text: str
    next_review: date | None
    problems: tuple[str, ...] = ()
    locked: dict[str, str] = field(default_factory=dict)
    """What the locked cells hold: title, due and review, to tell where they were changed."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows that came back, and what else is to be said about the file."""

    rows: tuple[Brought, ...]
    notes: tuple[str, ...]


def read_sheet(content: bytes, secret: bytes) -> Sheet:
    """Read a spreadsheet that `write_sheet` made and somebody filled in.

    Raises `BadInput` where the file as a whole cannot be taken; what is wrong with a row stands in the row.
    """
    check_archive(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # parts that openpyxl leaves aside are none of ours
            return _read(content, secret)
    except BadInput:
        raise
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError):
        raise BadInput.one(_DAMAGED, "file") from None
    except (SyntaxError, OverflowError, OSError, EOFError):  # ParseError is a SyntaxError
        raise BadInput.one(_DAMAGED, "file") from None


def _read(content: bytes, secret: bytes) -> Sheet:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        chosen = _chosen(book)
        places, rows = _headed(chosen)
        found = [_row(number, cells, places, secret) for number, cells in rows if _says_anything(cells, places)]
        notes = [*_about_sheets(book, chosen)]
    finally:
        book.close()
    if len(found) > MOST_ROWS:
        raise BadInput.one(f"The sheet holds {len(found):,} rows. Bring back {MOST_ROWS:,} or fewer.", "file")
    if not found:
        raise BadInput.one("The sheet holds no actions. Take a new spreadsheet out and fill that in.", "file")
    return Sheet(tuple(found), tuple(notes))


def _chosen(book: Any) -> Any:
    sheets = list(book.worksheets)
    named = [sheet for sheet in sheets if sheet.title.strip().lower() == SHEET.lower()]
    if not named:
        titles = ", ".join(f"“{sheet.title}”" for sheet in sheets) or "none"
        raise BadInput.one(
            f"The file has no sheet called “{SHEET}” (it has {titles}). Bring back the file that you took out here.",
            "file",
        )
    return named[0]


def _headed(sheet: Any) -> tuple[dict[Column, int], Iterator[tuple[int, Sequence[Any]]]]:
    """Where each column stands, and the rows under the headings."""
    rows = enumerate(sheet.iter_rows(max_col=_WIDEST), start=1)
    _number, heads = next(rows, (0, ()))
    titles = [words_in(cell.value, most=1_000).lower() for cell in heads]
    places = {column: titles.index(column.value.lower()) for column in Column if column.value.lower() in titles}
    missing = [column.value for column in Column if column not in places]
    if missing:
        raise BadInput.one(
            f"The sheet “{SHEET}” lacks the headings {', '.join(f'“{name}”' for name in missing)} in its first row. "
            "Bring back the file that you took out here, with its headings.",
            "file",
        )
    doubled = [column.value for column in Column if titles.count(column.value.lower()) > 1]
    if doubled:
        raise BadInput.one(f"The heading “{doubled[0]}” stands there twice. Leave one of them.", "file")
    return places, _bounded(rows)


def _bounded(rows: Iterator[tuple[int, Sequence[Any]]]) -> Iterator[tuple[int, Sequence[Any]]]:
    for number, cells in rows:
        if number > _BEYOND:
            raise BadInput.one(
                f"The sheet goes on below row {_BEYOND:,}. Delete what stands there, and bring it back again.", "file"
            )
        yield number, cells


def _says_anything(cells: Sequence[Any], places: dict[Column, int]) -> bool:
    return any(place < len(cells) and cells[place].value not in (None, "") for place in places.values())


def _row(number: int, cells: Sequence[Any], places: dict[Column, int], secret: bytes) -> Brought:
    taken = _Cells({column: cells[place] if place < len(cells) else None for column, place in places.items()})
    key = taken.words(Column.KEY, most=1_000)
    label = " ".join(filter(None, (taken.shown(Column.STRAND), taken.shown(Column.NUMBER))))
    title = unguard(from_xml(taken.shown(Column.TITLE)))
    return Brought(
        line=number,
        label=": ".join(filter(None, (label, title)))[:200],
        seen=read_key(key, secret) if key else None,
        status=taken.status(),
        reason=taken.words(Column.REASON, most=MOST_REASON),
        text=taken.words(Column.TEXT, most=MOST_TEXT),
        next_review=taken.date(Column.NEXT_REVIEW),
        problems=tuple(taken.problems),
        locked={"title": title, "due": taken.day(Column.DUE), "review": taken.day(Column.REVIEW)},
    )


class _Cells:
    """The cells of one row, with what is wrong with them."""

    def __init__(self, cells: dict[Column, Any]) -> None:
        self.cells = cells
        self.problems: list[str] = []

    def value(self, column: Column) -> object:
        cell = self.cells[column]
        if cell is None or cell.value is None:
            return None
        if cell.data_type == "f":
            self.problems.append(f"“{column}” holds a formula. Type the words or the date itself.")
            return None
        if cell.data_type == "e":
            self.problems.append(f"“{column}” holds the error {cell.value}. Type what you meant.")
            return None
        return cell.value if not isinstance(cell.value, str) else from_xml(cell.value)

    def words(self, column: Column, *, most: int) -> str:
        try:
            return words_in(self.value(column), most=most)
        except BadInput as wrong:
            self._note(column, wrong)
            return ""

    def status(self) -> Status | None:
        try:
            return status_in(self.value(Column.STATUS))
        except BadInput as wrong:
            self._note(Column.STATUS, wrong)
            return None

    def date(self, column: Column) -> date | None:
        try:
            return date_in(self.value(column))
        except BadInput as wrong:
            self._note(column, wrong)
            return None

    def shown(self, column: Column) -> str:
        """A locked cell's text, shortened; what is wrong with it does not matter."""
        cell = self.cells[column]
        return "" if cell is None or cell.value is None else " ".join(str(cell.value).split())[:200]

    def day(self, column: Column) -> str:
        """A locked date in ISO form; as typed where it is none."""
        cell = self.cells[column]
        try:
            found = date_in(cell.value if cell is not None else None)
        except BadInput:
            return self.shown(column)
        return found.isoformat() if found else ""

    def _note(self, column: Column, wrong: BadInput) -> None:
        self.problems += [f"“{column}” {problem.message}" for problem in wrong.problems]


def _about_sheets(book: Any, chosen: Any) -> Iterator[str]:
    """Sheets that we did not read are named: nobody should think that what is on them was taken."""
    for sheet in book.worksheets:
        if sheet is chosen:
            if sheet.sheet_state != "visible":
                yield f"The sheet “{sheet.title}” is hidden in the file. We read it all the same."
        elif sheet.title != ABOUT:
            hidden = ", which is hidden in the file," if sheet.sheet_state != "visible" else ""
            yield f"We did not read the sheet “{sheet.title}”{hidden} because it is not ours."
