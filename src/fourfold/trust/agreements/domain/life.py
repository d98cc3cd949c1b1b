"""The life of a version: which state leads to which, what follows from the dates, who is needed to sign."""

from datetime import date
from enum import StrEnum

from fourfold.trust.agreements.domain.terms import AgreementKind, State
from fourfold.trust.partnership.domain.roles import RoleKind

EDITABLE = frozenset({State.DRAFT, State.CONSULTATION})
"""Words and lines may change."""
OPEN = frozenset({State.DRAFT, State.CONSULTATION, State.SIGNING})
"""Not yet agreed: read by its parties' people."""
BINDING = frozenset({State.IN_FORCE, State.SUSPENDED})

NEXT: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.CONSULTATION, State.SIGNING, State.WITHDRAWN}),
    State.CONSULTATION: frozenset({State.DRAFT, State.SIGNING, State.WITHDRAWN}),
    State.SIGNING: frozenset({State.DRAFT, State.IN_FORCE, State.WITHDRAWN}),
    State.IN_FORCE: frozenset({State.SUSPENDED, State.WITHDRAWN, State.REPLACED}),
    State.SUSPENDED: frozenset({State.IN_FORCE, State.WITHDRAWN, State.REPLACED}),
    State.WITHDRAWN: frozenset(),
    State.REPLACED: frozenset(),
}
"""The trigger `agreements_keep_life` (`migrations/0002_integrity.py`) holds the same in the database."""

ASSESSMENTS = frozenset({AgreementKind.DPIA, AgreementKind.EQUALITY_ASSESSMENT})
"""An agency's assessments of its own data. Its data protection officer signs them too."""
ABOUT_DATA_SETS = ASSESSMENTS | {AgreementKind.POLICY_DOCUMENT}
"""Documents about data sets, which they name in `data_sets`. They take no second party."""

SIGNERS = frozenset({RoleKind.ACCOUNTABLE_OFFICER, RoleKind.DEPUTY})
ADVISERS = frozenset({RoleKind.DATA_PROTECTION_OFFICER})
SUSPENDERS = SIGNERS | ADVISERS
"""Any of them closes their agency's part at once."""
DRAFTERS = frozenset({RoleKind.ACCOUNTABLE_OFFICER, RoleKind.DEPUTY, RoleKind.DATA_PROTECTION_OFFICER})
"""Of the drafting agency; beside plan coordinators."""

REVIEW_SOON_DAYS = 60


class About(StrEnum):
    """What a comment is about."""

    WHOLE = "whole"
    CLAUSE = "clause"
    LINE = "line"


class EventKind(StrEnum):
    """What happened to a version."""

    BEGUN = "begun"
    CONSULTED = "consulted"
    REDRAFTED = "redrafted"
    SENT_TO_SIGN = "sent-to-sign"
    CALLED_BACK = "called-back"
    SIGNED = "signed"
    IN_FORCE = "in-force"
    ACCEDED = "acceded"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    PARTY_WITHDREW = "party-withdrew"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """What happened, in words."""
        return _EVENTS[self]


_EVENTS = {
    EventKind.BEGUN: "Draft begun",
    EventKind.CONSULTED: "Sent out for comments",
    EventKind.REDRAFTED: "Taken back to draft",
    EventKind.SENT_TO_SIGN: "Sent out to be signed",
    EventKind.CALLED_BACK: "Called back from signing",
    EventKind.SIGNED: "Signed",
    EventKind.IN_FORCE: "Came into force",
    EventKind.ACCEDED: "Joined by accession",
    EventKind.SUSPENDED: "Suspended",
    EventKind.RESUMED: "Resumed",
    EventKind.PARTY_WITHDREW: "Left the agreement",
    EventKind.WITHDRAWN: "Withdrawn",
}


class Condition(StrEnum):
    """Where a version stands on a day: its state, and what the dates make of it."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    SIGNING = "signing"
    NOT_BEGUN = "not-begun"
    IN_FORCE = "in-force"
    REVIEW_DUE = "review-due"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"

    @property
    def label(self) -> str:
        """The condition as it is shown."""
        return _CONDITIONS[self]


_CONDITIONS = {
    Condition.DRAFT: "Draft",
    Condition.CONSULTATION: "Out for comments",
    Condition.SIGNING: "Being signed",
    Condition.NOT_BEGUN: "Signed, not begun",
    Condition.IN_FORCE: "In force",
    Condition.REVIEW_DUE: "In force, review due",
    Condition.EXPIRED: "Expired",
    Condition.SUSPENDED: "Suspended",
    Condition.WITHDRAWN: "Withdrawn",
    Condition.REPLACED: "Replaced",
}


def condition(
    state: State, starts_on: date | None, ends_on: date | None, review_on: date | None, *, on: date
) -> Condition:
    """Where a version stands on a day. Expired begins on `ends_on`, which is the first day without it."""
    if state not in BINDING:
        return Condition(state.value)
    if ends_on is not None and on >= ends_on:
        return Condition.EXPIRED
    if state is State.SUSPENDED:
        return Condition.SUSPENDED
    if starts_on is not None and on < starts_on:
        return Condition.NOT_BEGUN
    return Condition.REVIEW_DUE if review_on is not None and on >= review_on else Condition.IN_FORCE


def least_parties(kind: AgreementKind) -> int:
    """How many bound parties keep an agreement in force: one for an assessment or a policy document, else two."""
    return 1 if kind in ABOUT_DATA_SETS else 2


def roles_needed(kind: AgreementKind) -> tuple[frozenset[RoleKind], ...]:
    """For each party: one signature from each of these sets of roles."""
    return (frozenset({RoleKind.ACCOUNTABLE_OFFICER}), ADVISERS) if kind in ASSESSMENTS else (SIGNERS,)
