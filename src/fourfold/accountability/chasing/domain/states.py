"""The closed lists of the chasing room."""

from enum import StrEnum


class ReturnState(StrEnum):
    """Where a spreadsheet stands that was brought back."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"

    @property
    def label(self) -> str:
        """The state as it is shown."""
        return {"open": "To be decided", "accepted": "Accepted", "discarded": "Set aside"}[self.value]


class LineKind(StrEnum):
    """Why an action stands in a digest, the most pressing first."""

    DUE_LATE = "due-late"
    REVIEW_LATE = "review-late"
    MILESTONE_LATE = "milestone-late"
    DUE_SOON = "due-soon"
    REVIEW_SOON = "review-soon"
    MILESTONE_SOON = "milestone-soon"
    NO_NEWS = "no-news"

    @property
    def is_late(self) -> bool:
        """Whether a date has passed."""
        return self in (LineKind.DUE_LATE, LineKind.REVIEW_LATE, LineKind.MILESTONE_LATE)


class Weekday(StrEnum):
    """The working day on which somebody gets their weekly mail."""

    MONDAY = "1"
    TUESDAY = "2"
    WEDNESDAY = "3"
    THURSDAY = "4"
    FRIDAY = "5"

    @property
    def label(self) -> str:
        """The day's name."""
        return self.name.title()
