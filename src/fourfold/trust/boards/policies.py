"""Who may do what with a board. Pure: they take where the actor stands and their parts at the table."""

from collections.abc import Collection
from enum import StrEnum

from fourfold.ground.kernel.actors import Service
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.boards.domain.states import Part
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


class Permission(StrEnum):
    """What can be asked of this room."""

    READ = "boards:read"
    BEGIN = "boards:begin"
    RUN = "boards:run"
    RAISE = "boards:raise-escalation"
    FINISH = "boards:finish-action"
    SUBSCRIBE = "boards:subscribe"


NO_ROLE = "You have no current role in the partnership. Ask your agency's administrator."


def know(actor: Standing) -> Decision:
    """Everyone in the partnership knows which boards there are, their terms, members and what they oversee."""
    return ALLOWED if actor.is_active else refused(NO_ROLE)


def begin(actor: Standing) -> Decision:
    """Boards are begun by plan coordinators."""
    if actor.has(RoleKind.PLAN_COORDINATOR):
        return ALLOWED
    return refused("Only a plan coordinator can set up a board. Ask one of them on the People page.")


def read(actor: Standing, parts: Collection[Part]) -> Decision:
    """Meetings, papers, minutes and escalations are read by the seated people, coordinators and reading services.

    `parts` are those of the actor's live seats on the board.
    """
    if not actor.is_active:
        return refused(NO_ROLE)
    if actor.service is not None or begin(actor) or parts:
        return ALLOWED
    return refused("This board's meetings are for its members. Ask its secretary.")


def run(actor: Standing, parts: Collection[Part]) -> Decision:
    """A board is run by its chair, deputy chair and secretary, and by plan coordinators."""
    if begin(actor) or (actor.is_active and any(part.runs for part in parts)):
        return ALLOWED
    return refused("Only the chair, the deputy chair, the secretary or a plan coordinator can do this.")


def escalate(actor: Standing) -> Decision:
    """Anyone in the partnership may bring to a board what they may read; so may the chaser."""
    if actor.service is Service.CHASER or (actor.is_active and actor.person_id is not None):
        return ALLOWED
    return refused(NO_ROLE)


def subscribe(actor: Standing, parts: Collection[Part]) -> Decision:
    """A person follows the calendar of a board whose meetings they read."""
    if actor.user_id is None:
        return refused("Only people follow a calendar.")
    return read(actor, parts)


def finish(actor: Standing, parts: Collection[Part], *, owns: bool) -> Decision:
    """An action arising is marked as done by its owner, or by whoever runs the board."""
    if run(actor, parts) or (actor.is_active and owns):
        return ALLOWED
    return refused("Only its owner, or whoever runs the board, can say that it is done.")
