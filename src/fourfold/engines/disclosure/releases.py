"""A release as an attacker has it: shown and withheld cells, and the totals that are known beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from fourfold.engines.disclosure.errors import BadTable
from fourfold.engines.disclosure.grid import HIDDEN, Grid, Key, grid_of, key_of
from fourfold.engines.disclosure.rows import TOTAL, rows_of
from fourfold.engines.disclosure.rule import STEP, Range, behind


@dataclass(frozen=True)
class Known:
    """A total that everybody can know, with where it stands."""

    range: Range
    where: str


@dataclass(frozen=True)
class Release:
    """A published table. `grid.counts` holds rounded counts, and HIDDEN where one is withheld.

    `totals` are those from elsewhere, and those of its own total rows where they are more than sums of shown cells.
    """

    grid: Grid
    totals: Mapping[Key, Known]

    @property
    def hidden(self) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Where a count is withheld."""
        found: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = self.grid.counts == HIDDEN
        return found


@dataclass(frozen=True)
class Earlier:
    """A release that is public already, counted of the same people by the same or by other columns.

    `is_part`: it counted some of the people whom the new one counts (an earlier month of a running year, a narrower
    age); then nobody may be able to work out a small difference either. `totals`: true ones published with it.
    """

    table: pa.Table
    by: Sequence[str]
    count: str
    totals: pa.Table | None = None
    is_part: bool = False

    def release(self) -> Release:
        """As an attacker has it. Raises BadTable."""
        return release_of(self.table, self.by, self.count, self.totals)


def release_of(table: pa.Table, by: Sequence[str], count: str, totals: pa.Table | None = None) -> Release:
    """A release from its table: `c` or nothing where a count is withheld. Raises BadTable."""
    grid = grid_of(table, by, count, may_withhold=True)
    known = own_totals(grid)
    if totals is not None:
        known |= {
            key: Known(Range(value, value), "published elsewhere")
            for key, value in totals_of(totals, grid, count).items()
        }
    return Release(grid, known)


def own_totals(grid: Grid) -> dict[Key, Known]:
    """What the total rows of a release say.

    Nothing, where each is the sum of the cells shown. Otherwise all are taken as what they must then be: true
    totals, rounded to 5 where every one of them is a multiple of 5.
    """
    shown = np.maximum(grid.counts, 0)
    if all(grid.sums(key, shown) == value for key, value in grid.totals.items()):
        return {}
    if all(value % STEP == 0 for value in grid.totals.values()):
        return {key: Known(_around(value), "shown rounded") for key, value in grid.totals.items()}
    return {key: Known(Range(value, value), "shown exactly") for key, value in grid.totals.items()}


def _around(rounded: int) -> Range:
    return Range(max(0, rounded - STEP // 2), behind(rounded)[1])


def totals_of(table: pa.Table, grid: Grid, count: str) -> dict[Key, int]:
    """Totals from a table of their own. A column that it does not have is summed over. Raises BadTable."""
    columns = [name for name in grid.by if name in table.column_names]
    places = [
        {label: place for place, label in enumerate(labels)}
        for name, labels in zip(grid.by, grid.labels, strict=True)
        if name in columns
    ]
    found: dict[Key, int] = {}
    try:
        for row in rows_of(table, columns, count):
            short = iter(key_of(row, places))
            key = tuple(next(short) if name in columns else None for name in grid.by)
            if None not in key:
                raise BadTable(f"{row.name} is a cell and no total. Write {TOTAL} in the columns that it sums over.")
            found[key] = row.count or 0
    except BadTable as error:
        raise BadTable(f"The totals: {error}") from None
    return found
