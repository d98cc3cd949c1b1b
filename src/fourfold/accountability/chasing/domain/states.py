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
    """Why something stands in a digest, the most pressing first."""

    DUE_LATE = "due-late"
    STEP_LATE = "step-late"
    REVIEW_LATE = "review-late"
    ARISING_LATE = "arising-late"
    ANSWER_LATE = "answer-late"
    REQUEST_LATE = "request-late"
    AGREEMENT_LATE = "agreement-late"
    DUE_SOON = "due-soon"
    STEP_SOON = "step-soon"
    REVIEW_SOON = "review-soon"
    ARISING_SOON = "arising-soon"
    ANSWER_SOON = "answer-soon"
    REQUEST_SOON = "request-soon"
    AGREEMENT_SIGN = "agreement-sign"
    AGREEMENT_COMMENTS = "agreement-comments"
    AGREEMENT_SOON = "agreement-soon"
    NO_NEWS = "no-news"

    @property
    def section(self) -> str:
        """Under which heading it stands."""
        if self in _SECTIONS:
            return _SECTIONS[self]
        return "Late" if self.is_late else "Due in the next 14 days"

    @property
    def is_of_a_plan(self) -> bool:
        """Whether it is about an action of a plan, and not about a board's matter, a request or an agreement."""
        return not self.value.startswith(("arising-", "answer-", "request-", "agreement-"))

    @property
    def is_late(self) -> bool:
        """Whether a date has passed."""
        return self.value.endswith("-late")


_SECTIONS = {
    LineKind.AGREEMENT_SIGN: "Agreements to sign",
    LineKind.AGREEMENT_COMMENTS: "Comments to answer",
    LineKind.AGREEMENT_SOON: "Agreements to review",
    LineKind.NO_NEWS: "No news for two months",
}
SECTIONS = ("Late", "Due in the next 14 days", *_SECTIONS.values())
"""The headings of a digest, in their order."""


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
