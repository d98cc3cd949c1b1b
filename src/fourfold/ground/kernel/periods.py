"""Half-open periods of days: a period holds its first day and not its end."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to, and without, `end`. An `end` of None means that it has not ended."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("A period cannot end before it starts.")

    def holds(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share at least one day."""
        starts = max(self.start, other.start)
        return all(end is None or starts < end for end in (self.end, other.end))


def last_day_of_month(year: int, month: int) -> date:
    """The last day of a month: what a plan means when it says `July 2019`."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
