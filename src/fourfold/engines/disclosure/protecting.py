"""A table that may be published: small counts withheld, the rest rounded, totals added up of what is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from fourfold.engines.disclosure.attacking import attack
from fourfold.engines.disclosure.errors import BadTable, CannotProtect
from fourfold.engines.disclosure.grid import Counts, Grid, Key, grid_of
from fourfold.engines.disclosure.releases import Earlier, Known, totals_of
from fourfold.engines.disclosure.rows import TOTAL, WITHHELD
from fourfold.engines.disclosure.rule import Range
from fourfold.engines.disclosure.withholding import Task, hidden_in


@dataclass(frozen=True)
class Protected:
    """What may be published, and what was done.

    `table`: the columns of the table that was given, all of them text: a cell for each combination of labels, then
    totals. `small` counts were withheld for themselves, `besides` to guard those; `shown` are left. `added`: cells
    that the table did not have; they count as 0, and are withheld as such.
    """

    table: pa.Table
    small: int
    besides: tuple[str, ...]
    shown: int
    added: int


def protect(
    table: pa.Table,
    by: Sequence[str],
    count: str,
    *,
    totals: pa.Table | None = None,
    earlier: Iterable[Earlier] = (),
) -> Protected:
    """Protect a table of true counts, and have it attacked before it is given back.

    `table`: the columns of `by` and `count`, a row a combination, with or without total rows. `totals`: true totals
    that are published elsewhere. `earlier`: releases that are public already.
    Raises BadTable; Contradiction where an earlier release cannot be of the same people; CannotProtect.
    """
    earlier = tuple(earlier)
    grid = grid_of(table, by, count)
    _require_sums(grid, grid.totals, "the table's own total row")
    known = totals_of(totals, grid, count) if totals is not None else {}
    _require_sums(grid, known, "the totals published elsewhere")
    task = Task(
        grid,
        {key: Known(Range(value, value), "published elsewhere") for key, value in known.items()},
        [(one.release(), one.is_part) for one in earlier],
    )
    hidden = hidden_in(task)
    counts = task.release(hidden).grid.counts
    safe = _table(grid, counts, table.column_names, count)
    # What the search for it believed of the table does not count: the attacker has the published one alone.
    if leaks := attack(safe, by, count, totals=totals, earlier=earlier).leaks:
        raise CannotProtect(f"This table cannot be protected: {leaks[0]}")
    besides = [grid.name(_key(at)) for at in np.argwhere(hidden & ~task.small)]
    return Protected(safe, int(task.small.sum()), tuple(besides), int((~hidden).sum()), hidden.size - _rows(grid))


def _rows(grid: Grid) -> int:
    """How many cells had a row."""
    return sum(None not in key for key in grid.order)


def _require_sums(grid: Grid, totals: dict[Key, int], said: str) -> None:
    for key, value in totals.items():
        if (summed := grid.sums(key)) != value:
            raise BadTable(
                f"The total of {grid.name(key)} is {value} in {said}, but its cells add up to {summed}. "
                "Give the cells that are missing, or mend the total."
            )


def _table(grid: Grid, counts: Counts, columns: Sequence[str], count: str) -> pa.Table:
    """Cells and totals in the order in which they came, in the columns of the table that was given."""
    keys = grid.keys()
    found = {
        name: [TOTAL if (at := key[place]) is None else labels[at] for key in keys]
        for place, (name, labels) in enumerate(zip(grid.by, grid.labels, strict=True))
    }
    found[count] = [_shown(grid, key, counts) for key in keys]
    return pa.table({name: pa.array(found[name], pa.string()) for name in columns})


def _shown(grid: Grid, key: Key, counts: Counts) -> str:
    """A cell, or the sum of those shown; withheld where none is, since 0 would say that there is nobody."""
    return str(grid.sums(key, np.maximum(counts, 0)) or WITHHELD)


def _key(at: Iterable[int]) -> Key:
    return tuple(int(place) for place in at)
