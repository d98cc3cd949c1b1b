"""Who may hand in records. Who may read them, `decide` says (`trust/access`)."""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from fourfold.ground.kernel.actors import Service
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


class Permission(StrEnum):
    """What can be asked of this room."""

    ADD = "record:add"
    READ = "record:read"
    LOOK_UP = "look-up:record"
    SEND = "delivery:send"
    CHECK = "delivery:check"
    MAP = "delivery:say-mapping"
    ENTER = "delivery:enter"
    DECIDE = "delivery:decide"
    UNDO = "delivery:undo"
    MEND = "delivery:mend-row"
    DROP = "delivery:drop-row"
    READ_WAITING = "delivery:read-waiting-rows"
    REMOVE = "record:remove"
    MAKE_KEY = "delivery-key:make"
    END_KEY = "delivery-key:end"
    CALL = "delivery-key:call"


ANSWERS = frozenset(
    {
        *(RoleKind.CHAMPION, RoleKind.ACCOUNTABLE_OFFICER, RoleKind.DEPUTY, RoleKind.LEAD_RESPONSIBLE_OFFICER),
        RoleKind.DATA_PROTECTION_OFFICER,
    }
)
"""Who answers for an agency's data, and so looks after what a colleague sent.

`feeds_answers_for()` in `rls/2_deliveries.sql` says the same in the database.
"""
KEEPS_KEYS = frozenset({RoleKind.AGENCY_ADMINISTRATOR, RoleKind.CHAMPION})
"""Who makes the keys of an agency's systems. `feeds_keeps_keys_for()` in `rls/4_credentials.sql` says the same."""


def add(actor: Standing, *, holder_id: UUID) -> Decision:
    """Hand in records of an agency: its own people, and the installation for a demonstration."""
    if actor.service is Service.INSTALLATION or any(role.agency_id == holder_id for role in actor.roles):
        return ALLOWED
    return refused("Records are handed in by the people of the agency that holds them.")


def deliver(actor: Standing, *, holder_id: UUID) -> Decision:
    """Send files of an agency, and see which were sent and what became of them."""
    if add(actor, holder_id=holder_id):
        return ALLOWED
    return refused("Files of an agency are sent, and seen, by its own people.")


def handle(actor: Standing, *, holder_id: UUID, sent_by: UUID | None) -> Decision:
    """See and mend the rows of a delivery, decide about it, undo it: its sender, and who answers for the data.

    `of_own` and `move` in `rls/2_deliveries.sql` says the same in the database.
    """
    if actor.service is Service.INSTALLATION:
        return ALLOWED
    if not add(actor, holder_id=holder_id):
        return refused("Deliveries of an agency are looked after by its own people.")
    if actor.user_id is not None and actor.user_id == sent_by:
        return ALLOWED
    if _has(actor, holder_id, ANSWERS):
        return ALLOWED
    return refused(
        "A delivery is looked after by whoever sent it, and by your agency’s champion, accountable officer, their "
        "deputy, the Lead Responsible Officer and the data protection officer. Ask one of them."
    )


def remove(actor: Standing, *, holder_ids: Collection[UUID]) -> Decision:
    """Destroy records: the data protection and accountable officers of the agency that holds them, and a restore."""
    if actor.service is Service.INSTALLATION:
        return ALLOWED
    kinds = (RoleKind.DATA_PROTECTION_OFFICER, RoleKind.ACCOUNTABLE_OFFICER)
    mine = {role.agency_id for role in actor.roles if role.kind in kinds}
    if holder_ids and mine.issuperset(holder_ids):
        return ALLOWED
    return refused("Records are removed by the data protection officer of the agency that holds them.")


def keep_keys(actor: Standing, *, agency_id: UUID) -> Decision:
    """Make a key for a system of an agency, which then acts in the maker's name."""
    if _has(actor, agency_id, KEEPS_KEYS):
        return ALLOWED
    return refused("Keys of an agency’s systems are made by its own administrator or its gangs champion.")


def end_key(actor: Standing, *, agency_id: UUID) -> Decision:
    """See the keys of an agency and end one, whoever made it."""
    if _has(actor, agency_id, KEEPS_KEYS | ANSWERS):
        return ALLOWED
    return refused(
        "Keys of an agency’s systems are ended by those who make them, and by those who answer for its data."
    )


def _has(actor: Standing, agency_id: UUID, kinds: frozenset[RoleKind]) -> bool:
    return any(role.agency_id == agency_id and role.kind in kinds for role in actor.roles)
