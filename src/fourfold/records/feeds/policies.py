"""Who may hand in records. Who may read them, `decide` says (`trust/access`)."""

from enum import StrEnum
from uuid import UUID

from fourfold.ground.kernel.actors import Service
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.partnership.domain.roles import Standing


class Permission(StrEnum):
    """What can be asked of this room."""

    ADD = "record:add"
    READ = "record:read"
    LOOK_UP = "look-up:record"


def add(actor: Standing, *, holder_id: UUID) -> Decision:
    """Hand in records of an agency: its own people, and the installation for a demonstration."""
    if actor.service is Service.INSTALLATION or any(role.agency_id == holder_id for role in actor.roles):
        return ALLOWED
    return refused("Records are handed in by the people of the agency that holds them.")
