"""Drawing by seed. Only `random()` of the Mersenne Twister is used, since Python promises that for every version and
machine; each household and each table draws from its own stream, so that nothing depends on what was drawn before."""

from bisect import bisect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")
STREAMS = 1 << 44
"""More streams than one seed can need: people, households and months of tables."""


@dataclass(frozen=True, slots=True)
class Weighted(Generic[T]):
    """Things with their weights, summed up for drawing."""

    things: Sequence[T]
    summed: Sequence[float]

    @classmethod
    def of(cls, weights: Mapping[T, float]) -> "Weighted[T]":
        """From weights, in the order in which they stand."""
        return cls.over(tuple(weights), weights.values())

    @classmethod
    def over(cls, things: Sequence[T], weights: Iterable[float]) -> "Weighted[T]":
        """From things and their weights, one after the other."""
        return cls(things, tuple(accumulate(weights)))

    def __bool__(self) -> bool:
        return bool(self.things)


class Chance:
    """One stream of draws.

    `draw()` is a number from 0 up to, not including, 1.
    """

    __slots__ = ("_random", "_seed", "draw")

    def __init__(self, seed: int, stream: int = 0) -> None:
        # Python seeds with the absolute value: -1 and 1 would be the same, so a seed is moved to the naturals.
        self._seed = (seed * 2 if seed >= 0 else -seed * 2 - 1) * STREAMS
        self._random = Random(self._seed + stream)  # noqa: S311  made-up people, not secrets
        self.draw: Callable[[], float] = self._random.random

    def restart(self, stream: int) -> None:
        """Go on with another stream of the same seed."""
        self._random.seed(self._seed + stream)

    def happens(self, share: float) -> bool:
        """True in `share` of the cases."""
        return self.draw() < share

    def below(self, most: int) -> int:
        """A whole number from 0 up to, not including, `most`."""
        return int(self.draw() * most)

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return least + int(self.draw() * (most - least + 1))

    def pick(self, things: Sequence[T]) -> T:
        """One of the things, each as likely as the others."""
        return things[int(self.draw() * len(things))]

    def weigh(self, weighted: Weighted[T]) -> T:
        """One of the things, by its weight."""
        summed = weighted.summed
        return weighted.things[bisect(summed, self.draw() * summed[-1], 0, len(summed) - 1)]
