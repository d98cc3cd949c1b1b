"""What a room's `measures.py` gives: one figure for one period, with how sure it is, and nothing about a person.

A measure is a function of an actor and a period: `(Standing, Period) -> MeasureResult`. The kernel knows no
`Standing`, so that the interface is generic. `accountability/indicators` lists the measures and stores their figures.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Protocol, TypeVar

from fourfold.ground.kernel.periods import Period

SMALLEST_SHOWN = 8
"""Counts of people who use services are withheld below this (domain.md, Disclosure control: 7 or fewer)."""
ROUNDED_TO = 5
_Z_95 = 1.959963984540054


class Unit(StrEnum):
    """What a figure counts in."""

    COUNT = "count"
    PERCENT = "percent"
    PER_1000 = "per-1000"
    PER_100000 = "per-100000"
    DAYS = "days"
    SCORE = "score"

    @property
    def label(self) -> str:
        """The unit in words, for screens."""
        return _UNITS[self]


_UNITS = {
    Unit.COUNT: "count",
    Unit.PERCENT: "per cent",
    Unit.PER_1000: "per 1,000 residents",
    Unit.PER_100000: "per 100,000 residents",
    Unit.DAYS: "days",
    Unit.SCORE: "score",
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many. A denominator of 0 has no percentage."""

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator:
            raise ValueError("A share lies between none and all of its denominator.")

    @property
    def percent(self) -> float | None:
        """0 to 100; None of nothing."""
        return 100 * self.numerator / self.denominator if self.denominator else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the percentage by Wilson's score method (JASA 22, 1927, 209-212); None of nothing."""
        n = self.denominator
        if not n:
            return None
        share, z2 = self.numerator / n, _Z_95**2
        middle = (share + z2 / (2 * n)) / (1 + z2 / n)
        half = _Z_95 / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
        # At 0 and 100 % rounding would leave the share itself just outside.
        return 100 * max(0.0, min(share, middle - half)), 100 * min(1.0, max(share, middle + half))


@dataclass(frozen=True, slots=True)
class Count:
    """How many. Whole and not below 0."""

    value: int

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError("A count is not below 0.")


@dataclass(frozen=True, slots=True)
class Median:
    """The middle of `n` waits in days; None of nothing."""

    days: float | None
    n: int


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """One figure of a measure for one period. `value` is None where there is none, and `note` then says why.

    `low` and `high` bound a 95 % interval where there is one; `n` is what the figure rests on. For `PERCENT` all
    three run from 0 to 100.
    """

    key: str
    period: Period
    unit: Unit
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    note: str = ""

    @classmethod
    def of_share(
        cls, key: str, period: Period, share: Share, *, about_people: bool = False, note: str = ""
    ) -> "MeasureResult":
        """A percentage. `about_people`: withheld where either part is 7 or fewer (0 too), else of rounded counts."""
        if not share.denominator:
            return cls(key, period, Unit.PERCENT, None, n=0, note=note or "There was nothing to count.")
        if about_people:
            rest = share.denominator - share.numerator
            if min(share.numerator, rest) < SMALLEST_SHOWN:
                return cls.withheld(key, period, Unit.PERCENT)
            share = Share(rounded(share.numerator), rounded(share.numerator) + rounded(rest))
        low, high = share.interval or (None, None)
        return cls(key, period, Unit.PERCENT, share.percent, low, high, share.denominator, note)

    @classmethod
    def of_count(
        cls, key: str, period: Period, count: Count, *, about_people: bool = False, note: str = ""
    ) -> "MeasureResult":
        """A count. `about_people`: withheld when it is 7 or fewer, else rounded to 5."""
        if about_people and count.value < SMALLEST_SHOWN:
            return cls.withheld(key, period, Unit.COUNT)
        value = rounded(count.value) if about_people else count.value
        return cls(key, period, Unit.COUNT, float(value), note=note)

    @classmethod
    def of_median(
        cls, key: str, period: Period, median: Median, *, about_people: bool = False, note: str = ""
    ) -> "MeasureResult":
        """A middle wait in days. `about_people`: withheld where it rests on 7 or fewer, else to whole days."""
        if median.days is None or not median.n:
            return cls(key, period, Unit.DAYS, None, n=0, note=note or "There was nothing to count.")
        if not about_people:
            return cls(key, period, Unit.DAYS, median.days, n=median.n, note=note)
        if median.n < SMALLEST_SHOWN:
            return cls.withheld(key, period, Unit.DAYS)
        return cls(key, period, Unit.DAYS, float(round(median.days)), n=rounded(median.n), note=note)

    @classmethod
    def withheld(cls, key: str, period: Period, unit: Unit) -> "MeasureResult":
        """A figure that is not given, because it rests on too few people. It carries no number at all."""
        return cls(key, period, unit, None, note="Withheld: it rests on too few people.")


def rounded(count: int) -> int:
    """To the nearest 5."""
    return ROUNDED_TO * ((count + ROUNDED_TO // 2) // ROUNDED_TO)


ActorT_contra = TypeVar("ActorT_contra", contravariant=True)


class Measure(Protocol[ActorT_contra]):
    """A function of a room that measures one thing for a period, reading only what the actor may read."""

    def __call__(self, actor: ActorT_contra, period: Period) -> MeasureResult:
        """The figure of that period."""
        ...
