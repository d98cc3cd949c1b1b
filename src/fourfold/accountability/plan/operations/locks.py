"""Fetch, lock and authorise in one call, for every operation of this room."""

from datetime import datetime
from uuid import UUID

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.models import Action, Plan
from fourfold.accountability.plan.queries.visibility import action_facts, visible_plans
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing


def plan_to_coordinate(actor: Standing, plan_id: UUID) -> Plan:
    """The plan, locked, if the actor may coordinate it. Raises `NotFound` or `NotAllowed`."""
    if not visible_plans(actor).filter(pk=plan_id).exists():
        raise NotFound("plan", plan_id)
    require(policies.coordinate(actor), policies.Permission.COORDINATE, subject_kind="plan", subject_id=plan_id)
    # Locked only now: under row-level security a lock asks for the right to update.
    return Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)


def note(actor: Standing, now: datetime, plan: Plan, detail: dict[str, object]) -> None:
    """Write down what a coordinator did to a plan: keys and counts only."""
    record(
        actor=actor.actor,
        now=now,
        permission=policies.Permission.COORDINATE,
        subject_kind="plan",
        subject_id=plan.pk,
        detail=detail,
    )


def action_to_move(actor: Standing, action_id: UUID) -> Action:
    """The action, locked, if the actor may move it. Raises `NotFound` or `NotAllowed`."""
    action = visible_action(actor, action_id)
    require(
        policies.move(actor, action_facts(action)),
        policies.Permission.MOVE,
        subject_kind="plan.action",
        subject_id=action_id,
    )
    # Locked only now: under row-level security a lock asks for the right to update. Then read anew, since what
    # it says may have changed while we waited.
    Action.objects.select_for_update(of=("self",)).values_list("pk").get(pk=action_id)
    action.refresh_from_db()
    return action


def visible_action(actor: Standing, action_id: UUID) -> Action:
    """The action, if the actor may read its plan. Raises `NotFound`."""
    action = (
        Action.objects.filter(pk=action_id, plan__in=visible_plans(actor))
        .select_related("plan")
        .prefetch_related("agencies")
        .first()
    )
    if action is None:
        raise NotFound("plan.action", action_id)
    return action
