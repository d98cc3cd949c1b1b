"""The keys of this installation, and sealing and hashing with them.

The secret key alone opens them. Each process reads them again every few seconds, so that all know a new key before
anything is sealed anew under it (`operations.begin`), on the connection of denials: no page counts it as a query.
"""

import time

from django.conf import settings
from django.db import ProgrammingError, connections

from fourfold.ground.kernel import sealing
from fourfold.ground.kernel.errors import FourfoldError
from fourfold.ground.kernel.sealing import CannotUnseal
from fourfold.trust.sealing.domain.ring import Ring, number_of
from fourfold.trust.sealing.models import LASTING

WRAP = "data-key"
"""The kind under which the secret key wraps them."""
FRESH = 5.0
"""Seconds for which a process does not ask again."""
WRONG_KEY = (
    "The secret key of this installation does not open its data keys: they were made under another one. Nothing was "
    "changed, and nothing is lost. Put the former secret key back (FOURFOLD_SECRET_KEY, or the file secret_key in "
    "the data folder); if `fourfold keys change-secret` was interrupted, run it once more. See "
    "docs/operations/keys.md."
)
_NOT_SET_UP = "The database has no data keys. Run `fourfold migrate`."
_kept: tuple[float, Ring, dict[int, str]] | None = None


class NoKeys(FourfoldError):
    """The database has no data keys."""


def ring() -> Ring:
    """The keys. Raises CannotUnseal under a wrong secret key, and NoKeys before the database is set up."""
    if _kept is not None and time.monotonic() - _kept[0] < FRESH:
        return _kept[1]
    return read_again()


def read_again() -> Ring:
    """The keys as they stand at this moment."""
    global _kept  # noqa: PLW0603 - one for the process: it is what is kept
    wrapped = wrapped_keys("denials")
    opened = {number: _opened(number, text) for number, text in wrapped.items()}
    if LASTING not in opened or len(opened) == 1:
        raise NoKeys(_NOT_SET_UP)
    found = Ring({number: key for number, key in opened.items() if number != LASTING}, opened[LASTING])
    _kept = time.monotonic(), found, wrapped
    return found


def forget() -> None:
    """Read them anew at the next need: after a change by this process, and where another database is opened."""
    global _kept  # noqa: PLW0603 - as above
    _kept = None


def seal(text: str, *, kind: str) -> str:
    """A secret as the database keeps it. What is sealed as one kind does not open as another."""
    return ring().seal(text, kind=kind)


def unseal(sealed: str, *, kind: str) -> str:
    """The secret again. Raises CannotUnseal."""
    found = ring()
    if number_of(sealed) not in found.data:
        found = read_again()
    return found.unseal(sealed, kind=kind)


def hashed(text: str, *, kind: str, number: int | None = None) -> bytes:
    """A keyed hash, under the data key in use or the one of that number. It is made anew when the key is changed."""
    found = ring()
    if number is not None and number not in found.data:
        found = read_again()
    return found.hashed(text, kind=kind, number=number)


def lasting_hash(text: str, *, kind: str) -> bytes:
    """A keyed hash for what cannot be hashed anew; it stays when the data key is changed."""
    return ring().lasting_hash(text, kind=kind)


def wrapped_keys(using: str) -> dict[int, str]:
    """The keys as the database keeps them, by number. Leaves no connection open that was not: threads ask, too."""
    connection = connections[using]
    was_open = connection.connection is not None
    try:
        with connection.cursor() as cursor:
            cursor.execute("select number, wrapped from sealing_keys()")
            return dict(cursor.fetchall())
    except ProgrammingError as error:
        raise NoKeys(_NOT_SET_UP) from error
    finally:
        if not was_open:
            connection.close()


def unwrap(wrapped: str, secret: str) -> str:
    """A key, opened with the secret key. Raises CannotUnseal with what to do."""
    try:
        return sealing.unseal(wrapped, key=secret, kind=WRAP)
    except CannotUnseal as error:
        raise CannotUnseal(WRONG_KEY) from error


def _opened(number: int, wrapped: str) -> str:
    """A key. One that is open already stays so: a process runs on while the secret key is changed."""
    known = None
    if _kept is not None and number in _kept[2]:
        known = _kept[1].lasting if number == LASTING else _kept[1].data[number]
        if _kept[2][number] == wrapped:
            return known
    try:
        return unwrap(wrapped, settings.SECRET_KEY)
    except CannotUnseal:
        if known is None:
            raise
        return known
