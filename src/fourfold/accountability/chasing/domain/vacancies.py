"""Roles that nobody holds: when they go to the board."""

from datetime import timedelta

from fourfold.trust.partnership.domain.roles import RoleKind

VACANT_FOR = timedelta(days=30)
"""How long a role stays vacant before it is brought to the strategic board."""


def subject_kind(kind: RoleKind) -> str:
    """How boards name a vacant role of this kind: the subject's id is the agency's."""
    return f"vacant.{kind.value}"
