"""Who may do what with the catalogue. Pure; `rls.sql` says the same in the database."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from fourfold.ground.kernel.actors import Service
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.trust.partnership.domain.roles import HeldRole, RoleKind, Standing


class Permission(StrEnum):
    """What can be asked of this room."""

    READ = "catalogue:read"
    REGISTER = "catalogue:register"
    LIVE = "catalogue:take-live"
    PROPOSE = "catalogue:propose-purpose"
    APPROVE = "catalogue:approve-purpose"
    WITHDRAW = "catalogue:withdraw-proposal"


@dataclass(frozen=True, slots=True)
class Answer:
    """A policy's answer: yes, or the reason of a no, which says whom to ask.

    This room stands below access, whose `Decision` speaks of grants besides.
    """

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


ALLOWED = Answer()


def require(answer: Answer, permission: Permission, *, subject_kind: str, subject_id: object = "") -> None:
    """Raise `NotAllowed` unless the answer is a yes."""
    if not answer:
        raise NotAllowed(permission, answer.reason, subject_kind=subject_kind, subject_id=str(subject_id))


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


def read(actor: Standing) -> Answer:
    """The catalogue is read by everyone in the partnership, and by the services that write or publish from it."""
    return ALLOWED if actor.is_active or actor.service is Service.PUBLIC_READER else Answer(NO_ROLE)


def register(actor: Standing) -> Answer:
    """What comes with Fourfold is written when it is installed or brought up to date."""
    if actor.service is Service.INSTALLATION:
        return ALLOWED
    return Answer("The catalogue of law comes with Fourfold. You can propose a new purpose.")


def governing(actor: Standing) -> list[HeldRole]:
    """The roles by which somebody answers for an agency's use of data."""
    return [role for role in actor.roles if role.kind in GOVERNING]


def take_live(actor: Standing, holder_id: UUID) -> Answer:
    """An agency's data set is taken live, and ended, by its accountable officer or data protection officer."""
    if actor.service is Service.INSTALLATION or any(role.agency_id == holder_id for role in governing(actor)):
        return ALLOWED
    return Answer("The accountable officer or the data protection officer of the agency that holds it does this.")


def propose(actor: Standing) -> Answer:
    """Anybody in the partnership may propose a purpose."""
    if actor.service is not None:
        return Answer("Purposes are proposed by people.")
    return ALLOWED if actor.is_active and actor.person_id is not None else Answer(NO_ROLE)


def approve(actor: Standing, proposal: ProposalFacts) -> Answer:
    """Accountable and data protection officers approve: two people of two agencies, neither of them the proposer."""
    roles = governing(actor)
    if not roles or actor.person_id is None:
        return Answer("Accountable officers and data protection officers approve new purposes.")
    if not proposal.is_open:
        return Answer("This proposal is no longer open.")
    if actor.person_id == proposal.proposed_by:
        return Answer("You proposed this, so two others approve it.")
    if actor.person_id in proposal.approved_by:
        return Answer("You have approved this. Somebody of another agency does so too.")
    if all(role.agency_id in proposal.approved_for for role in roles):
        return Answer("Your agency has approved this. Somebody of another agency does so too.")
    return ALLOWED


def withdraw(actor: Standing, proposal: ProposalFacts) -> Answer:
    """A proposal is withdrawn by whoever made it."""
    if not proposal.is_open:
        return Answer("This proposal is no longer open.")
    if actor.is_active and actor.person_id == proposal.proposed_by:
        return ALLOWED
    return Answer("Whoever proposed it can withdraw it.")
