"""Who may do what with the catalogue. Pure; `rls.sql` says the same in the database."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from fourfold.ground.kernel.actors import Service
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.partnership.domain.roles import HeldRole, RoleKind, Standing


class Permission(StrEnum):
    """What can be asked of this room."""

    READ = "catalogue:read"
    REGISTER = "catalogue:register"
    LIVE = "catalogue:take-live"
    PROPOSE = "catalogue:propose-purpose"
    APPROVE = "catalogue:approve-purpose"
    WITHDRAW = "catalogue:withdraw-proposal"


GOVERNING = frozenset({RoleKind.ACCOUNTABLE_OFFICER, RoleKind.DATA_PROTECTION_OFFICER})
"""Who answers for how an agency uses data."""
NO_ROLE = "You have no current role in the partnership. Ask your agency’s administrator."


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """What a policy needs to know of a proposal: who made it, whether it is open, who approved it."""

    proposed_by: UUID
    is_open: bool
    approved_by: Collection[UUID] = ()
    approved_for: Collection[UUID] = ()


def read(actor: Standing) -> Decision:
    """The catalogue is read by everyone in the partnership, and by the services that write or publish from it."""
    return ALLOWED if actor.is_active or actor.service is Service.PUBLIC_READER else refused(NO_ROLE)


def register(actor: Standing) -> Decision:
    """What comes with Fourfold is written when it is installed or brought up to date."""
    if actor.service is Service.INSTALLATION:
        return ALLOWED
    return refused("The catalogue of law comes with Fourfold. You can propose a new purpose.")


def governing(actor: Standing) -> list[HeldRole]:
    """The roles by which somebody answers for an agency's use of data."""
    return [role for role in actor.roles if role.kind in GOVERNING]


def take_live(actor: Standing, holder_id: UUID) -> Decision:
    """An agency's data set is taken live, and ended, by its accountable officer or data protection officer."""
    if actor.service is Service.INSTALLATION or any(role.agency_id == holder_id for role in governing(actor)):
        return ALLOWED
    return refused("The accountable officer or the data protection officer of the agency that holds it does this.")


def propose(actor: Standing) -> Decision:
    """Anybody in the partnership may propose a purpose."""
    if actor.service is not None:
        return refused("Purposes are proposed by people.")
    return ALLOWED if actor.is_active and actor.person_id is not None else refused(NO_ROLE)


def approve(actor: Standing, proposal: ProposalFacts) -> Decision:
    """Accountable and data protection officers approve: two people of two agencies, neither of them the proposer."""
    roles = governing(actor)
    if not roles or actor.person_id is None:
        return refused("Accountable officers and data protection officers approve new purposes.")
    if not proposal.is_open:
        return refused("This proposal is no longer open.")
    if actor.person_id == proposal.proposed_by:
        return refused("You proposed this, so two others approve it.")
    if actor.person_id in proposal.approved_by:
        return refused("You have approved this. Somebody of another agency does so too.")
    if all(role.agency_id in proposal.approved_for for role in roles):
        return refused("Your agency has approved this. Somebody of another agency does so too.")
    return ALLOWED


def withdraw(actor: Standing, proposal: ProposalFacts) -> Decision:
    """A proposal is withdrawn by whoever made it."""
    if not proposal.is_open:
        return refused("This proposal is no longer open.")
    if actor.is_active and actor.person_id == proposal.proposed_by:
        return ALLOWED
    return refused("Whoever proposed it can withdraw it.")
