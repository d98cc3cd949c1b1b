"""A table of counts as a grid: a dimension for each column that it is counted by."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from fourfold.engines.disclosure.errors import BadTable
from fourfold.engines.disclosure.rows import TOTAL, Row, rows_of

MOST_CELLS = 2_000_000
HIDDEN = -1
"""Stands in a grid where a count is withheld."""

Key = tuple[int | None, ...]
"""A cell by the place of its label in each dimension; None stands for the total over that dimension."""
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Grid:
    """Counts by some columns: every combination of the labels has a cell.

    `totals`: what total rows said. `order`: the cells and totals in the order in which their rows came.
    """

    by: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    counts: Counts
    totals: dict[Key, int]
    order: tuple[Key, ...]

    def name(self, key: Key) -> str:
        """The cell or total in words: `district=Dover, sex=F`; all of it where nothing is fixed."""
        fixed = [
            f"{column}={labels[place]}"
            for column, labels, place in zip(self.by, self.labels, key, strict=True)
            if place is not None
        ]
        return ", ".join(fixed) or "everything"

    def sums(self, key: Key, counts: Counts | None = None) -> int:
        """The sum of the cells of a total."""
        return int((self.counts if counts is None else counts)[cells_of(key)].sum())

    def keys(self) -> list[Key]:
        """Every cell, as its row came, then those that had none; then likewise every total, the grand total last."""
        fixed = [[*range(len(labels)), None] for labels in self.labels]
        every = sorted(product(*fixed), key=lambda key: sum(place is None for place in key))
        return list(dict.fromkeys((*self.order, *every)))


def cells_of(key: Key) -> tuple[int | slice, ...]:
    """What picks the cells of a total out of a grid."""
    return tuple(slice(None) if place is None else place for place in key)


def grid_of(table: pa.Table, by: Sequence[str], count: str, *, may_withhold: bool = False) -> Grid:
    """The table as a grid. A combination without a row counts as 0, or as withheld in a release.

    Raises BadTable where a column is missing or there is one too many, a combination stands twice, a label is
    empty, or a count is not a whole number from 0 (`may_withhold`: or withheld).
    """
    rows = rows_of(table, by, count, may_withhold=may_withhold)
    cells = [row for row in rows if TOTAL not in row.labels]
    if not cells:
        raise BadTable("The table has no cells. It needs a row for each combination, with its count.")
    labels = tuple(tuple(dict.fromkeys(row.labels[place] for row in cells)) for place in range(len(by)))
    size = prod(len(each) for each in labels)
    if size > MOST_CELLS:
        raise BadTable(f"The table has {size:,} combinations; {MOST_CELLS:,} is the most. Count by fewer columns.")
    places = [{label: place for place, label in enumerate(each)} for each in labels]
    counts = np.full([len(each) for each in labels], HIDDEN if may_withhold else 0, np.int64)
    totals: dict[Key, int] = {}
    order = []
    for row in rows:
        key = key_of(row, places)
        order.append(key)
        if TOTAL not in row.labels:
            counts[key] = HIDDEN if row.count is None else row.count
        elif row.count is not None:
            totals[key] = row.count
    return Grid(tuple(by), labels, counts, totals, tuple(order))


def key_of(row: Row, places: Sequence[dict[str, int]]) -> Key:
    """Where a row stands in a grid. Raises BadTable where the grid has no such label."""
    found: list[int | None] = []
    for label, known in zip(row.labels, places, strict=True):
        if label != TOTAL and label not in known:
            raise BadTable(f"{row.name} is of no cell: nothing else in the table is called {label}.")
        found.append(None if label == TOTAL else known[label])
    return tuple(found)
