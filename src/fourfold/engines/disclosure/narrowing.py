"""Interval propagation: each sum is heard again and again until none says anything new.

Quick, and what it says is true; but it hears one sum at a time, so that it may miss what several say together.
"""

import numpy as np

from fourfold.engines.disclosure.errors import Contradiction
from fourfold.engines.disclosure.system import System, Whole

ROUNDS = 200
"""Bounds that creep on for longer are left where they are: they stay true, and the exact attack goes on."""


def narrowed(system: System) -> tuple[Whole, Whole]:
    """The bounds that follow from the sums one by one. Raises Contradiction where nothing agrees with all of them."""
    low, high = system.low.copy(), system.high.copy()
    for _round in range(ROUNDS):
        before = int(high.sum() - low.sum())
        least, most = _implied(system, low, high)
        np.maximum.at(low, system.sums.indices, least)
        np.minimum.at(high, system.sums.indices, most)
        if (low > high).any():
            place = int(np.flatnonzero(low > high)[0])
            raise Contradiction(
                f"No counts agree with all of this: {system.names(place)} would be at least {low[place]} and "
                f"at most {high[place]}. The tables do not count the same things."
            )
        if int(high.sum() - low.sum()) == before:
            break
    return low, high


def sums_at_edge(system: System, place: int, low: Whole, high: Whole) -> list[int]:
    """The sums that by themselves hold a count within its bounds, closer than it was held to begin with."""
    least, most = _implied(system, low, high)
    here = np.flatnonzero(system.sums.indices == place)
    sums = np.searchsorted(system.sums.indptr, here, side="right") - 1
    return [
        int(one)
        for one, entry in zip(sums, here, strict=True)
        if (least[entry] >= low[place] > system.low[place]) or (most[entry] <= high[place] < system.high[place])
    ]


def _implied(system: System, low: Whole, high: Whole) -> tuple[Whole, Whole]:
    """What each sum says of each count in it, in the order of the sums' entries."""
    sums = system.sums
    adds = sums.data > 0
    entry_low = np.where(adds, low[sums.indices], -high[sums.indices])
    entry_high = np.where(adds, high[sums.indices], -low[sums.indices])
    lengths = np.diff(sums.indptr)
    filled = np.flatnonzero(lengths)
    least_sum, most_sum = np.zeros(len(lengths), np.int64), np.zeros(len(lengths), np.int64)
    if len(filled):
        least_sum[filled] = np.add.reduceat(entry_low, sums.indptr[filled])
        most_sum[filled] = np.add.reduceat(entry_high, sums.indptr[filled])
    least = entry_high - np.repeat(most_sum, lengths)
    most = entry_low - np.repeat(least_sum, lengths)
    return np.where(adds, least, -most), np.where(adds, most, -least)
