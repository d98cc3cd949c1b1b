"""What is known of some counts: bounds of each, and sums that hold among them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Whole = NDArray[np.int64]
UNKNOWN = 10**10
"""More than any count: the high bound of what nothing is known of."""


@dataclass(frozen=True)
class Plane:
    """The counts of a system as a matrix whose rows and columns each sum to 0.

    Cells stand as they are, totals with the sign turned round: those of rows in the last column, those of columns in
    the last row, and the grand total, as it is, in the corner. `places`: the index of each, -1 where it is unknown.
    """

    places: Whole


@dataclass(frozen=True)
class System:
    """Counts `low <= x <= high` (whole numbers) with `sums @ x = 0`.

    `watched`: which of them are withheld. `names` and `sum_names` tell a count and a sum in words. `plane` is there
    where the counts form one matrix: then bounds are exact without a solver.
    """

    low: Whole
    high: Whole
    sums: sparse.csr_array
    watched: Whole
    names: Callable[[int], str]
    sum_names: Sequence[str]
    plane: Plane | None = None
    truth: Whole | None = field(default=None, repr=False)
    """Counts that agree with all of it, where some are known."""

    @property
    def far(self) -> int:
        """More than any count can be that something bounds."""
        return min(UNKNOWN // 10, 1000 + int(self.high[self.high < UNKNOWN].sum()))


def sums_of(rows: Sequence[tuple[Whole, Whole]], counts: int) -> sparse.csr_array:
    """Sums by the (places, signs) of each."""
    lengths = [len(places) for places, _signs in rows]
    pointers = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)
    places = np.concatenate([places for places, _signs in rows]) if rows else np.zeros(0, np.int64)
    signs = np.concatenate([signs for _places, signs in rows]) if rows else np.zeros(0, np.int64)
    return sparse.csr_array((signs, places, pointers), shape=(len(rows), counts))
