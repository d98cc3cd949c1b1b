"""A person's reference: short enough to say on the telephone, drawn by chance, and telling nothing."""

import re
import secrets

_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits that nobody mistakes for one another, by eye or by ear: no 0, 1, I, L, O."""
_SHAPE = re.compile(rf"KM([{_SIGNS}]{{4}})([{_SIGNS}]{{4}})")


def draw_reference() -> str:
    """A new reference, such as `KM-7F3K-2QXD`: 31 to the power of 8, so that guessing finds nobody."""
    drawn = "".join(secrets.choice(_SIGNS) for _place in range(8))
    return f"KM-{drawn[:4]}-{drawn[4:]}"


def read_reference(text: str) -> str:
    """The reference that somebody typed, in its one form; empty when it has not the shape of one."""
    found = _SHAPE.fullmatch(re.sub(r"[\s-]", "", text).upper())
    return f"KM-{found[1]}-{found[2]}" if found else ""
