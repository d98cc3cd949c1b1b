"""How soon an answer is needed, what an answer can be, and where a request stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Urgency(StrEnum):
    """How soon the asked agency answers (`domain/timing.py`)."""

    HOUR = "one-hour"
    DAY = "one-day"
    STANDARD = "ten-working-days"

    @property
    def label(self) -> str:
        """The time limit in words."""
        return _URGENCIES[self]

    @property
    def is_by_the_clock(self) -> bool:
        """Whether nights and weekends count too."""
        return self is not Urgency.STANDARD


_URGENCIES = {
    Urgency.HOUR: "Within 1 hour",
    Urgency.DAY: "Within 1 day",
    Urgency.STANDARD: "Within 10 working days",
}


class Outcome(StrEnum):
    """What the asked agency answered."""

    WHOLE = "whole"
    PART = "part"
    REFUSED = "refused"

    @property
    def opens(self) -> bool:
        """Whether something is shared."""
        return self is not Outcome.REFUSED

    @property
    def needs_reason(self) -> bool:
        """Whether something that was asked for is not shared."""
        return self is not Outcome.WHOLE


class Condition(StrEnum):
    """Where a request stands at an instant."""

    WAITS = "waits"
    LATE = "late"
    WHOLE = "whole"
    PART = "part"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The condition as pages show it."""
        return _CONDITIONS[self]

    @property
    def is_open(self) -> bool:
        """Whether an answer can still be given."""
        return self in (Condition.WAITS, Condition.LATE)


_CONDITIONS = {
    Condition.WAITS: "Waits for an answer",
    Condition.LATE: "Late",
    Condition.WHOLE: "Accepted",
    Condition.PART: "Accepted in part",
    Condition.REFUSED: "Refused",
    Condition.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class Course:
    """What has happened to a request."""

    due_at: datetime
    outcome: Outcome | None = None
    answered_at: datetime | None = None
    withdrawn_at: datetime | None = None

    def condition(self, at: datetime) -> Condition:
        """Where it stands at an instant. Late begins when the time is over."""
        if self.outcome is not None:
            return Condition(self.outcome.value)
        if self.withdrawn_at is not None:
            return Condition.WITHDRAWN
        return Condition.WAITS if at < self.due_at else Condition.LATE
