"""The inner loops of Knox's test: shuffles and counts, 128 permutations side by side."""

import numpy as np
import numpy.typing as npt

from fourfold.engines.hotspots.compiling import compiled
from fourfold.engines.hotspots.grid import Floats, Whole

LANES = 128
FLUSH = 30_000
"""Pairs after which counts of 16 bits are added to those of 64, before they could overflow."""

Days = npt.NDArray[np.uint16]


@compiled
def shuffle(days: Days, out: Days, lane: int, seed: int) -> None:
    """Put a permutation of `days` into a column of `out` (events, LANES): Fisher and Yates, numbers by splitmix64."""
    state = np.uint64(seed)
    mixed = days.copy()
    for last in range(len(mixed) - 1, 0, -1):
        state += np.uint64(0x9E3779B97F4A7C15)
        word = state
        word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        word = word ^ (word >> np.uint64(31))
        place = np.int64(((word >> np.uint64(32)) * np.uint64(last + 1)) >> np.uint64(32))
        mixed[last], mixed[place] = mixed[place], mixed[last]
    for event in range(len(mixed)):
        out[event, lane] = mixed[event]


@compiled
def _band(square: float, squares: Floats) -> int:
    band = 0
    while square > squares[band]:
        band += 1
    return band


@compiled
def count(
    x: Floats, y: Floats, starts: Whole, columns: int, squares: Floats, limits: Days, days: Days, totals: Whole
) -> int:
    """Add to `totals` (distance bands, day limits, LANES) the pairs of each band of distance within each limit of
    days.

    Events stand in the order of their square cells, as wide at least as the longest distance; `starts` says where
    each cell, row by row with an empty one around, begins. `squares` are squared distances, `days` (events, LANES);
    without rows, only pairs are counted. The pairs are returned.
    """
    found, since = 0, 0
    bands, spans, lanes = totals.shape
    hits = np.zeros(totals.shape, np.uint16)
    for cell in range(len(starts) - columns - 2):
        for one in range(starts[cell], starts[cell + 1]):
            for row in range(2):
                first = one + 1 if row == 0 else starts[cell + columns - 1]
                last = starts[cell + 2] if row == 0 else starts[cell + columns + 2]
                for other in range(first, last):
                    across, up = x[one] - x[other], y[one] - y[other]
                    square = across * across + up * up
                    if square > squares[bands - 1]:
                        continue
                    found += 1
                    if len(days) == 0:
                        continue
                    band = _band(square, squares)
                    for span in range(spans):
                        limit = limits[span]
                        twice = np.uint16(2 * limit)  # unsigned, so that one comparison is enough
                        for lane in range(lanes):
                            apart = np.uint16(days[one, lane] - days[other, lane] + limit)
                            hits[band, span, lane] += np.uint16(apart <= twice)
                    since += 1
                    if since == FLUSH:
                        totals += hits
                        hits[:] = 0
                        since = 0
    totals += hits
    return found
