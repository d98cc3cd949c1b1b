"""Who asks, reads, answers and withdraws. Pure: `rls.sql` and its triggers say the same in the database."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from fourfold.ground.kernel.errors import NotAllowed
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.partnership.domain.roles import RoleKind


class Permission(StrEnum):
    """What can be asked of this room."""

    READ = "requests:read"
    ASK = "requests:ask"
    ANSWER = "requests:answer"
    WITHDRAW = "requests:withdraw"
    CLOSE = "requests:close"
    REMIND = "requests:remind"


ANSWERING = frozenset(
    {RoleKind.CHAMPION, RoleKind.ACCOUNTABLE_OFFICER, RoleKind.DEPUTY, RoleKind.DATA_PROTECTION_OFFICER}
)
"""Who answers for an agency, and reads what it asks."""
NOBODY = "You have no current role in the partnership. Ask your agency’s administrator."
ANSWERED_BY = (
    "A request is answered by the asked agency’s champion, accountable officer, deputy or data protection officer."
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a policy needs to know of a request."""

    asking_id: UUID
    asked_id: UUID
    asked_by_id: UUID
    subject_id: UUID | None
    is_open: bool
    is_shared: bool = False
    """Whether an answer opened something."""


def answers_for(looker: Looker) -> frozenset[UUID]:
    """The agencies for which somebody answers, with the predecessors whose work these took over."""
    return frozenset(agency for agency, roles in looker.places.items() if roles & ANSWERING)


def asks_for(looker: Looker) -> frozenset[UUID]:
    """The agencies in whose name somebody asks: where they work."""
    return frozenset(looker.places)


def person_of(looker: Looker, permission: Permission) -> UUID:
    """The person who acts. Raises `NotAllowed` for a service: requests are made and answered by people."""
    if looker.standing.person_id is None:
        raise NotAllowed(permission, NOBODY, subject_kind="requests.request")
    return looker.standing.person_id


def ask(looker: Looker, asking_id: UUID) -> Decision:
    """Everybody asks for the agency that they work for. Training is not needed: asking shows nothing."""
    if looker.standing.person_id is None or not looker.standing.roles:
        return refused(NOBODY)
    return ALLOWED if asking_id in looker.places else refused("Ask in the name of an agency that you work for.")


def read(looker: Looker, facts: Facts) -> Decision:
    """Whoever asked, and of both agencies those who answer for it; never about a person closed to them."""
    if facts.subject_id is not None and facts.subject_id in looker.excluded:
        return refused(NOBODY)
    mine = facts.asked_by_id == looker.standing.person_id and facts.asking_id in looker.places
    if mine or answers_for(looker) & {facts.asking_id, facts.asked_id}:
        return ALLOWED
    return refused(NOBODY)


def answer(looker: Looker, facts: Facts) -> Decision:
    """Those who answer for the asked agency, once, and never what they asked themselves."""
    if not read(looker, facts) or facts.asked_id not in answers_for(looker):
        return refused(ANSWERED_BY)
    if facts.asked_by_id == looker.standing.person_id:
        return refused("You asked for this yourself, so somebody else of the asked agency answers.")
    return ALLOWED if facts.is_open else refused("This request was answered or withdrawn already.")


def withdraw(looker: Looker, facts: Facts) -> Decision:
    """Whoever asked, or those who answer for the asking agency, while there is no answer."""
    mine = facts.asked_by_id == looker.standing.person_id and facts.asking_id in looker.places
    if not read(looker, facts) or not (mine or facts.asking_id in answers_for(looker)):
        return refused("A request is withdrawn by whoever asked, or by those who answer for their agency.")
    return ALLOWED if facts.is_open else refused("This request was answered or withdrawn already.")


def close(looker: Looker, facts: Facts) -> Decision:
    """Those who answer for the asked agency end what they opened, whenever they see cause."""
    if not read(looker, facts) or facts.asked_id not in answers_for(looker):
        return refused(ANSWERED_BY)
    return ALLOWED if facts.is_shared else refused("Nothing was opened for this request.")
