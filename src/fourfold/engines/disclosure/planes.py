"""Where the cells and totals of a table form one matrix: tables of one and two dimensions, and some of more."""

from itertools import product

import numpy as np

from fourfold.engines.disclosure.grid import Grid, Key
from fourfold.engines.disclosure.system import Plane, Whole

NOWHERE = -1


def plane_of(grid: Grid, cells: Whole, totals: dict[Key, int]) -> Plane | None:
    """The matrix; None where the known totals sum over the columns in too many ways for one.

    Every known total but the grand one must fix either one set of columns, or all the others.
    """
    kinds = {frozenset(place for place, at in enumerate(key) if at is not None) for key in totals} - {frozenset()}
    every = frozenset(range(len(grid.by)))
    if len(kinds) > 2 or any(one & other for one in kinds for other in kinds - {one}):
        return None
    rows = min(kinds, key=sorted, default=frozenset())
    columns = every - rows
    if kinds - {rows, columns}:
        return None
    order = [*sorted(rows), *sorted(columns)]
    height = int(np.prod([len(grid.labels[at]) for at in sorted(rows)], dtype=np.int64))
    matrix = np.full((height + 1, cells.size // height + 1), NOWHERE, np.int64)
    matrix[:height, :-1] = np.transpose(cells, order).reshape(height, -1)
    nothing = (None,) * len(grid.by)
    _fill(matrix[:height, -1], grid, sorted(rows), totals)
    _fill(matrix[height, :-1], grid, sorted(columns), totals)
    matrix[-1, -1] = totals.get(nothing, NOWHERE)
    return Plane(matrix)


def _fill(line: Whole, grid: Grid, fixed: list[int], totals: dict[Key, int]) -> None:
    """The totals that fix these columns, in the order of their labels."""
    if not fixed:
        return
    for at, chosen in enumerate(product(*(range(len(grid.labels[place])) for place in fixed))):
        key = tuple(chosen[fixed.index(place)] if place in fixed else None for place in range(len(grid.by)))
        line[at] = totals.get(key, NOWHERE)
