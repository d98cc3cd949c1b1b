"""What may be asked of the audit log, and the place from which a page goes on."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

PAGE = 50
MOST_EXPORTED = 10_000
"""Entries in one export: about what a spreadsheet is still read in."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: before this entry."""

    at: datetime
    entry_id: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.entry_id}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place in an address; None for anything else, which means the newest."""
        at, _, entry_id = text.partition("~")
        try:
            found = cls(datetime.fromisoformat(at), UUID(entry_id))
        except ValueError:
            return None
        return found if found.at.tzinfo is not None else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search. `about` is a record or a person; `who` a user; `since` and `until` instants (the end is left out)."""

    about: UUID | None = None
    who: UUID | None = None
    permission: str = ""
    outcome: str = ""
    purpose: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def asked(self) -> dict[str, object]:
        """What is asked for, for the audit entry: ids, keys and times alone."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in values.items()
            if value
        }


@dataclass(frozen=True, slots=True)
class Found:
    """An entry as it is shown. `is_own`: of one's own people; `is_emergency`: during emergency access."""

    id: UUID
    occurred_at: datetime
    actor: str
    permission: str
    outcome: str
    subject_kind: str
    subject_id: str
    purpose: str
    agency_id: UUID | None
    keys: tuple[UUID, ...]
    subjects: tuple[UUID, ...]
    fields: tuple[str, ...]
    grants: tuple[UUID, ...]
    is_own: bool
    is_emergency: bool

    @property
    def place(self) -> Place:
        """The place of this entry: a page that begins here goes on after it."""
        return Place(self.occurred_at, self.id)

    @property
    def user_id(self) -> UUID | None:
        """Who acted, if it was a person."""
        kind, _, said = self.actor.partition(":")
        return UUID(said) if kind == "person" else None
