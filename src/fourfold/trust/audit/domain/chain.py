"""The chain over the entries: each link is hashed over the link before it, so history cannot change alone."""

from hashlib import sha256

GENESIS = bytes(32)
"""What the first link follows."""


def chain_hash(previous: bytes, position: int, row_hash: bytes, sealed_at_micros: int) -> bytes:
    """The hash of a link: sha256 over the previous link's hash, the position, the entry's hash and the time.

    Numbers are 8 bytes, big-endian, signed; the time is in microseconds since 1970 in UTC, so that no time
    zone enters. The database's trigger does the same (`migrations/0002_append_only.py`).
    """
    return sha256(previous + _eight(position) + row_hash + _eight(sealed_at_micros)).digest()


def _eight(number: int) -> bytes:
    return number.to_bytes(8, "big", signed=True)
