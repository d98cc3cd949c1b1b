"""What other rooms know of records: that one is disputed, say. This room knows none of them; each teaches it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

Teller = Callable[[Collection[UUID]], Mapping[UUID, Sequence[str]]]
"""For records that the actor sees: sentences to stand with each. Authorised by the room that tells. One query."""

_taught: dict[str, Teller] = {}


def teach(room: str, teller: Teller) -> None:
    """Say what a room knows of records. Once for each room."""
    _taught[room] = teller


def beside(record_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """All that the other rooms say of these records, by record."""
    said: dict[UUID, list[str]] = {}
    for teller in _taught.values():
        for record_id, sentences in teller(record_ids).items():
            said.setdefault(record_id, []).extend(sentences)
    return said
