"""Axes: round numbers, months, and labels that do not run into each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

FAR_FROM_ZERO = 0.7
"""Where the least value is above this share of the greatest, the axis need not begin at zero: a line is no area."""
LEAST_SPAN = 1e-6
"""What lies closer together than this is one value to a reader."""
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis: from the first to the last of `ticks`, over `pixels` from the bottom."""

    ticks: tuple[float, ...]
    pixels: float

    @property
    def low(self) -> float:
        """The value at the bottom."""
        return self.ticks[0]

    @property
    def high(self) -> float:
        """The value at the top."""
        return self.ticks[-1]

    def place(self, value: float) -> float:
        """Pixels from the bottom."""
        return (value - self.low) / (self.high - self.low) * self.pixels

    def value(self, place: float) -> float:
        """The value at `place` pixels from the bottom."""
        return self.low + place / self.pixels * (self.high - self.low)

    @property
    def decimals(self) -> int:
        """How many decimals the ticks need."""
        exact = (places for places in range(7) if all(abs(tick - round(tick, places)) < 1e-9 for tick in self.ticks))
        return next(exact, 6)


def round_scale(values: Iterable[float], pixels: float) -> Scale:
    """Four to eight round ticks around `values`; from zero unless all lie far from it."""
    found = list(values) or [0.0, 1.0]
    least, most = min(found), max(found)
    if (least >= 0 and least < FAR_FROM_ZERO * most) or most - least < LEAST_SPAN:
        least, most = min(least, 0.0), max(most, 0.0)
    if most - least < LEAST_SPAN:
        most = least + 1
    step = _round_step((most - least) / 5)
    first, last = floor(least / step + 1e-9), ceil(most / step - 1e-9)
    return Scale(tuple(round(number * step, 10) for number in range(first, max(last, first + 1) + 1)), pixels)


def _round_step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return float(next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * (1 - 1e-9)))


def written(value: float, decimals: int | None = None) -> str:
    """A figure as people write it: `1,204`, `12.5`, `−3`; at most two decimals unless told."""
    if decimals is None:
        decimals = next((places for places in (0, 1) if abs(value - round(value, places)) < 1e-9), 2)
    return f"{value:,.{decimals}f}".replace("-", "−")


def month_ticks(first: date, last: date, *, most: int) -> list[tuple[date, str]]:
    """At most `most` dates with their words between two dates: days within two months, else months, else years."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if months < 2:
        days = (last - first).days
        step = max(1, ceil(days / max(1, most - 1)))
        return [(day, f"{day.day} {day:%b}") for day in (first + timedelta(n) for n in range(0, days + 1, step))]
    step = next((step for step in MONTH_STEPS if months / step < most), MONTH_STEPS[-1])
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    start += -start % step
    found = [date(number // 12, number % 12 + 1, 1) for number in range(start, last.year * 12 + last.month, step)]
    return [(day, f"{day:%Y}" if step >= 12 else f"{day:%b %Y}") for day in found]


def spread(places: Sequence[float], heights: Sequence[float], *, top: float) -> list[float]:
    """Move labels apart: middles as near to `places` as `heights` allow, between 0 and `top`, in the same order."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    found = [0.0] * len(places)
    floor_ = 0.0
    for index in order:
        found[index] = max(places[index], floor_ + heights[index] / 2)
        floor_ = found[index] + heights[index] / 2
    ceiling = top
    for index in reversed(order):
        found[index] = min(found[index], ceiling - heights[index] / 2)
        ceiling = found[index] - heights[index] / 2
    return found
