"""Whom a request is about. This room knows nobody: the room that keeps records teaches it to find people.

Finding is by what row-level security shows to whoever looks, for the purposes that are open to them: a person whom
they cannot see and one who does not exist are the same to it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Found:
    """A person as others may call them: their opaque id, the reference that stands for them, and their page."""

    id: UUID
    reference: str
    href: str = ""


class Finder(Protocol):
    """What the room that keeps records offers. It reads inside the caller's context, as the caller."""

    def by_id(self, subject_id: UUID) -> Found | None:
        """The person, where the caller sees a record of theirs."""
        ...

    def by_reference(self, reference: str) -> Found | None:
        """The person with this reference, where the caller sees a record of theirs."""
        ...

    def called(self, subject_ids: Collection[UUID]) -> Mapping[UUID, Found]:
        """Those of these people whom the caller sees."""
        ...


class _Nobody:
    """Before any room keeps records there is nobody to be seen."""

    def by_id(self, subject_id: UUID) -> Found | None:  # noqa: ARG002
        return None

    def by_reference(self, reference: str) -> Found | None:  # noqa: ARG002
        return None

    def called(self, subject_ids: Collection[UUID]) -> Mapping[UUID, Found]:  # noqa: ARG002
        return {}


_taught: list[Finder] = [_Nobody()]


def teach(finder: Finder) -> None:
    """Say how people are found. The last one taught is asked."""
    _taught[:] = [finder]


def finder() -> Finder:
    """Who finds people."""
    return _taught[0]
