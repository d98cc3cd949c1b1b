"""Small tables of counts, published, and a slow attacker who tries every table that could lie behind one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pyarrow as pa

Key = tuple[int | None, ...]
Counts = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


def names(size: int) -> list[str]:
    """The columns of a table of so many dimensions."""
    return list("abcd"[:size])


def labelled(key: Key) -> list[str]:
    """A cell's labels, as `tabled` writes them."""
    return ["Total" if at is None else f"{column}{at}" for column, at in zip("abcd", key, strict=False)]


def tabled(rows: Mapping[Key, int | str], size: int) -> pa.Table:
    """Rows by their keys; None in a key stands for a total."""
    columns = list(zip(*(labelled(key) for key in rows), strict=True)) or [()] * size
    content = {name: pa.array(column, pa.string()) for name, column in zip(names(size), columns, strict=True)}
    return pa.table(content | {"n": pa.array([str(value) for value in rows.values()], pa.string())})


def table_of(counts: Counts) -> pa.Table:
    """A table of true counts, one row a cell."""
    return tabled({key: int(counts[key]) for key in np.ndindex(counts.shape)}, counts.ndim)


def sum_of(counts: Counts, key: Key) -> int:
    """The true total."""
    return int(counts[tuple(slice(None) if at is None else at for at in key)].sum())


def margins(shape: Sequence[int]) -> list[Key]:
    """Every total that such a table has."""
    return [key for key in product(*([*range(size), None] for size in shape)) if None in key]


def totals_of(counts: Counts, keys: Sequence[Key]) -> pa.Table:
    """True totals, as they are published elsewhere."""
    return tabled({key: sum_of(counts, key) for key in keys}, counts.ndim)


def shown(table: pa.Table) -> dict[tuple[str, ...], str]:
    """What a published table holds, by its labels."""
    rows = table.to_pylist()
    return {tuple(value for name, value in row.items() if name != "n"): row["n"] for row in rows}


def cells_shown(table: pa.Table, shape: Sequence[int]) -> list[str]:
    """Its cells in the order of the grid."""
    found = shown(table)
    return [found[tuple(labelled(key))] for key in np.ndindex(*shape)]


@dataclass(frozen=True)
class Sum:
    """Some cells, by their number, sum to at least `low` and at most `high`; some are taken off."""

    cells: tuple[int, ...]
    low: int
    high: int
    less: tuple[int, ...] = ()


def sums_known(counts: Counts, keys: Sequence[Key]) -> list[Sum]:
    """True totals over the cells of a grid."""
    places = np.arange(counts.size).reshape(counts.shape)
    return [
        Sum(
            tuple(int(at) for at in places[tuple(slice(None) if at is None else at for at in key)].ravel()),
            sum_of(counts, key),
            sum_of(counts, key),
        )
        for key in keys
    ]


class SlowAttacker:
    """Tries every table. `ranges`: what each cell can be by itself."""

    def __init__(self, ranges: Sequence[range], sums: Sequence[Sum]) -> None:
        # No count is above a total that holds it; one that nothing is known of is in nobody's way.
        caps = [[one.high for one in sums if cell in one.cells and not one.less] for cell in range(len(ranges))]
        self.ranges = [
            range(one.start, min(one.stop, *(cap + 1 for cap in capped))) if capped else one
            for one, capped in zip(ranges, caps, strict=True)
        ]
        self.sums = sums

    def values(self, cell: int) -> set[int]:
        """Every value that the cell has in some table which agrees with all sums."""
        return {value for value in self.ranges[cell] if next(self._tables(0, [], (cell, value)), None)}

    def _tables(self, at: int, begun: list[int], fixed: tuple[int, int]) -> Iterator[list[int]]:
        if at == len(self.ranges):
            yield begun
            return
        for value in [fixed[1]] if at == fixed[0] else self.ranges[at]:
            tried = [*begun, value]
            if all(self._may_hold(one, tried, fixed) for one in self.sums):
                yield from self._tables(at + 1, tried, fixed)

    def _may_hold(self, one: Sum, tried: list[int], fixed: tuple[int, int]) -> bool:
        low = high = 0
        for sign, cells in ((1, one.cells), (-1, one.less)):
            for cell in cells:
                least, most = self._edges(cell, tried, fixed)
                low, high = (low + least, high + most) if sign > 0 else (low - most, high - least)
        return low <= one.high and high >= one.low

    def _edges(self, cell: int, tried: list[int], fixed: tuple[int, int]) -> tuple[int, int]:
        if cell < len(tried):
            return tried[cell], tried[cell]
        if cell == fixed[0]:
            return fixed[1], fixed[1]
        return self.ranges[cell][0], self.ranges[cell][-1]


def range_shown(text: str, most: int) -> range:
    """What can lie behind what is shown: within 2 of it and at least 8, or 0 to `most` where it is withheld."""
    return range(most + 1) if text == "c" else range(max(8, int(text) - 2), int(text) + 3)


def gives_away(values: set[int]) -> bool:
    """The rule, said anew: fewer than three values, or certainly one of 1 to 7."""
    return len(values) < 3 or values <= set(range(1, 8))
