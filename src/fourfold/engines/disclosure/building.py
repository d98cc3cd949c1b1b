"""From releases to the counts, bounds and sums that an attacker works with."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np

from fourfold.engines.disclosure.errors import BadTable
from fourfold.engines.disclosure.grid import Counts, Grid, Key, cells_of
from fourfold.engines.disclosure.planes import plane_of
from fourfold.engines.disclosure.releases import Known, Release
from fourfold.engines.disclosure.rule import SMALLEST, STEP
from fourfold.engines.disclosure.system import UNKNOWN, System, Whole, sums_of


@dataclass
class Builder:
    """Gathers counts, sums and names, release by release."""

    low: list[Whole] = field(default_factory=list)
    high: list[Whole] = field(default_factory=list)
    sums: list[tuple[Whole, Whole]] = field(default_factory=list)
    sum_names: list[str] = field(default_factory=list)
    watched: list[Whole] = field(default_factory=list)
    parts: list[tuple[int, Grid, str]] = field(default_factory=list)
    totals: dict[int, str] = field(default_factory=dict)
    size: int = 0

    def add_release(self, release: Release, said: str = "") -> tuple[Whole, dict[Key, int]]:
        """The places of its cells, as a grid, and those of its totals."""
        grid = release.grid
        places = self._place(*bounds_of(release)).reshape(grid.counts.shape)
        self.parts.append((int(places.flat[0]), grid, said))
        self.watched.append(places[release.hidden])
        totals = {}
        for key, known in release.totals.items():
            totals[key] = self._add_total(key, known, grid, places, said)
        return places, totals

    def _add_total(self, key: Key, known: Known, grid: Grid, cells: Whole, said: str) -> int:
        (place,) = self._place(np.array([known.range.low]), np.array([known.range.high]))
        name = f"the total of {grid.name(key)} ({known.where}){said}"
        self.totals[int(place)] = name
        summed = cells[cells_of(key)].ravel()
        self.add_sum(np.append(summed, place), np.append(np.ones(len(summed)), -1), name)
        return int(place)

    def _place(self, low: Whole, high: Whole) -> Whole:
        self.low.append(low)
        self.high.append(high)
        self.size += len(low)
        return np.arange(self.size - len(low), self.size)

    def add_difference(self, name: str) -> int:
        """A count of people that no release shows, but two together may tell. It is watched like a withheld one."""
        (place,) = self._place(np.array([0]), np.array([UNKNOWN]))
        self.totals[int(place)] = name
        self.watched.append(np.array([place]))
        return int(place)

    def add_sum(self, places: Whole, signs: np.ndarray, name: str) -> None:
        """What sums to 0."""
        self.sums.append((places.astype(np.int64), signs.astype(np.int64)))
        self.sum_names.append(name)

    def name(self, place: int) -> str:
        """A count in words."""
        if place in self.totals:
            return self.totals[place]
        start, grid, said = max((part for part in self.parts if part[0] <= place), key=lambda part: part[0])
        return grid.name(tuple(int(at) for at in np.unravel_index(place - start, grid.counts.shape))) + said

    def system(self) -> System:
        """All of it."""
        return System(
            low=np.concatenate(self.low),
            high=np.concatenate(self.high),
            sums=sums_of(self.sums, self.size),
            watched=np.concatenate(self.watched),
            names=self.name,
            sum_names=self.sum_names,
        )


def bounds_of(release: Release) -> tuple[Whole, Whole]:
    """What each cell can be, by itself.

    A shown count was within 2 of it, and at least 8. A withheld one was 7 or fewer; but where totals are known, it
    may be larger, withheld besides: whoever has the table cannot tell one from the other.
    """
    shown = release.grid.counts.ravel()
    hidden = release.hidden.ravel()
    low = np.where(hidden, 0, np.maximum(SMALLEST, shown - STEP // 2))
    high = np.where(hidden, UNKNOWN if release.totals else SMALLEST - 1, shown + STEP // 2)
    return low, high


def system_of(release: Release, earlier: Sequence[tuple[Release, bool]] = ()) -> System:
    """What is known of a release, with those before it (`bool`: that one counted a part of the people only)."""
    builder = Builder()
    cells, totals = builder.add_release(release)
    for number, (before, is_part) in enumerate(earlier, start=1):
        said = f" of earlier release {number}" if len(earlier) > 1 else " of the earlier release"
        cells_before, _totals = builder.add_release(before, said)
        _link(builder, (release.grid, cells), (before.grid, cells_before), is_part=is_part)
    system = builder.system()
    if earlier:
        return system
    plane = plane_of(release.grid, cells, totals)
    return replace(system, plane=plane)


def _link(builder: Builder, new: tuple[Grid, Whole], old: tuple[Grid, Whole], *, is_part: bool) -> None:
    """Two releases have one sum wherever both fix the same labels; or the old one has at most that of the new."""
    shared = [column for column in new[0].by if column in old[0].by]
    labels = [[label for label in _labels(new[0], name) if label in _labels(old[0], name)] for name in shared]
    if not all(labels):
        raise BadTable("The earlier release has no label of the new one in a column that both are counted by.")
    for chosen in product(*labels):
        fixed = dict(zip(shared, chosen, strict=True))
        ours, theirs = (places[cells_of(_key(grid, fixed))].ravel() for grid, places in (new, old))
        named = ", ".join(f"{column}={label}" for column, label in fixed.items()) or "everything"
        places = np.concatenate([ours, theirs])
        signs = np.concatenate([np.ones(len(ours)), -np.ones(len(theirs))])
        if is_part:
            difference = builder.add_difference(f"what came to {named} since the earlier release")
            places, signs = np.append(places, difference), np.append(signs, -1)
        builder.add_sum(places, signs, f"{named} in both releases")


def _labels(grid: Grid, column: str) -> tuple[str, ...]:
    return grid.labels[grid.by.index(column)]


def _key(grid: Grid, fixed: dict[str, str]) -> Key:
    return tuple(
        labels.index(fixed[column]) if column in fixed else None
        for column, labels in zip(grid.by, grid.labels, strict=True)
    )


def counts_for(system: System, cells: Counts) -> Whole:
    """Counts of all places from those of a single release's cells: its totals are their sums."""
    found = np.zeros(len(system.low), np.int64)
    found[: cells.size] = cells.ravel()
    found[cells.size :] = (system.sums[:, : cells.size] @ found[: cells.size])[: len(found) - cells.size]
    return found
