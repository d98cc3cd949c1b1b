"""Rules of emergency access: how long it lasts, what a reason is, and until when it is reviewed."""

from dataclasses import dataclass
from datetime import date, datetime

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.ground.kernel.working_days import add_working_days
from fourfold.trust.access.domain.references import REFERENCE_NEEDED, canonical

HOURS = (1, 2, 3, 4)
SHORTEST_REASON, LONGEST_REASON = 10, 1_000
REVIEWED_WITHIN = 5
"""Working days."""


@dataclass(frozen=True, slots=True)
class EmergencyAsked:
    """What somebody says who needs to see now: about whom, for what, why, and for how many hours."""

    reference: str
    purpose: str
    reason: str
    hours: int

    def check(self) -> None:
        """Raise `BadInput` unless it is whole. Whether the reference is anybody's is never said."""
        problems = []
        if not canonical(self.reference):
            problems.append(Problem(REFERENCE_NEEDED, "reference"))
        if len(self.reason.strip()) < SHORTEST_REASON:
            message = "Say in a sentence why you cannot wait for somebody to say that you work with the person."
            problems.append(Problem(message, "reason"))
        if len(self.reason) > LONGEST_REASON:
            problems.append(Problem(f"Use at most {LONGEST_REASON:,} characters.", "reason"))
        if self.hours not in HOURS:
            problems.append(Problem("Choose one to four hours.", "hours"))
        if problems:
            raise BadInput(problems)


def review_due(begun: datetime) -> date:
    """The last day on which the review is in time."""
    return add_working_days(today(begun), REVIEWED_WITHIN)
