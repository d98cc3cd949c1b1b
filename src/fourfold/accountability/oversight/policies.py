"""Who oversees: data protection officers, for their agencies; accountable officers see who looked. Pure."""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from fourfold.ground.kernel.errors import NotAllowed
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


class Permission(StrEnum):
    """What can be asked of this room."""

    SEARCH = "oversight:search"
    EXPORT = "oversight:export"
    SEE_LOOKS = "oversight:see-looks"
    SEE_EMERGENCIES = "oversight:see-emergencies"
    READ_BREACH = "oversight:read-breach"
    OPEN_BREACH = "oversight:open-breach"
    KEEP_BREACH = "oversight:keep-breach"
    NOTE_BREACH = "oversight:note-breach"
    EXPORT_BREACHES = "oversight:export-breaches"
    WARN = "oversight:warn"
    READ_CHECKPOINTS = "oversight:read-checkpoints"
    NAME_WITNESS = "oversight:name-witness"
    SEND_CHECKPOINT = "oversight:send-checkpoint"


def oversee(actor: Standing) -> Decision:
    """Data protection officers search the log, keep the breach register and see emergency access."""
    if actor.user_id is not None and actor.has(RoleKind.DATA_PROTECTION_OFFICER):
        return ALLOWED
    return refused("This is for data protection officers. Ask your agency’s.")


def see_looks(actor: Standing) -> Decision:
    """Data protection and accountable officers see who looked at people of whom their agency holds records."""
    if actor.user_id is not None and (
        actor.has(RoleKind.DATA_PROTECTION_OFFICER) or actor.has(RoleKind.ACCOUNTABLE_OFFICER)
    ):
        return ALLOWED
    return refused("Who looked at a person is shown to data protection officers and accountable officers.")


def keep_breach(actor: Standing, agency_id: UUID, agencies: Collection[UUID]) -> Decision:
    """The data protection officers of the agency whose breach it is decide; `agencies` are the actor's to oversee."""
    if oversee(actor) and agency_id in agencies:
        return ALLOWED
    return refused("The data protection officer of the agency whose breach it is decides. You can add a note.")


def known_person(actor: Standing, permission: Permission) -> UUID:
    """The person in whose name something is written down. Raises `NotAllowed` for an actor who is none."""
    if actor.person_id is None:
        raise NotAllowed(permission, "Somebody of the directory does this, in their own name.")
    return actor.person_id


def read_checkpoints(actor: Standing) -> Decision:
    """Data protection officers and administrators see which checkpoints were sent to whom."""
    if actor.user_id is not None and (
        actor.has(RoleKind.DATA_PROTECTION_OFFICER) or actor.has(RoleKind.ADMINISTRATOR)
    ):
        return ALLOWED
    return refused("Checkpoints are for data protection officers and administrators.")


def name_witness(actor: Standing) -> Decision:
    """Administrators name the second agency, as the partnership decided."""
    if actor.user_id is not None and actor.has(RoleKind.ADMINISTRATOR):
        return ALLOWED
    return refused("Administrators name the agency that keeps the checkpoints.")
