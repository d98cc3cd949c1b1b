"""The law's clock on a personal data breach, and what may be decided.

UK GDPR article 33 and Data Protection Act 2018 section 67: to the Information Commissioner without undue delay and,
where feasible, within 72 hours of becoming aware; later only with the reasons for the delay; not at all where a risk
to people is unlikely. Article 34 and section 68: to the people themselves where the risk is high. Neither article nor
section excepts nights, weekends or bank holidays: the clock runs through them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LIMIT = timedelta(hours=72)
WARNED_BEFORE = timedelta(hours=24)


class ToCommissioner(StrEnum):
    """What was decided about telling the Information Commissioner."""

    UNDECIDED = ""
    REPORTED = "reported"
    NOT_REPORTED = "not-reported"


class ToPeople(StrEnum):
    """What was decided about telling the people whose data it was."""

    UNDECIDED = ""
    TOLD = "told"
    NOT_TOLD = "not-told"


class EntryKind(StrEnum):
    """What a line of a breach's history tells."""

    OPENED = "opened"
    CHANGED = "changed"
    CONCERNS = "concerns"
    NOTE = "note"
    COMMISSIONER = "commissioner"
    PEOPLE = "people"
    CLOSED = "closed"
    REOPENED = "reopened"

    @property
    def label(self) -> str:
        """The kind in words."""
        return _LABELS[self]


_LABELS = {
    EntryKind.OPENED: "Recorded in the register",
    EntryKind.CHANGED: "What is known was changed",
    EntryKind.CONCERNS: "Another agency is concerned",
    EntryKind.NOTE: "Note",
    EntryKind.COMMISSIONER: "Decision: the Information Commissioner",
    EntryKind.PEOPLE: "Decision: the people concerned",
    EntryKind.CLOSED: "Closed",
    EntryKind.REOPENED: "Opened again",
}


def due_at(known_at: datetime) -> datetime:
    """The instant by which the Commissioner is told."""
    return known_at + LIMIT


def is_late(known_at: datetime, reported_at: datetime) -> bool:
    """Whether a report at this instant needs the reasons for its delay."""
    return reported_at > due_at(known_at)


@dataclass(frozen=True, slots=True)
class Clock:
    """How a breach stands against its 72 hours. `hours` is what is left, or by how much it is over; whole hours."""

    hours: int
    is_over: bool
    is_pressing: bool

    @property
    def words(self) -> str:
        """`31 hours left`, `less than an hour left`, `5 hours over`."""
        if self.is_over:
            return f"{_hours(self.hours)} over" if self.hours else "just over"
        return f"{_hours(self.hours)} left" if self.hours else "less than an hour left"


def clock_of(known_at: datetime, now: datetime) -> Clock:
    """The clock of a breach about which nothing is decided yet."""
    left = due_at(known_at) - now
    return Clock(
        hours=int(abs(left) // timedelta(hours=1)), is_over=left < timedelta(0), is_pressing=left <= WARNED_BEFORE
    )


def _hours(count: int) -> str:
    return "1 hour" if count == 1 else f"{count} hours"
