"""A line of time: whole months from one day to another, and where a day stands on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fourfold.ground.kernel.periods import last_day_of_month

MONTHLY, QUARTERLY = 18, 48
"""Up to so many months, each month is named; up to so many, each quarter; beyond, each year."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month, quarter or year. `month` is empty for a year, `year` where it was said before."""

    on: date
    month: str
    year: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Time from `start`, the first day of a month, to `end`, the last day of one."""

    start: date
    end: date

    @classmethod
    def over(cls, days: Iterable[date]) -> "Axis":
        """The months that hold all `days`, of which there is at least one."""
        listed = sorted(days)
        last = listed[-1]
        return cls(listed[0].replace(day=1), last_day_of_month(last.year, last.month))

    @property
    def months(self) -> int:
        """How many months it holds."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def place(self, day: date) -> float:
        """Where a day stands, from 0 at the start to 100 at the end. Days outside stand at the nearer end."""
        part = (day - self.start).days / ((self.end - self.start).days + 1)
        return round(100 * min(max(part, 0.0), 1.0), 3)

    def ticks(self) -> list[Tick]:
        """The beginnings to name: months, quarters or years, as many as can be read."""
        step = 1 if self.months <= MONTHLY else 3 if self.months <= QUARTERLY else 12
        firsts = (date(year, month, 1) for year, month in self._firsts())
        named = [first for first in firsts if (first.month - 1) % step == 0]
        return [
            Tick(
                first,
                month="" if step == 12 else f"{first:%b}",
                year=str(first.year) if first is named[0] or first.month == 1 else "",
            )
            for first in named
        ]

    def _firsts(self) -> Iterable[tuple[int, int]]:
        for count in range(self.months):
            years, month = divmod(self.start.month - 1 + count, 12)
            yield self.start.year + years, month + 1
