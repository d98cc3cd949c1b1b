"""Who keeps an agency's register, who reviews governance, who brings what to a board."""

from enum import StrEnum
from uuid import UUID

from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.partnership.domain.roles import RoleKind, Standing

KEEPERS = frozenset(
    {
        RoleKind.CHAMPION,
        RoleKind.ACCOUNTABLE_OFFICER,
        RoleKind.DEPUTY,
        RoleKind.AGENCY_ADMINISTRATOR,
    }
)
"""Whose roles let them keep their own agency's register. `governance_agencies_kept()` in `rls.sql` says the same."""


class Permission(StrEnum):
    """What can be asked of this room."""

    READ = "governance:read"
    KEEP_REGISTER = "governance:keep-register"
    REVIEW = "governance:review"
    OVERSEE = "governance:oversee"
    ESCALATE = "governance:escalate"


NO_ROLE = "You have no current role in the partnership. Ask your agency's administrator."


def read(actor: Standing) -> Decision:
    """Registers, reviews and what boards oversee are read by everyone with a live role."""
    return ALLOWED if actor.is_active else refused(NO_ROLE)


def keep_register(actor: Standing, agency_id: UUID) -> Decision:
    """An agency's register is kept by its own champion, accountable officer, deputy or administrator, and by
    plan coordinators."""
    if actor.has(RoleKind.PLAN_COORDINATOR):
        return ALLOWED
    if any(role.agency_id == agency_id and role.kind in KEEPERS for role in actor.roles):
        return ALLOWED
    return refused(
        "An agency's register is kept by its own champion, accountable officer, deputy or administrator. "
        "The directory says who they are."
    )


def review(actor: Standing) -> Decision:
    """The yearly review is held by plan coordinators."""
    if actor.has(RoleKind.PLAN_COORDINATOR):
        return ALLOWED
    return refused("The yearly review is held by a plan coordinator. Ask one of them in the directory.")


def escalate(actor: Standing) -> Decision:
    """Whoever reads an action may bring it before the board that oversees it."""
    if actor.is_active and actor.person_id is not None:
        return ALLOWED
    return refused(NO_ROLE)
