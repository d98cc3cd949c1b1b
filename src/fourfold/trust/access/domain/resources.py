"""What a decision is about: a record's label, and the people it tells of. Keys only; no Django, no names."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Action(StrEnum):
    """What somebody wants to do with a resource."""

    READ = "record:read"
    REFER = "record:refer"
    """Tell of a worry. Never blocked by training, grant or budget: it shows nothing."""


class SubjectKind(StrEnum):
    """Whom a record tells of."""

    CHILD = "child"
    ADULT = "adult"
    NOBODY = "nobody"
    """Nobody who can be known: anonymised patterns, such as assault attendances."""


class SubjectRole(StrEnum):
    """What the person was in what the record tells, kept per episode (Data Protection Act 2018 s38)."""

    AT_RISK = "at-risk"
    VICTIM = "victim"
    WITNESS = "witness"
    SUSPECT = "suspect"
    CONVICTED = "convicted"
    NONE = "none"
    """None of these: a pupil, a patient, an open record."""


class Handling(StrEnum):
    """How what is shared must be handled."""

    OFFICIAL = "official"
    SENSITIVE = "official-sensitive"
    CONDITIONS = "conditions"
    """Lawful sharing permitted with conditions (handling code C)."""


@dataclass(frozen=True, slots=True)
class Label:
    """What grants are matched with: whose record, of which data set, about whom, how to be handled."""

    holder_id: UUID
    data_set: str
    subject_kind: SubjectKind
    subject_role: SubjectRole
    handling: Handling


@dataclass(frozen=True, slots=True)
class Resource:
    """A guarded row, as a decision needs to see it. `subject_id` None: it tells of nobody who can be known."""

    label: Label
    record_id: UUID
    subject_id: UUID | None = None
    is_restricted: bool = False
    """Read by those named on it alone."""
