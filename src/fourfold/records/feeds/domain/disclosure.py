"""Tables of counts that name nobody: what is small is withheld, the rest is rounded, totals add up what is shown.

The partnership’s rule for disclosure control: counts of 7 or fewer are withheld (0 among them), *then*
everything is rounded to 5. It stands in `engines/disclosure/rule`. The database does that before a number leaves it
(`feeds_patterns` in `rls.sql`); here it serves the totals, and as what tests compare the database with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fourfold.engines.disclosure.rule import SMALLEST, STEP, published

__all__ = ["SMALLEST", "STEP", "Line", "Table", "published", "table_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its published cells in the order of the columns, None where one is withheld."""

    label: str
    cells: tuple[int | None, ...]

    @property
    def total(self) -> int:
        """The sum of what is shown: a true total would tell what is withheld."""
        return sum(cell or 0 for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """Published counts by two fields."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """The sum of each column's published cells."""
        return tuple(sum(line.cells[place] or 0 for line in self.lines) for place in range(len(self.columns)))


def table_of(cells: Mapping[tuple[str, str], int | None], rows: Sequence[str], columns: Sequence[str]) -> Table:
    """A table of published cells by `(row, column)`; a pair that nothing is known of is withheld like a small one."""
    return Table(
        tuple(columns), tuple(Line(row, tuple(cells.get((row, column)) for column in columns)) for row in rows)
    )
