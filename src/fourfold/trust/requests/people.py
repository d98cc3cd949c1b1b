"""Whom a request is about. This room knows nobody: the room that keeps records teaches it to find people.

Finding is by what both walls show to whoever looks, for a purpose that is open to them: a person whom they cannot see
and one who does not exist are the same to it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from fourfold.trust.access.domain.grants import Looker


@dataclass(frozen=True, slots=True)
class Seen:
    """A person whom somebody sees: their opaque id, the reference that stands for them, their page, and the purpose
    for which they were seen."""

    id: UUID
    reference: str
    href: str
    purpose: str


class Finder(Protocol):
    """What the room that keeps records offers. It is asked in a context with the purpose: the walls stand."""

    def by_id(self, subject_id: UUID, looker: Looker, purpose: str, at: datetime) -> Seen | None:
        """The person, where the looker sees a record of theirs."""
        ...

    def by_reference(self, reference: str, looker: Looker, purpose: str, at: datetime) -> Seen | None:
        """The person with this reference, where the looker sees a record of theirs."""
        ...


_taught: list[Finder] = []


def teach(finder: Finder) -> None:
    """Say how people are found. The last one taught is asked; until then nobody is found."""
    _taught[:] = [finder]


def finders() -> list[Finder]:
    """Who finds people: one, or none before any room keeps records."""
    return list(_taught)
