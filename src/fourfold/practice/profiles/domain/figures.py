"""A figure: a small table that is pasted or made elsewhere, with its source, and a chart of it where it has one."""

import csv
import io
from dataclasses import dataclass

from fourfold.ground.kernel.errors import BadInput

MOST_ROWS, MOST_COLUMNS, LONGEST = 200, 12, 200
WITHHELD = "c"


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns' names, and rows of the same length. The first column names the row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold numbers alone, withheld ones and empty ones aside."""
        return tuple(
            place > 0
            and any(number(row[place]) is not None for row in self.rows)
            and all(number(row[place]) is not None or row[place] in ("", WITHHELD) for row in self.rows)
            for place in range(len(self.columns))
        )


def number(text: str) -> float | None:
    """A cell as a number; thousands may have commas."""
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def read_grid(pasted: str) -> Grid:
    """What was pasted from a spreadsheet (tabs) or a CSV file. Raises BadInput that says what to mend."""
    text = pasted.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    lines = [tuple(cell.strip() for cell in line) for line in csv.reader(io.StringIO(text), delimiter=delimiter)]
    lines = [line for line in lines if any(line)]
    if len(lines) < 2:
        raise BadInput.one("Paste a table with a line of headings and at least one row.", "table")
    columns, rows = lines[0], lines[1:]
    if len(columns) < 2 or len(columns) > MOST_COLUMNS or len(rows) > MOST_ROWS:
        most = f"2 to {MOST_COLUMNS} columns and at most {MOST_ROWS} rows"
        raise BadInput.one(f"A figure has {most}; this has {len(columns)} and {len(rows)}.", "table")
    if any(not name for name in columns) or len(set(columns)) < len(columns):
        raise BadInput.one("Give every column a heading of its own.", "table")
    for place, row in enumerate(rows, start=2):
        if len(row) != len(columns):
            told = f"Line {place} has {len(row)} cells, and there are {len(columns)} headings."
            raise BadInput.one(f"{told} Give each row a cell for each heading.", "table")
    if any(len(cell) > LONGEST for line in lines for cell in line):
        raise BadInput.one(f"A cell has at most {LONGEST} characters. Shorten the longest.", "table")
    return Grid(columns, tuple(rows))
