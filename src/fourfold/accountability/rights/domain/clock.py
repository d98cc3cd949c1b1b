"""When a request is due. Dates are London's; nothing here asks what day it is.

A month runs from the day of receipt to the same date of the next month, or to that month's last day where it has no
such date; a last day on which offices are closed becomes the next working day (UK GDPR Art 12(3); DPA 2018 s54;
Regulation (EEC) 1182/71 Art 3, as the Information Commissioner counts). Where proof of identity was asked for, the
time runs from the day on which it came (Art 12A, s54(2)). It may be extended by two months, with a reason.
A complaint is acknowledged within the 30 days that begin when it is received (s164A(3)): that day is the first of
them, and a weekend at their end moves nothing. That is the stricter reading.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from fourfold.accountability.rights.domain.requests import RequestKind
from fourfold.ground.kernel.periods import last_day_of_month
from fourfold.ground.kernel.working_days import add_working_days, working_day_from

ACKNOWLEDGED_IN = 30
MONTHS, EXTENDED_BY = 1, 2
HOLDERS_HAVE = 10
"""Working days in which the holders answer, so that the pack is made in time."""
WARNED_BEFORE = 7
"""Days before a date from which it presses."""


def months_after(day: date, months: int) -> date:
    """The corresponding date; the month's last day where it has none."""
    place = day.month - 1 + months
    last = last_day_of_month(day.year + place // 12, place % 12 + 1)
    return last.replace(day=min(day.day, last.day))


def answer_due(starts_on: date, *, extended: bool = False) -> date:
    """The last day on which a request may be answered."""
    return working_day_from(months_after(starts_on, MONTHS + (EXTENDED_BY if extended else 0)))


def starts_on(received_on: date, identity_asked_on: date | None, identity_on: date | None) -> date:
    """From when the time runs: receipt, or when the proof came that was asked for in time."""
    if identity_asked_on is None or identity_on is None:
        return received_on
    return max(received_on, identity_on)


def acknowledge_due(received_on: date) -> date:
    """The last day on which a complaint may be acknowledged."""
    return received_on + timedelta(days=ACKNOWLEDGED_IN - 1)


def holders_due(asked_on: date) -> date:
    """Until when the holders answer."""
    return add_working_days(asked_on, HOLDERS_HAVE)


def due_of(kind: RequestKind, starts: date, *, extended: bool, acknowledged: bool) -> date:
    """What the law asks for next, and until when.

    A complaint is answered "without undue delay": a month is the aim once it is acknowledged.
    """
    if kind is RequestKind.COMPLAINT and not acknowledged:
        return acknowledge_due(starts)
    return answer_due(starts, extended=extended)


@dataclass(frozen=True, slots=True)
class Clock:
    """How long is left on a day, in words."""

    days: int

    @property
    def is_over(self) -> bool:
        """Whether the date has passed."""
        return self.days < 0

    @property
    def is_pressing(self) -> bool:
        """Whether somebody should look now."""
        return self.days <= WARNED_BEFORE

    @property
    def words(self) -> str:
        """`5 days left`, `due today`, `3 days overdue`."""
        if self.days == 0:
            return "due today"
        count = abs(self.days)
        unit = "day" if count == 1 else "days"
        return f"{count} {unit} overdue" if self.is_over else f"{count} {unit} left"


def clock_of(due_on: date, today: date) -> Clock:
    """The clock of something that is due."""
    return Clock((due_on - today).days)
