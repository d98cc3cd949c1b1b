"""Who may do what with a plan. Pure: they take where the actor stands and the facts, and say yes or why not."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from fourfold.accountability.plan.domain.states import Part, PlanState
from fourfold.ground.kernel.actors import Service
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


class Permission(StrEnum):
    """What can be asked of this room."""

    READ = "plan:read"
    COORDINATE = "plan:coordinate"
    MOVE = "plan:move-action"
    COMMENT = "plan:comment"
    EXPORT = "plan:export"
    READ_RESTRICTED = "plan:read-restricted-update"


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a policy needs to know of a plan. `related` is whether the actor is in its audience by name."""

    state: PlanState
    for_partnership: bool
    related: bool


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """What a policy needs to know of an action: its plan's state, its agencies' parts, its two officers."""

    plan_state: PlanState
    parts: tuple[tuple[Part, UUID | None], ...]
    officers: frozenset[UUID]


def read(actor: Standing, plan: PlanFacts) -> Decision:
    """A plan is read by its audience; a draft by the coordinators among them."""
    if not actor.is_active:
        return refused("You have no current role in the partnership. Ask your agency's administrator.")
    if plan.state is PlanState.DRAFT and not coordinate(actor):
        return refused("This plan is still a draft. Ask a plan coordinator.")
    if actor.service is Service.INSTALLATION or plan.for_partnership or plan.related:
        return ALLOWED
    return refused("This plan is for named people only. Ask a plan coordinator.")


def coordinate(actor: Standing) -> Decision:
    """Plans are begun, imported, published and reshaped by plan coordinators."""
    if actor.has(RoleKind.PLAN_COORDINATOR):
        return ALLOWED
    return refused("Only a plan coordinator can do this. Ask one of them on the People page.")


def move(actor: Standing, action: ActionFacts) -> Decision:
    """An action is moved by the people of the agencies that lead or deliver it, its officers, and coordinators.

    `actor.agency_ids` holds the collectives and predecessors too, so that a lead named before a
    reorganisation, or by a collective name, opens the action to today's people.
    """
    if action.plan_state is PlanState.CLOSED:
        return refused("This plan is closed, so its actions no longer change. You can still comment.")
    if coordinate(actor):
        return ALLOWED
    if action.plan_state is not PlanState.LIVE:
        return refused("This plan is not live, so its actions can't be changed.")
    if actor.person_id in action.officers:
        return ALLOWED
    leading = {agency for part, agency in action.parts if part in (Part.LEAD, Part.DELIVERER)}
    if leading & actor.agency_ids:
        return ALLOWED
    return refused(
        "Your agency does not lead or deliver this action. You can comment on it, or ask its accountable officer."
    )


def comment(actor: Standing) -> Decision:
    """Whoever reads a plan may comment on it."""
    if actor.is_active and actor.person_id is not None:
        return ALLOWED
    return refused("You have no current role in the partnership. Ask your agency's administrator.")


def export(actor: Standing) -> Decision:
    """Whoever reads a plan may take out of it what they may read."""
    if actor.is_active:
        return ALLOWED
    return refused("You have no current role in the partnership. Ask your agency's administrator.")
