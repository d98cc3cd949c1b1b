"""Decisions: what a policy answers, and the closed list of purposes for which Fourfold may be used."""

from dataclasses import dataclass
from enum import StrEnum

from fourfold.ground.kernel.errors import NotAllowed


class Purpose(StrEnum):
    """Why somebody looks or acts. Immigration, benefits, eviction and exclusion from school are not on it."""

    STRATEGY = "strategy"
    """Running the 4P plan. No personal data of service users."""
    ADMINISTRATION = "administration"
    """Keeping accounts, agencies and roles."""

    @property
    def label(self) -> str:
        """The purpose in words."""
        return {"strategy": "the plan", "administration": "accounts and roles"}[self.value]


@dataclass(frozen=True, slots=True)
class Decision:
    """A policy's answer. `reason` is a plain sentence that says why, and whom to ask when the answer is no."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(True)


def refused(reason: str) -> Decision:
    """A no, with its reason."""
    return Decision(False, reason)


def require(decision: Decision, permission: str, *, subject_kind: str = "", subject_id: object = "") -> None:
    """Raise `NotAllowed` unless the decision is a yes. Templates show the same decision."""
    if not decision:
        raise NotAllowed(permission, decision.reason, subject_kind=subject_kind, subject_id=str(subject_id))
