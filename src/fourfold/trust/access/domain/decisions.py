"""Decisions: what a policy answers; and the purposes for which no personal data is needed."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from fourfold.ground.kernel.errors import NotAllowed


class Purpose(StrEnum):
    """Why somebody looks or acts where no personal data of service users is. All others are in the catalogue."""

    STRATEGY = "strategy"
    """Running the 4P plan."""
    ADMINISTRATION = "administration"
    """Keeping accounts, agencies and roles."""

    @property
    def label(self) -> str:
        """The purpose in words."""
        return {"strategy": "the plan", "administration": "accounts and roles"}[self.value]


class Refusal(StrEnum):
    """Why personal data is not shown. The first that holds, in this order, is the reason: forbid wins."""

    NOBODY = "nobody"
    EXCLUDED = "excluded"
    RESTRICTED = "restricted"
    NO_PURPOSE = "no-purpose"
    NOT_TRAINED = "not-trained"
    NO_GRANT = "no-grant"
    NOT_YET = "not-yet"
    ENDED = "ended"
    WRONG_ROLE = "wrong-role"
    NO_RELATIONSHIP = "no-relationship"


@dataclass(frozen=True, slots=True)
class Because:
    """A grant that a yes rests on, with the agreement and the clause it comes from."""

    grant_id: UUID
    agreement_id: UUID
    clause: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A policy's answer. `reason` is a plain sentence that says why, and whom to ask when the answer is no.

    About personal data a yes names the fields that may be shown and because of which grants, and a no its refusal.
    """

    allowed: bool
    reason: str = ""
    fields: frozenset[str] = frozenset()
    because: tuple[Because, ...] = ()
    refusal: Refusal | None = None

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
