"""Roles that nobody holds: when they go to the board, an agency at a time."""

from collections.abc import Sequence
from datetime import date, timedelta

VACANT_FOR = timedelta(days=30)
"""How long a role stays vacant before it is brought to the strategic board."""

SUBJECT = "agency.vacant-roles"
"""How boards name an agency's vacant roles; the subject's id is the agency's."""


def goes_to_board(vacant_since: Sequence[date], raised_on: date | None) -> bool:
    """Whether one of these roles became due for the board after the board was last told of the agency.

    Told once: not again while a vacancy lasts, whether or not the board has answered.
    """
    return any(raised_on is None or raised_on < since + VACANT_FOR for since in vacant_since)


def listed(roles: Sequence[str]) -> str:
    """`gangs champion, accountable officer or deputy`."""
    words = [role[:1].lower() + role[1:] for role in roles]
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
