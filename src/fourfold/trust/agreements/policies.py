"""Who may do what with an agreement. Pure: they take where the actor stands and the facts, and say yes or why not."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.agreements.domain.life import DRAFTERS, EDITABLE, SIGNERS, SUSPENDERS
from fourfold.trust.agreements.domain.terms import State
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


class Permission(StrEnum):
    """What can be asked of this room."""

    READ = "agreements:read"
    DRAFT = "agreements:draft"
    COMMENT = "agreements:comment"
    SIGN = "agreements:sign"
    ACCEDE = "agreements:accede"
    SUSPEND = "agreements:suspend"
    WITHDRAW = "agreements:withdraw"
    GRANT_REQUEST = "agreements:grant-request"


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What a policy needs to know: its state, whether it was ever in force, who drafts it, who its parties are."""

    state: State
    was_in_force: bool
    drafted_by: UUID
    party_ids: frozenset[UUID]
    """Agencies that are parties, and those for which a party signs."""


def offices(actor: Standing, kinds: frozenset[RoleKind]) -> frozenset[UUID]:
    """The agencies in which the actor holds one of these roles. No predecessors or collectives: they sign nothing."""
    return frozenset(role.agency_id for role in actor.roles if role.kind in kinds)


def read(actor: Standing, version: VersionFacts) -> Decision:
    """What is agreed is read by every member; what is not yet, by its parties' people and who drafts it."""
    if not actor.is_active:
        return refused("You have no current role in the partnership. Ask your agency's administrator.")
    if version.was_in_force or actor.has(RoleKind.PLAN_COORDINATOR) or actor.service is not None:
        return ALLOWED
    if actor.agency_ids & (version.party_ids | {version.drafted_by}):
        return ALLOWED
    return refused("This agreement is not yet in force. Its parties read it until then.")


def begin(actor: Standing, agency_id: UUID) -> Decision:
    """Agreements are begun by plan coordinators, and by an agency's own officers for that agency."""
    if actor.has(RoleKind.PLAN_COORDINATOR) or agency_id in offices(actor, DRAFTERS):
        return ALLOWED
    return refused(
        "Agreements are drafted by plan coordinators, and by the accountable officer, deputy or data protection "
        "officer of the agency that drafts. Ask one of them on the People page."
    )


def begin_some(actor: Standing) -> Decision:
    """Whether there is an agency for which the actor may begin an agreement."""
    return ALLOWED if actor.has(RoleKind.PLAN_COORDINATOR) or offices(actor, DRAFTERS) else begin(actor, UUID(int=0))


def draft(actor: Standing, version: VersionFacts) -> Decision:
    """The words change while it is a draft or out for comments."""
    decision = begin(actor, version.drafted_by)
    if not decision:
        return decision
    if version.state not in EDITABLE:
        return refused("This version is frozen: it is being signed, or was. Call it back, or begin the next version.")
    return ALLOWED


def move(actor: Standing, version: VersionFacts) -> Decision:
    """Whoever drafts sends it out, calls it back, answers comments and begins the next version."""
    return begin(actor, version.drafted_by)


def comment(actor: Standing, version: VersionFacts) -> Decision:
    """While it is out for comments, whoever reads it may say something."""
    decision = read(actor, version)
    if not decision:
        return decision
    if version.state is not State.CONSULTATION or actor.person_id is None or not actor.roles:
        return refused("This version is not out for comments. Ask who drafts it.")
    return ALLOWED


def sign(actor: Standing, party_agency: UUID, *, needed: frozenset[RoleKind] = SIGNERS) -> Decision:
    """For a party signs its accountable officer, or the deputy; an assessment its data protection officer too."""
    if party_agency in offices(actor, needed):
        return ALLOWED
    return refused(
        "Only the accountable officer of the party, or the deputy, can sign for it; an assessment is signed by its "
        "data protection officer too. You find them in the directory."
    )


def suspend(actor: Standing, party_agency: UUID) -> Decision:
    """A party’s accountable officer, deputy or data protection officer closes its part at once, or opens it."""
    if party_agency in offices(actor, SUSPENDERS):
        return ALLOWED
    return refused(
        "Only the accountable officer, the deputy or the data protection officer of a party can suspend its part. "
        "You find them in the directory."
    )


def withdraw(actor: Standing, party_agency: UUID) -> Decision:
    """A party leaves by its accountable officer or deputy."""
    if party_agency in offices(actor, SIGNERS):
        return ALLOWED
    return refused("Only the accountable officer of the party, or the deputy, can withdraw it.")


def grant_request(actor: Standing, provider_id: UUID) -> Decision:
    """What was asked for is opened by the champion, officers or DPO of the agency that holds it."""
    if provider_id in offices(actor, SUSPENDERS | {RoleKind.CHAMPION}):
        return ALLOWED
    return refused("Only the agency that holds the data can answer. Its champion or accountable officer does.")
