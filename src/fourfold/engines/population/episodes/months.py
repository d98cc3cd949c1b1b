"""A month of a feed: its days, and moments in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fourfold.engines.population.chance import Chance, Weighted

EVENING = Weighted.over(tuple(range(24)), (5, 4, 3, 1, 1, 1, 1, 2, 3, 3, 3, 4, 5, 5, 6, 8, 8, 8, 8, 8, 9, 9, 9, 7))
"""When violence and disorder happen, by hour [believed]."""
DAYTIME = Weighted.over(
    tuple(range(24)), (0, 0, 0, 0, 0, 0, 1, 3, 8, 10, 10, 10, 9, 9, 10, 10, 9, 6, 3, 1, 1, 0, 0, 0)
)
LATE = Weighted.over(tuple(range(24)), (6, 3, 2, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 4, 5, 6, 8, 10, 12, 14, 14, 10))
"""When a child is reported missing, by hour [believed]."""
Hours = Weighted[int]
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Month:
    """A month, up to the last day that is told."""

    first: date
    last: date

    @classmethod
    def of(cls, day: date, today: date) -> "Month":
        """The month of a day. `last` lies before `first` where the whole month is still to come."""
        first = day.replace(day=1)
        end = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        return cls(first, min(end, today - timedelta(days=1)))

    @property
    def days(self) -> int:
        """How many days of it are told."""
        return max(0, (self.last - self.first).days + 1)

    @property
    def share(self) -> float:
        """How much of a usual month that is."""
        return self.days / 30.4

    def day(self, chance: Chance) -> date:
        """A day of it, each as likely as the others."""
        return self.first + timedelta(days=chance.below(self.days))

    def night_out(self, chance: Chance) -> date:
        """A day of it, Fridays to Sundays half as likely again as others."""
        day = self.day(chance)
        return self.day(chance) if day.weekday() < 4 and chance.happens(0.22) else day

    def moment(self, chance: Chance, hours: Hours = EVENING) -> datetime:
        """A moment of it, more likely at some hours than at others."""
        return on_the_clock(datetime.combine(self.night_out(chance), time(chance.weigh(hours), chance.below(60))))


def midnight(day: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day, time())


def on_the_clock(moment: datetime) -> datetime:
    """London's clock: the hour that is skipped in March and told twice in October is avoided."""
    if moment.month in (3, 10) and moment.weekday() == 6 and moment.day > 24 and moment.hour == 1:
        return moment.replace(hour=3)
    return moment


def written(moment: datetime) -> str:
    """A moment as feeds write it: London's clock, to the minute."""
    return moment.strftime("%Y-%m-%dT%H:%M")


def some(expected: float, chance: Chance) -> int:
    """A whole number near what is expected: never more than a third off, and right on average."""
    drawn = expected * (0.85 + 0.3 * chance.draw())
    return int(drawn) + chance.happens(drawn % 1)
