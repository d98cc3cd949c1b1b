"""References of people: short, said on the telephone, drawn by chance; and what stands for one that nobody has."""

import hmac
import re
from hashlib import sha256
from uuid import UUID

LONGEST = 20
REFERENCE_NEEDED = "Enter the reference as you were told it, such as KM-7F3K-2QXD."
_SHAPE = re.compile(r"[A-Z0-9]{6,20}")
_NEVER_SAID = re.compile(r"[^A-Za-z0-9]")


def canonical(reference: str) -> str:
    """The reference as references are compared: its capitals and digits alone. Empty if it cannot be one."""
    text = _NEVER_SAID.sub("", reference).upper()
    return text if _SHAPE.fullmatch(text) else ""


def as_said(reference: str) -> str:
    """A canonical reference in groups, as people read it out: `KM-7F3K-2QXD`."""
    first, rest = reference[:2], reference[2:]
    return "-".join([first, *(rest[start : start + 4] for start in range(0, len(rest), 4))])


def nobody(reference: str, *, key: str) -> UUID:
    """An id that is nobody's, always the same for a reference: what a wrong one is answered with.

    It looks like any other id, and only who has the installation's secret `key` can tell that it is not.
    """
    drawn = hmac.new(key.encode(), f"fourfold:reference:{reference}".encode(), sha256).digest()
    return UUID(bytes=drawn[:16], version=4)
