"""Near repeats: whether events close in space are close in time more often than chance would have it (Knox 1964)."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.stats import false_discovery_control

from fourfold.engines.hotspots.errors import BadEvents, BadQuestion
from fourfold.engines.hotspots.grid import Floats, Whole
from fourfold.engines.hotspots.knox_loops import LANES, Days, count, shuffle

MOST_DAYS = 32_000
MOST_PAIRS = 1_000_000_000
MOST_CELLS = 2_000
"""Cells along one side of the ground: enough to find neighbours by, and few enough to hold."""


@dataclass(frozen=True, slots=True)
class Bands:
    """Upper ends of bands, rising: metres and whole days. A band reaches from above the one before up to its end."""

    distances: Sequence[float]
    days: Sequence[int]

    def __post_init__(self) -> None:
        """Raises BadQuestion where they do not rise from above nothing."""
        for name, ends, most in (("distances", self.distances, np.inf), ("days", self.days, MOST_DAYS)):
            rising = all(low < high for low, high in pairwise(ends))
            if not ends or not rising or not ends[0] >= 0 or not ends[-1] <= most or ends[-1] <= 0:
                told = ",".join(f"{end:g}" for end in ends)
                raise BadQuestion(f"The {name} {told} are no bands. Give rising numbers from 0 up, such as 7,14,28.")


@dataclass(frozen=True, slots=True)
class Knox:
    """Arrays (distances, days): pairs seen, the mean of the permutations, their ratio, and how rare so many are."""

    observed: Whole
    expected: Floats
    p: Floats
    """One-sided: (1 + permutations with as many pairs or more) / (1 + permutations)."""
    q: Floats
    """p, controlled for the number of bands (Benjamini and Hochberg 1995)."""
    pairs: int
    """Pairs within the longest distance, whatever the days between them."""
    events: int


def knox(x: Floats, y: Floats, days: Whole, bands: Bands, permutations: int = 999, seed: int = 1) -> Knox:
    """Knox's test of points in metres and whole days, by shuffling the days among the places.

    The same seed gives the same figures, on any number of processors. Raises HotspotsError for fewer than two
    events, for spans of more than 32,000 days, and for more pairs than can be counted.
    """
    if len(x) < 2:
        raise BadEvents(f"Near repeats need two events or more; there is {len(x)}. Take a longer time or more files.")
    if not 1 <= permutations <= 99_999:
        raise BadQuestion(f"{permutations} permutations are too few or too many. Give 1 to 99999; 999 is usual.")
    since = np.asarray(days, np.int64) - np.min(days)
    if since.max() > MOST_DAYS:
        raise BadEvents("The events span more than 87 years. Check their dates.")
    ground = _Ground(x, y, max(bands.distances))
    squares = np.asarray(bands.distances, np.float64) ** 2
    limits = np.asarray(bands.days, np.uint16)
    shape = (len(squares), len(limits), LANES)
    nothing = np.empty((0, LANES), np.uint16)
    pairs = int(ground.count(squares, limits, nothing, np.zeros(shape, np.int64)))
    if pairs > MOST_PAIRS:
        raise BadEvents(
            f"{pairs:,} pairs are closer than {bands.distances[-1]:g} m. Take shorter distances or less time."
        )

    ordered = since[ground.order].astype(np.uint16)

    def batch(number: int) -> Whole:
        lanes = np.empty((len(ordered), LANES), np.uint16)
        for lane in range(LANES):
            which = number * LANES + lane
            if which:
                shuffle(ordered, lanes, lane, _seed(seed, which))
            else:
                lanes[:, 0] = ordered
        totals = np.zeros(shape, np.int64)
        ground.count(squares, limits, lanes, totals)
        return totals

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(batch, range(permutations // LANES + 1)))
    cumulated = np.concatenate(parts, axis=2)[:, :, : permutations + 1]
    return _counted(np.diff(cumulated, axis=1, prepend=0), pairs, len(ordered))


def told(found: Knox, bands: Bands) -> dict[str, Any]:
    """The figures as JSON takes them: `bands`, each with `metres` and `days` (from, to), and `near_repeats` over all.

    `near_repeats` says whether any band holds more than chance, with q at most 0.05. Same place and day are in the
    first.
    """
    metres = list(zip([0, *bands.distances[:-1]], bands.distances, strict=True))
    days = list(zip([0, *bands.days[:-1]], bands.days, strict=True))
    rows = [
        {
            "metres": list(far),
            "days": list(long),
            "observed": int(found.observed[place]),
            "expected": float(found.expected[place]),
            "ratio": float(found.observed[place] / found.expected[place]) if found.expected[place] else None,
            "p": float(found.p[place]),
            "q": float(found.q[place]),
        }
        for row, far in enumerate(metres)
        for column, long in enumerate(days)
        for place in [(row, column)]
    ]
    return {
        "events": found.events,
        "pairs": found.pairs,
        "near_repeats": bool((found.q <= 0.05).any()),
        "bands": rows,
    }


def _counted(counts: Whole, pairs: int, events: int) -> Knox:
    observed, shuffled = counts[:, :, 0], counts[:, :, 1:]
    p = (1 + (shuffled >= observed[:, :, None]).sum(axis=2)) / (1 + shuffled.shape[2])
    return Knox(
        observed, shuffled.mean(axis=2), p, false_discovery_control(p.ravel()).reshape(p.shape), pairs, events
    )


def _seed(seed: int, number: int) -> int:
    return int(np.random.SeedSequence((seed, number)).generate_state(1, np.uint64)[0] >> np.uint64(1))


class _Ground:
    """Events in the order of square cells, so that neighbours in space are neighbours in memory."""

    def __init__(self, x: Floats, y: Floats, distance: float) -> None:
        span = max(np.ptp(x), np.ptp(y))
        size = max(distance, span / MOST_CELLS)
        column = ((x - x.min()) / size).astype(np.int64) + 1
        row = ((y - y.min()) / size).astype(np.int64) + 1
        self.columns = int(column.max()) + 2
        cells = row * self.columns + column
        self.order = np.argsort(cells, kind="stable")
        self.x, self.y = np.ascontiguousarray(x[self.order]), np.ascontiguousarray(y[self.order])
        ends = np.arange((int(row.max()) + 2) * self.columns + 3)
        self.starts = np.searchsorted(cells[self.order], ends).astype(np.int64)

    def count(self, squares: Floats, limits: Days, days: Days, totals: Whole) -> int:
        return int(count(self.x, self.y, self.starts, self.columns, squares, limits, days, totals))
