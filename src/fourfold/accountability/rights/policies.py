"""Who handles requests of people about their data: the officers of the agency asked, and of each holder. Pure."""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from fourfold.ground.kernel.actors import Service
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.partnership.domain.roles import RoleKind, Standing

OFFICERS = (RoleKind.DATA_PROTECTION_OFFICER, RoleKind.ACCOUNTABLE_OFFICER)


class Permission(StrEnum):
    """What can be asked of this room."""

    LODGE = "rights:lodge"
    READ = "rights:read"
    FIND = "rights:find"
    HANDLE = "rights:handle"
    DECIDE = "rights:decide"
    ANSWER = "rights:answer"
    DRAFT = "rights:draft-pack"
    RELEASE = "rights:release-pack"
    FETCH = "rights:fetch-pack"
    HOLD = "rights:hold"
    LIFT = "rights:lift-hold"
    SETTLE = "rights:settle-notice"
    HAND_ON = "rights:hand-on"
    UNRESTRICT = "rights:end-restriction"
    RETAIN = "rights:retain"
    REMOVE_DUE = "rights:remove-due"
    LIST = "rights:list-removals"
    TELL = "rights:tell"


def handle(actor: Standing) -> Decision:
    """Data protection and accountable officers handle requests. Which, the database says (`rights_agencies`)."""
    if actor.user_id is not None and any(actor.has(kind) for kind in OFFICERS):
        return ALLOWED
    return refused("Requests about personal data are handled by data protection and accountable officers.")


def handle_of(actor: Standing, agency_id: UUID, mine: Collection[UUID]) -> Decision:
    """Of one agency; `mine` are those of which the actor is an officer, with those whose work these took over."""
    if handle(actor) and agency_id in mine:
        return ALLOWED
    return refused("This is decided by the data protection officer of the agency concerned.")


def lodge(actor: Standing, agency_id: UUID) -> Decision:
    """Write down what somebody asked by telephone or letter: whoever works in the agency that was asked."""
    if actor.service is Service.PUBLIC_FORM or any(role.agency_id == agency_id for role in actor.roles):
        return ALLOWED
    return refused("You write down what somebody asked your own agency.")


def known_person(actor: Standing, permission: Permission) -> UUID:
    """The person in whose name something is decided. Raises `NotAllowed` for an actor who is none."""
    if actor.person_id is None:
        raise NotAllowed(permission, "Somebody of the directory does this, in their own name.")
    return actor.person_id
