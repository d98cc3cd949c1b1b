"""When a feed's deliveries are expected by its contract, which came on time, and how late the next one is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fourfold.engines.tabular.contract import Contract, Frequency
from fourfold.ground.kernel.periods import Period, last_day_of_month

_TERMS = {4: 30, 7: 31, 12: 31}
"""Last days of terms, month to day: by the end of April the spring term is over whenever Easter is."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivery that entered: the day on which its sender wrote it, and that on which it came."""

    as_of: date
    received: date


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Of the deliveries due in a period: how many came on time, later, or not yet. All 0 where none is expected."""

    expected: int
    on_time: int
    late: int

    @property
    def missing(self) -> int:
        """How many have not come."""
        return self.expected - self.on_time - self.late


def last_days(frequency: Frequency, since: date, until: date) -> Iterator[date]:
    """The last day of each period that ends from `since` up to and without `until`."""
    day = since
    while day < until:
        if _ends(frequency, day):
            yield day
        day += timedelta(days=1)


def _ends(frequency: Frequency, day: date) -> bool:
    of_month = day == last_day_of_month(day.year, day.month)
    return {
        Frequency.DAILY: True,
        Frequency.WEEKLY: day.weekday() == 6,
        Frequency.MONTHLY: of_month,
        Frequency.QUARTERLY: of_month and day.month % 3 == 0,
        Frequency.TERMLY: _TERMS.get(day.month) == day.day,
        Frequency.YEARLY: (day.month, day.day) == (12, 31),
        Frequency.ONCE: False,
    }[frequency]


def next_due(contract: Contract, arrivals: Sequence[Arrival], since: date) -> date | None:
    """The day by which the next delivery is to come: of the first period that none covers. None where none is due.

    `since`: the first day from which the feed is expected.
    """
    covered = max((one.as_of for one in arrivals), default=since - timedelta(days=1))
    after = max(covered + timedelta(days=1), since)
    last = next(last_days(contract.frequency, after, after + timedelta(days=370)), None)
    return last + timedelta(days=contract.due_days) if last else None


def days_late(contract: Contract, arrivals: Sequence[Arrival], since: date, today: date) -> int:
    """Days since the next delivery was due; 0 while it is not."""
    due = next_due(contract, arrivals, since)
    return max(0, (today - due).days) if due else 0


def timeliness(contract: Contract, arrivals: Iterable[Arrival], since: date, period: Period) -> Timeliness:
    """What became of the deliveries due in a period. A delivery covers what ended by the day it was written."""
    came = list(arrivals)
    grace = timedelta(days=contract.due_days)
    end = period.end or date.max
    expected = on_time = late = 0
    for last in last_days(contract.frequency, max(since, period.start - grace), end - grace):
        covering = [one.received for one in came if one.as_of >= last]
        expected += 1
        on_time += bool(covering) and min(covering) <= last + grace
        late += bool(covering) and min(covering) > last + grace
    return Timeliness(expected, on_time, late)
