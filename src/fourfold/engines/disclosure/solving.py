"""Bounds by SciPy's HiGHS, for counts that form no single matrix: three dimensions and more, and pairs of releases.

A linear programme says what is possible in fractions. People come whole: where it does not say so by itself, an
integer programme does. Whatever is held possible is so because whole counts were found that agree with all of it.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from fourfold.engines.disclosure.errors import Contradiction
from fourfold.engines.disclosure.flowing import Enough
from fourfold.engines.disclosure.system import UNKNOWN, System, Whole

SECONDS = 20.0
"""For one integer programme. One that takes longer proves nothing, and what is not proved safe is not safe."""
_FURTHER = 24
_DRAWS = 6


class Solver:
    """Whole counts that agree with everything known, and how small and how large each can be."""

    def __init__(self, system: System, bounds: tuple[Whole, Whole], start: Whole | None = None) -> None:
        """`start`: whole counts that agree with all of it, where some are known. Raises Contradiction."""
        self._low, self._high = bounds
        self._far = system.far
        self._sums = LinearConstraint(system.sums, 0, 0)
        self._watched = system.watched
        self._where = {int(place): at for at, place in enumerate(system.watched)}
        self._seen: list[set[int]] = [set() for _place in system.watched]
        some = start if start is not None else self.solve(np.zeros(len(self._low)))
        if some is None:
            raise Contradiction("No counts agree with all of this. The tables do not count the same things.")
        self.some = some
        self._note(some)

    def look_around(self) -> None:
        """Whole counts far from each other: most withheld counts are seen to be safe from these few."""
        drawn = np.random.default_rng(len(self._low))
        for _draw in range(_DRAWS):
            weights = np.zeros(len(self._low))
            weights[self._watched] = drawn.choice([-1.0, 1.0], len(self._watched))
            for sign in (1, -1):
                self.solve(sign * weights)

    def seen(self, place: int) -> set[int]:
        """What a watched count has been found able to be."""
        return self._seen[self._where[place]]

    def bounds(self, place: int, enough: Enough | None = None) -> tuple[int, int]:
        """The least and the most of a watched count; once it is `enough`, perhaps not all the way."""
        seen = self.seen(place)
        for sign in (1, -1):
            if enough is None or not enough(min(seen), max(seen)):
                self._push(place, sign)
        return min(seen), max(seen)

    def values(self, place: int, kept: int) -> int:
        """How many values a watched count can certainly have, counted as far as `kept`: there can be gaps."""
        seen = self.seen(place)
        between = [value for value in range(min(seen), min(max(seen), min(seen) + _FURTHER)) if value not in seen]
        for value in between:
            if len(seen) >= kept:
                break
            self.solve(np.zeros(len(self._low)), (place, value))
        return len(seen)

    def _push(self, place: int, sign: int) -> None:
        edge = self._low[place] if sign > 0 else self._high[place]
        if edge in self.seen(place):
            return
        weights = np.zeros(len(self._low))
        weights[place] = sign
        self.solve(weights)

    def solve(self, weights: np.ndarray, fixed: tuple[int, int] | None = None) -> Whole | None:
        """Whole counts of the least weight, in fractions first; None where there are none, or not in time."""
        for integrality in (0, 1):
            found = self._solved(weights, fixed, integrality)
            if found is None:
                return None
            whole = np.rint(found)
            if np.abs(found - whole).max(initial=0) < 1e-6:
                counts: Whole = whole.astype(np.int64)
                self._note(counts)
                return counts
        return None

    def _solved(self, weights: np.ndarray, fixed: tuple[int, int] | None, integrality: int) -> np.ndarray | None:
        low, high = self._low.astype(float), np.where(self._high >= UNKNOWN, np.inf, self._high)
        if fixed is not None:
            low[fixed[0]] = high[fixed[0]] = fixed[1]
        # An unbounded direction would have no answer: far above everything known is as good.
        high[np.isinf(high) & (weights < 0)] = self._far
        result = milp(
            weights,
            constraints=self._sums,
            bounds=Bounds(low, high),
            integrality=np.full(len(low), integrality),
            options={"time_limit": SECONDS},
        )
        return None if result.x is None else np.asarray(result.x)

    def _note(self, counts: Whole) -> None:
        for seen, value in zip(self._seen, counts[self._watched], strict=True):
            seen.add(int(value))
