"""The key of a row: which action it is, for which agency, and what the action said when it was taken out.

A key is written in letters and digits that survive copying (base32), and ends in a code that only this installation
can make: one that was changed, or made up, is known as such.
"""

import hmac
from base64 import b32decode, b32encode
from binascii import Error
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

from fourfold.accountability.plan.domain.states import Status

_STATUSES = tuple(Status)
_BODY = 16 + 4 + 3 + 3 + 1 + 4
_CODE = 9


@dataclass(frozen=True, slots=True)
class Key:
    """An action as an agency saw it at `taken_at`. `review` is the open review's date."""

    action_id: UUID
    agency_id: UUID
    version: int
    status: Status
    review: date | None
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What a sound key says. The agency stands in it as a tag alone (`tag_of`)."""

    action_id: UUID
    agency_tag: bytes
    version: int
    status: Status
    review: date | None
    taken_at: datetime


def tag_of(agency_id: UUID) -> bytes:
    """Four bytes of an agency's random id: enough to tell the agencies of a partnership apart."""
    return agency_id.bytes[:4]


def write_key(key: Key, secret: bytes) -> str:
    """The key as a cell holds it: 64 letters and digits."""
    body = (
        key.action_id.bytes
        + tag_of(key.agency_id)
        + key.version.to_bytes(3)
        + (key.review.toordinal() if key.review else 0).to_bytes(3)
        + bytes([_STATUSES.index(key.status)])
        + int(key.taken_at.timestamp()).to_bytes(4)
    )
    return b32encode(body + _code(body, secret)).decode("ascii")


def read_key(text: str, secret: bytes) -> Seen | None:
    """What a key says; None for one that this installation did not write, or that was changed."""
    try:
        raw = b32decode(text.strip().upper().encode("ascii"))
    except (Error, UnicodeEncodeError, ValueError):
        return None
    body, code = raw[:_BODY], raw[_BODY:]
    if len(raw) != _BODY + _CODE or not hmac.compare_digest(code, _code(body, secret)):
        return None
    review = int.from_bytes(body[23:26])
    return Seen(
        action_id=UUID(bytes=body[:16]),
        agency_tag=body[16:20],
        version=int.from_bytes(body[20:23]),
        status=_STATUSES[body[26]],
        review=date.fromordinal(review) if review else None,
        taken_at=datetime.fromtimestamp(int.from_bytes(body[27:31]), UTC),
    )


def _code(body: bytes, secret: bytes) -> bytes:
    return hmac.new(secret, body, sha256).digest()[:_CODE]
