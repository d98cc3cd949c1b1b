"""From bytes to rows: encodings, delimiters and headings as spreadsheets write them."""

import csv
import re
from dataclasses import dataclass

from fourfold.ground.kernel.errors import BadInput

MOST_BYTES, MOST_ROWS, LONGEST_CELL = 1_000_000, 5_000, 300
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SAVE = "Save it from your spreadsheet as “CSV UTF-8” and try again."

COLUMNS = {
    "period": ("period", "month", "quarter", "year", "date", "financial year"),
    "start": ("start", "from", "first day"),
    "end": ("end", "to", "last day"),
    "place": ("place", "area", "district", "place code", "area code", "code"),
    "place name": ("place name", "area name"),
    "breakdown": ("breakdown", "group", "part"),
    "value": ("value", "figure", "percent", "percentage", "count", "rate", "number", "score", "days"),
    "low": ("low", "lower", "lower limit", "lower ci", "ci low"),
    "high": ("high", "upper", "upper limit", "upper ci", "ci high"),
    "n": ("n", "base", "denominator", "sample size"),
    "complete": ("complete", "is complete"),
    "note": ("note", "notes", "comment"),
}
"""What each column may be headed, in small letters."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file by column, white space trimmed. `line` counts from 1, the headings included."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """A cell, empty where the file has no such column."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, with the delimiter that parts them and the columns that we do not read."""

    rows: list[Row]
    delimiter: str
    unread: list[str]


def read_table(data: bytes) -> Table:
    """The rows of a file of figures, blank ones left out. Raises `BadInput` for what is no such file."""
    if len(data) > MOST_BYTES:
        raise BadInput.one("This file is larger than 1 MB. Send the figures of fewer years at a time.")
    text = _decode(data)
    lines = text.splitlines()
    first = next((number for number, line in enumerate(lines) if line.strip(' ,;\t|"')), None)
    if first is None:
        raise BadInput.one("This file is empty. Download the template to see what we read.")
    delimiter = max(",;\t|", key=lines[first].count)
    try:
        parsed = list(csv.reader(lines[first:], delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise BadInput.one(f"We could not read this file as CSV ({error}). {_SAVE}") from None
    named, unread = _named(parsed[0])
    body = [(first + 1 + at, cells) for at, cells in enumerate(parsed) if at and any(cell.strip() for cell in cells)]
    if not body:
        raise BadInput.one("This file has headings but no rows below them.")
    if len(body) > MOST_ROWS:
        raise BadInput.one(f"This file has {len(body):,} rows. Send at most {MOST_ROWS:,} at a time.")
    rows = [Row(line, {name: _cell(cells, at) for name, at in named.items()}) for line, cells in body]
    return Table(rows, delimiter, unread)


def _cell(cells: list[str], at: int) -> str:
    return " ".join(cells[at].split()) if at < len(cells) else ""


def _decode(data: bytes) -> str:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadInput.one(f"This is a workbook, not a CSV file. {_SAVE}")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise BadInput.one(f"We could not read the letters of this file. {_SAVE}") from None
    if _CONTROL.search(text):
        raise BadInput.one(f"This file holds characters that no text has. {_SAVE}")
    return _INVISIBLE.sub("", text)


def _named(headings: list[str]) -> tuple[dict[str, int], list[str]]:
    """Where each column stands, and the headings that are none of ours. Raises `BadInput`."""
    named: dict[str, int] = {}
    unread = []
    for at, heading in enumerate(headings):
        said = " ".join(heading.replace("_", " ").split()).casefold()
        column = next((name for name, others in COLUMNS.items() if said in others), "")
        if not column:
            unread += [heading.strip()] if said else []
        elif column in named:
            raise BadInput.one(f"Two columns give the {column}: “{heading.strip()}” is the second. Keep one of them.")
        else:
            named[column] = at
    if "value" not in named:
        raise BadInput.one("No column is headed “value”. Download the template to see the columns.")
    if "period" not in named and not {"start", "end"} <= named.keys():
        raise BadInput.one("No column is headed “period”. Download the template to see the columns.")
    return named, unread
