"""The neutral form of a document: paragraphs and rows, each with its place. Text and Word files become the same."""

from dataclasses import dataclass, replace

from fourfold.ground.kernel.errors import BadInput

MOST_LINES = 20_000
"""Lines of a text file, or paragraphs and rows of a Word file. A plan has some dozens."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a line of a text, a paragraph or row of a Word file, a row of a sheet; and the cell."""

    sheet: str = ""
    line: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    column: str = ""

    def at(self, cell: int, column: str = "") -> "Place":
        """The place of one cell (counted from 1) of this row."""
        return replace(self, cell=cell, column=column)

    def __str__(self) -> str:
        parts = [f"sheet {self.sheet}"] if self.sheet else []
        parts += [f"{word} {number}" for word, number in self._numbers() if number is not None]
        if self.cell is not None:
            parts.append(f"cell {self.cell}" + (f" ({self.column})" if self.column else ""))
        return ", ".join(parts) or "document"

    def _numbers(self) -> tuple[tuple[str, int | None], ...]:
        return ("line", self.line), ("paragraph", self.paragraph), ("table", self.table), ("row", self.row)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a piece came from, and the whole original text of that cell or line."""

    where: Place
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line outside tables. `follows_row` is set where it stands directly under a row, without a blank line."""

    place: Place
    text: str
    follows_row: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, cell by cell. Line breaks inside a cell are kept as `\\n`.

    `ragged`: of a spreadsheet, which leaves out empty cells at the end of a row.
    """

    place: Place
    cells: tuple[str, ...]
    opens_table: bool = False
    ragged: bool = False


Block = Paragraph | Row


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a file says, in its order; `margins` are headers, footers and notes of a Word file."""

    blocks: tuple[Block, ...]
    margins: tuple[Paragraph, ...] = ()


def check_length(lines: int) -> None:
    """Raise BadInput for a document of far more lines than a plan has."""
    if lines > MOST_LINES:
        raise BadInput.one(
            f"This file has more than {MOST_LINES:,} lines. Please take out what is no part of the plan."
        )
