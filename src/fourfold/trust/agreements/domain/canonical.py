"""The canonical text of an agreement, and its hash: what is signed, to the last character.

JSON with sorted keys and without insignificant spaces, UTF-8, under a line that names the form. Two installations,
and two years, give the same bytes for the same terms.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from fourfold.trust.agreements.domain.terms import Terms

FORM = "fourfold.agreement/1"


def canonical_text(terms: Terms) -> str:
    """The terms as text. Equal terms give equal text; any change gives another."""
    body = json.dumps(_plain(terms), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return f"{FORM}\n{body}\n"


def text_hash(terms: Terms) -> str:
    """The SHA-256 of the canonical text, in 64 hexadecimal digits."""
    return sha256(canonical_text(terms).encode()).hexdigest()


def short(digest: str) -> str:
    """A hash as people compare it: `1a2b 3c4d 5e6f 7a8b`."""
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | bool | int):
        return value
    raise TypeError(f"Terms hold no {type(value).__name__}.")
