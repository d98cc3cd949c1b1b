"""What is withheld besides, so that nothing small can be worked out (secondary suppression).

Greedy, with the attacker as its judge, as in the simple heuristic of sdcTable (R; Meindl) and the audit of tau-ARGUS:
as long as a withheld count gives itself away, one shown count is withheld of the sums that give it away. That is the
one that costs least: first one whose other sums have something withheld already, then the smallest. What turns out
not to be needed is shown again, the largest first. Finding the fewest is NP-hard (Kelly, Golden and Assad 1992).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fourfold.engines.disclosure.attacking import Leak, exact_ranges, is_safe, leaks_of
from fourfold.engines.disclosure.building import counts_for, system_of
from fourfold.engines.disclosure.errors import CannotProtect
from fourfold.engines.disclosure.grid import HIDDEN, Grid, Key
from fourfold.engines.disclosure.narrowing import narrowed, sums_at_edge
from fourfold.engines.disclosure.releases import Known, Release
from fourfold.engines.disclosure.rule import SMALLEST, Range, published
from fourfold.engines.disclosure.system import System, Whole

Hidden = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
_LOOKS = {True: 200_000, False: 2_000}
"""Withheld counts that may be attacked again to show more: where bounds come from a matrix, and from a solver."""
_TOLD = 5


@dataclass(frozen=True)
class Task:
    """A table with its true counts, and what is public beside it."""

    grid: Grid
    totals: dict[Key, Known]
    earlier: Sequence[tuple[Release, bool]] = ()

    @property
    def small(self) -> Hidden:
        """What is withheld for itself."""
        found: Hidden = self.grid.counts < SMALLEST
        return found

    def release(self, hidden: Hidden) -> Release:
        """The table as it would be published."""
        shown = [published(int(count)) or HIDDEN for count in self.grid.counts.flat]
        counts = np.where(hidden, HIDDEN, np.reshape(shown, hidden.shape))
        return Release(replace(self.grid, counts=counts, totals={}), self.totals)

    def system(self, hidden: Hidden) -> System:
        """What an attacker would know of it."""
        system = system_of(self.release(hidden), self.earlier)
        return system if self.earlier else replace(system, truth=counts_for(system, self.grid.counts))


def hidden_in(task: Task) -> Hidden:
    """What is withheld, for itself or besides. Raises CannotProtect with the reason where nothing suffices."""
    hidden = task.small
    while leaks := _leaks(system := task.system(hidden)):
        more = _chosen(task, system, hidden, leaks)
        if not more:
            raise CannotProtect(_reason(leaks))
        hidden = hidden.copy()
        hidden.flat[more] = True
    return _thinned(task, hidden)


def _leaks(system: System) -> tuple[Leak, ...]:
    """Those that sums give away one by one; if there are none, those that several do together."""
    bounds = narrowed(system)
    quick = {int(place): Range(int(bounds[0][place]), int(bounds[1][place])) for place in system.watched}
    return leaks_of(system, bounds, quick) or leaks_of(system, bounds, exact_ranges(system, bounds, is_safe))


def _chosen(task: Task, system: System, hidden: Hidden, leaks: Iterable[Leak]) -> list[int]:
    """A shown cell for each leak, at most one for any sum at a time: one may help several."""
    bounds = narrowed(system)
    found: list[int] = []
    done: set[int] = set()
    for leak in leaks:
        sums = sums_at_edge(system, leak.place, *bounds) or _sums_with(system, [leak.place])
        if done & set(sums):
            continue
        options = _options(system, hidden, sums)
        if options:
            found.append(min(options, key=lambda cell: _cost(task, system, hidden, cell)))
            done |= set(_sums_with(system, [found[-1]])) | set(sums)
    return found


def _options(system: System, hidden: Hidden, sums: list[int]) -> list[int]:
    """The shown cells of these sums; where there is none, those of sums that share a count with them, and so on."""
    while True:
        counts = np.unique(np.concatenate([_counts_in(system, one) for one in sums]))
        cells = counts[counts < hidden.size]
        if shown := [int(cell) for cell in cells[~hidden.flat[cells]]]:
            return shown
        wider = _sums_with(system, counts)
        if len(wider) == len(sums):
            return []
        sums = wider


def _cost(task: Task, system: System, hidden: Hidden, cell: int) -> tuple[int, int, int]:
    """What withholding a cell costs: the sums in which it would be the only one, then what it tells."""
    alone = 0
    for one in _sums_with(system, [cell]):
        counts = _counts_in(system, one)
        alone += not hidden.flat[counts[counts < hidden.size]].any()
    return alone, int(task.grid.counts.flat[cell]), cell


def _thinned(task: Task, hidden: Hidden) -> Hidden:
    """What is not needed is shown again, the largest first, as far as the looking at it is worth its time."""
    besides = np.flatnonzero((hidden & ~task.small).ravel())
    largest_first = sorted(besides, key=lambda cell: (-task.grid.counts.flat[cell], cell))
    looks = _LOOKS[task.system(hidden).plane is not None] // max(1, int(hidden.sum()))
    for cell in largest_first[:looks]:
        without = hidden.copy()
        without.flat[cell] = False
        if not _leaks(task.system(without)):
            hidden = without
    return hidden


def _sums_with(system: System, counts: Whole | list[int]) -> list[int]:
    """The sums in which any of these counts stands."""
    entries = np.flatnonzero(np.isin(system.sums.indices, counts))
    return [int(one) for one in np.unique(np.searchsorted(system.sums.indptr, entries, side="right") - 1)]


def _counts_in(system: System, one: int) -> Whole:
    found: Whole = system.sums.indices[system.sums.indptr[one] : system.sums.indptr[one + 1]]
    return found


def _reason(leaks: Sequence[Leak]) -> str:
    told = "\n".join(f"- {leak}" for leak in leaks[:_TOLD])
    more = f"\n- and {len(leaks) - _TOLD:,} more" if len(leaks) > _TOLD else ""
    return (
        "This table cannot be protected, however much of it is withheld:\n"
        f"{told}{more}\n"
        "Join labels so that groups are larger, or leave these groups out of the table."
    )
