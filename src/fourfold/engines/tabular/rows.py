"""What reading a file gives, whatever its form: rows of text with the number under which a person sees each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

BATCH_ROWS = 5_000


class Form(StrEnum):
    """Kinds of file that we read."""

    DELIMITED = "delimited text"
    SHEET = "Excel workbook"
    JSON_LINES = "JSON Lines"
    PARQUET = "Parquet"


class Problem(NamedTuple):
    """Why something cannot be taken as it is, and how to mend it."""

    reason: str
    mend: str


class Row(NamedTuple):
    """`number`: line of the text, row of the sheet. `problem`: why the row as a whole cannot be read."""

    number: int
    cells: list[str]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows below the header. `blanks`: rows without anything in them, which are left out."""

    rows: list[Row]
    blanks: int = 0


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is. Everything here is said to the sender."""

    form: Form
    headers: tuple[str, ...]
    header_row: int
    """The line or row of the header; 0 where the form has none."""
    remarks: tuple[str, ...] = ()
    """What was noticed, in sentences."""
    encoding: str = ""
    """As people call it, for text."""
    codec: str = ""
    """As Python calls it."""
    is_damaged: bool = False
    """Some bytes are not of that encoding; their cells are held."""
    delimiter: str = ""
    line_ends: str = ""
    is_packed: bool = False
    sheet: str = ""
    epoch: datetime | None = None
    """Day 0 of the workbook's count of days."""

    def detected(self) -> Mapping[str, object]:
        """For reports: form, encoding, delimiter, line ends, sheet, header row, packed."""
        names = {",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe"}
        said = {
            "form": self.form.value,
            "encoding": self.encoding,
            "delimiter": names.get(self.delimiter, self.delimiter),
            "line_ends": self.line_ends,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "packed": "gzip" if self.is_packed else "",
            "columns": list(self.headers),
        }
        return {name: value for name, value in said.items() if value not in ("", 0)}


@dataclass(slots=True)
class _Heap:
    rows: list[Row] = field(default_factory=list)
    blanks: int = 0


def in_batches(rows: Iterable[Row], size: int) -> Iterator[Batch]:
    """Batches of `size` rows; blank ones are counted, not kept."""
    heap = _Heap()
    for row in rows:
        if row.problem is None and not any(cell and not cell.isspace() for cell in row.cells):
            heap.blanks += 1
        else:
            heap.rows.append(row)
        if len(heap.rows) >= size:
            yield Batch(heap.rows, heap.blanks)
            heap = _Heap()
    if heap.rows or heap.blanks:
        yield Batch(heap.rows, heap.blanks)
