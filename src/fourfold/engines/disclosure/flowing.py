"""Exact bounds in a matrix whose rows and columns each sum to 0.

Such counts are a flow in a network: a count can be as large as it is now and what can be sent round, from its column
back to its row, by raising and lowering other counts (Ford and Fulkerson, Flows in Networks, 1962; for tables: Cox,
Network models for complementary cell suppression, JASA 90, 1995). Whole bounds have whole flows, and every count
between the least and the most can be had. So this is what an integer programme would say, without one.
"""

from collections.abc import Callable

import numpy as np

from fourfold.engines.disclosure.system import UNKNOWN, Plane, Whole

Enough = Callable[[int, int], bool]
"""Whether a count that can be so little and so much needs no more looking at."""


class Flow:
    """Counts that agree with everything known, moved about to see how small and how large each can be."""

    def __init__(self, plane: Plane, bounds: tuple[Whole, Whole], start: Whole) -> None:
        """`bounds`: of each count, narrowed; `start`: whole counts that agree with all sums and bounds."""
        matrix = plane.places
        self._at = {int(place): divmod(at, matrix.shape[1]) for at, place in enumerate(matrix.flat) if place >= 0}
        low, high = (np.append(one, 0)[matrix] for one in bounds)
        count = np.append(start, 0)[matrix]
        unknown = matrix < 0
        low[unknown], high[unknown] = 0, UNKNOWN
        # Totals of rows and columns stand with their sign turned round, so that each row and column sums to 0.
        turned = np.zeros(matrix.shape, bool)
        turned[:-1, -1] = turned[-1, :-1] = True
        low, high = np.where(turned, -high, low), np.where(turned, -low, high)
        count = np.where(turned, -count, count)
        _fill_unknown(count, unknown)
        self._up, self._down = high - count, count - low
        self._count = count
        self._turned = turned
        self.least, self.most = count.copy(), count.copy()

    def bounds(self, place: int, enough: Enough | None = None) -> tuple[int, int]:
        """The least and the most that this count can be; once it is `enough`, perhaps not all the way."""
        row, column = self._at[place]
        if not self._is_enough(row, column, enough):
            self._raise(row, column, enough)
        if not self._is_enough(row, column, enough):
            self._lower(row, column, enough)
        low, high = int(self.least[row, column]), int(self.most[row, column])
        return (-high, -low) if self._turned[row, column] else (low, high)

    def _is_enough(self, row: int, column: int, enough: Enough | None) -> bool:
        return enough is not None and enough(int(self.least[row, column]), int(self.most[row, column]))

    def _raise(self, row: int, column: int, enough: Enough | None) -> None:
        """Send what can be sent from the column round to the row, and raise the count by as much."""
        while self.most[row, column] < self._count[row, column] + self._up[row, column]:
            if not self._send(_Way(self._up, self._down, row, column), 1) or self._is_enough(row, column, enough):
                return

    def _lower(self, row: int, column: int, enough: Enough | None) -> None:
        """The same the other way round: what is raised and what is lowered change places."""
        while self.least[row, column] > self._count[row, column] - self._down[row, column]:
            if not self._send(_Way(self._down, self._up, row, column), -1) or self._is_enough(row, column, enough):
                return

    def _send(self, way: "_Way", sign: int) -> bool:
        found = way.find()
        if found is None:
            return False
        amount, raised, lowered = found
        for places, change in ((raised, sign * amount), (lowered, -sign * amount)):
            at = tuple(np.array(places).T)
            self._count[at] += change
            self._up[at] -= change
            self._down[at] += change
            self.least[at] = np.minimum(self.least[at], self._count[at])
            self.most[at] = np.maximum(self.most[at], self._count[at])
        return True


class _Way:
    """The shortest way round by which a count can be raised: lower in its column, raise in that row, and so on.

    Of several ways of one length the one that carries most is taken at each step.
    """

    def __init__(self, up: Whole, down: Whole, row: int, column: int) -> None:
        self._up, self._down, self._row, self._column = up, down, row, column
        self._from_column = np.full(up.shape[0], -1)
        self._from_row = np.full(up.shape[1], -1)

    def find(self) -> tuple[int, list[tuple[int, int]], list[tuple[int, int]]] | None:
        """How much, what is raised, and what is lowered; None where there is no way."""
        columns = np.array([self._column])
        self._from_row[self._column] = self._row
        while len(columns):
            rows = self._lowered_in(columns)
            if self._from_column[self._row] >= 0:
                return self._traced()
            columns = self._raised_in(rows)
        return None

    def _lowered_in(self, columns: Whole) -> Whole:
        """The rows that are reached from these columns by lowering a count."""
        carries = self._down[:, columns].copy()
        if columns[0] == self._column:
            carries[self._row, 0] = 0  # not by the very count that is raised
        best = carries.argmax(axis=1)
        reached = np.flatnonzero((carries[np.arange(len(best)), best] > 0) & (self._from_column < 0))
        self._from_column[reached] = columns[best[reached]]
        return reached

    def _raised_in(self, rows: Whole) -> Whole:
        """The columns that are reached from these rows by raising a count."""
        if not len(rows):
            return rows
        carries = self._up[rows]
        best = carries.argmax(axis=0)
        reached = np.flatnonzero((carries[best, np.arange(len(best))] > 0) & (self._from_row < 0))
        self._from_row[reached] = rows[best[reached]]
        return reached

    def _traced(self) -> tuple[int, list[tuple[int, int]], list[tuple[int, int]]]:
        raised, lowered = [(self._row, self._column)], []
        row = self._row
        while True:
            column = int(self._from_column[row])
            lowered.append((row, column))
            if column == self._column:
                break
            row = int(self._from_row[column])
            raised.append((row, column))
        amount = min(*(int(self._up[at]) for at in raised), *(int(self._down[at]) for at in lowered))
        return amount, raised, lowered


def _fill_unknown(count: Whole, unknown: np.ndarray) -> None:
    """Totals that nobody knows, as the sums that they are."""
    sums = count[:-1, :-1].sum(axis=1), count[:-1, :-1].sum(axis=0)
    count[:-1, -1] = np.where(unknown[:-1, -1], -sums[0], count[:-1, -1])
    count[-1, :-1] = np.where(unknown[-1, :-1], -sums[1], count[-1, :-1])
    if unknown[-1, -1]:
        count[-1, -1] = count[:-1, :-1].sum()
