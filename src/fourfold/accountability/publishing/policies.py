"""Who asks for a pack, who proposes words for the public, who approves them, who takes them down."""

from enum import StrEnum
from uuid import UUID

from fourfold.accountability.plan import policies as plan
from fourfold.accountability.plan.domain.states import Audience, PlanState
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.partnership.domain.roles import Standing


class Permission(StrEnum):
    """What can be asked of this room."""

    PACK = "publishing:make-pack"
    READ_PACK = "publishing:read-pack"
    PROPOSE = "publishing:propose"
    APPROVE = "publishing:approve"
    WITHDRAW = "publishing:withdraw"


def make_pack(actor: Standing) -> Decision:
    """Whoever reads a plan may have a pack of it made; a board's, who runs the board (`boards.policies.run`)."""
    return plan.comment(actor)


def propose(actor: Standing, *, audience: Audience, state: PlanState) -> Decision:
    """Words for the public are proposed by plan coordinators, for live plans that the whole partnership reads."""
    decision = plan.coordinate(actor)
    if not decision:
        return decision
    if audience is not Audience.PARTNERSHIP:
        return refused("A plan for named people only has no public page.")
    if state is not PlanState.LIVE:
        return refused("Only a live plan has a public page. Publish the plan to the partnership first.")
    return ALLOWED


def approve(actor: Standing, *, chairs: bool, proposed_by: UUID) -> Decision:
    """A version is approved by the chair or deputy chair of a board concerned, and never by who proposed it.

    `chairs` says whether they chair a strategic board, or one that oversees an action of the plan.
    """
    if not (actor.is_active and chairs):
        return refused(
            "Only the chair or deputy chair of a board that oversees this plan can approve its public page."
        )
    if actor.person_id == proposed_by:
        return refused("You proposed this version, so somebody else approves it. Ask another chair, or the board.")
    return ALLOWED


def publish_by_decision(actor: Standing) -> Decision:
    """What a board decided is carried out by a plan coordinator."""
    return plan.coordinate(actor)


def withdraw(actor: Standing, *, chairs: bool) -> Decision:
    """A page is taken down at once, by one person: a plan coordinator, or a chair concerned."""
    if plan.coordinate(actor) or (actor.is_active and chairs):
        return ALLOWED
    return refused("Only a plan coordinator or the board's chair can take the public page down. Ask one of them.")
