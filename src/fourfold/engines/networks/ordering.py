"""People in an order that their ties give and their names do not, so that renaming somebody changes no result.

Colour refinement (B. Weisfeiler and A. Leman, 1968): each person starts with one colour, and round by round takes a
new one from those of their neighbours and the weights between, until no round tells more people apart. Whoever is
left alike stands in the order of the ids; where only the names tell people apart, as in a ring, names decide.
"""

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]
_Colours = NDArray[np.uint64]
_ROUNDS = 12
_FACTORS = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB], np.uint64)
"""SplitMix64's: G. Steele, D. Lea and C. Flood, Fast splittable pseudorandom number generators (2014)."""


def structural_order(count: int, ends: Integers, weights: Reals) -> Integers:
    """The places (0 to count - 1) in the order of their ties: those with more ties first.

    `ends`: one row a tie, two places; `weights`: one a tie, in the same order.
    """
    degrees = np.bincount(ends.ravel(), minlength=count)
    colours = _refined(count, ends, weights)
    return np.lexsort((np.arange(count), colours, -degrees)).astype(np.int64)


def _refined(count: int, ends: Integers, weights: Reals) -> _Colours:
    colours = np.zeros(count, np.uint64)
    if not len(ends):
        return colours
    mine, theirs = np.concatenate([ends[:, 0], ends[:, 1]]), np.concatenate([ends[:, 1], ends[:, 0]])
    order = np.argsort(mine, kind="stable")
    mine, theirs = mine[order], theirs[order]
    strength = _mixed(np.ascontiguousarray(weights).view(np.uint64))[order % len(ends)]
    starts = np.flatnonzero(np.r_[True, mine[1:] != mine[:-1]])
    tied, told_apart = mine[starts], 1
    for _round in range(_ROUNDS):
        # Unsigned sums wrap around and hang on no order.
        heard = np.add.reduceat(_mixed(colours[theirs] ^ strength), starts)
        colours[tied] = _mixed(colours[tied] + np.uint64(1)) + heard
        now = len(np.unique(colours[tied]))
        if now in (told_apart, len(tied)):
            break
        told_apart = now
    return colours


def _mixed(values: _Colours) -> _Colours:
    values = (values ^ (values >> np.uint64(30))) * _FACTORS[0]
    values = (values ^ (values >> np.uint64(27))) * _FACTORS[1]
    mixed: _Colours = values ^ (values >> np.uint64(31))
    return mixed
