"""What an entry may hold: keys, counts, states and opaque ids. Never personal data, never a user's words."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from enum import StrEnum
from uuid import UUID

MAX_ITEMS = 1_000
"""The most items in one list of a detail. A caller with more writes several entries."""

_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,119}", re.ASCII)
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_PERMISSION = re.compile(r"[a-z][a-z0-9-]*:[a-z][a-z0-9-]*", re.ASCII)

_ALLOWED = "a whole number, true or false, an id, a date, or one word of letters, digits and _ . : / + -"

Scalar = str | int | bool | None


class Outcome(StrEnum):
    """How an attempt ended."""

    DONE = "done"
    READ = "read"
    DENIED = "denied"


def permission_name(value: str) -> str:
    """`value` if it is a permission such as `plan:edit-action`; ValueError otherwise."""
    if not _PERMISSION.fullmatch(value):
        raise ValueError(f"A permission is written like `plan:edit-action`, and this is {value!r}.")
    return str(value)


def token(value: object, what: str) -> str:
    """An opaque word: an id, a kind, a purpose. Empty is allowed; ValueError for anything like free text."""
    text = str(value)
    if text and not _TOKEN.fullmatch(text):
        raise ValueError(f"The {what} of an audit entry is one opaque word of at most 120 characters.")
    return text


def token_or_junk(value: object) -> str:
    """As `token`, for what came from outside: `unreadable` instead of an error, so that a denial is still kept."""
    text = str(value)
    return text if not text or _TOKEN.fullmatch(text) else "unreadable"


def clean_detail(detail: Mapping[str, object]) -> dict[str, Scalar | list[Scalar]]:
    """`detail` in JSON types. ValueError names the key that holds more than keys, counts, states and ids."""
    return {_key(key): _value(key, value) for key, value in detail.items()}


def _key(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError(f"A key of an audit detail is written like `old_status`, and this is {key!r}.")
    return key


def _value(key: str, value: object) -> Scalar | list[Scalar]:
    if isinstance(value, Sequence | AbstractSet) and not isinstance(value, str | bytes):
        if len(value) > MAX_ITEMS:
            raise ValueError(f"`{key}` of an audit detail lists more than {MAX_ITEMS} items.")
        items = sorted(value, key=str) if isinstance(value, AbstractSet) else value
        return [_scalar(key, item) for item in items]
    return _scalar(key, value)


def _scalar(key: str, value: object) -> Scalar:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str) and (not value or _TOKEN.fullmatch(value)):
        return str(value)
    # The value itself stays out of the message: it may be the very text that has no place in a log.
    raise ValueError(f"`{key}` of an audit detail is not {_ALLOWED}.")
