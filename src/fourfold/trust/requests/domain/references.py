"""What a request is called on the telephone: drawn by chance, so that it tells of no other."""

import secrets

_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits that nobody mistakes for one another, by eye or by ear."""


def draw_reference() -> str:
    """Such as `R-7F3K-2QXD`."""
    drawn = "".join(secrets.choice(_SIGNS) for _place in range(8))
    return f"R-{drawn[:4]}-{drawn[4:]}"
