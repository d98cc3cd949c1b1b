"""Keys that stand for a person or a record: the same within one purpose of one agency, and like no other elsewhere.

Made by a keyed hash whose kind names purpose and agency (HKDF derives a key for each kind), so that two sets of keys
have nothing in common for whoever does not hold the installation's key. None can be turned back: it is of a hash.
"""

from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

Hashed = Callable[[str, str], bytes]
"""A keyed hash of a text, by its kind: at least 15 bytes."""
_BYTES = 15
"""Of the hash, in the key: 24 letters without padding. That two of a million share one has a chance of 4 in 10^25."""


@dataclass(frozen=True, slots=True)
class KeyMaker:
    """The keys of one purpose and one agency."""

    purpose: str
    agency_id: UUID
    hashed: Hashed

    def person(self, smallest_seen: UUID) -> str:
        """The key of the person of whom this is the smallest subject that the looker sees."""
        return self._key("person", smallest_seen)

    def record(self, record_id: UUID) -> str:
        """The key of a record."""
        return self._key("record", record_id)

    def _key(self, of: str, what: UUID) -> str:
        whole = self.hashed(str(what), f"datasets:{of}:{self.purpose}:{self.agency_id}")
        return b32encode(whole[:_BYTES]).decode("ascii").lower()
