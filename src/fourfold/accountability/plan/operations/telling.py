"""Telling webhooks what moved, with the act: only of plans that everyone in the partnership reads."""

from datetime import datetime

from fourfold.accountability.plan.domain.states import Audience, Marking, PlanState, Status
from fourfold.accountability.plan.models import Action, Plan, Update
from fourfold.trust.messages.operations import EventKind, tell_webhooks
from fourfold.trust.partnership.domain.roles import Standing


def tell_of_update(actor: Standing, now: datetime, action: Action, update: Update) -> None:
    """Tell that an action was updated, and that it is complete when this update made it so."""
    plan = action.plan
    if not _is_open(plan) or plan.state != PlanState.LIVE or update.marking != Marking.OFFICIAL:
        return
    events = [EventKind.ACTION_UPDATED]
    if update.status_after == Status.COMPLETE != update.status_before:
        events.append(EventKind.ACTION_COMPLETED)
    for event in events:
        tell_webhooks(
            actor=actor.actor,
            now=now,
            event=event,
            subject_kind="plan.action",
            subject_id=action.pk,
            key=f"{event.value}:{update.pk}",
        )


def tell_of_publication(actor: Standing, now: datetime, plan: Plan) -> None:
    """Tell that a plan is live."""
    if _is_open(plan):
        event = EventKind.PLAN_PUBLISHED
        key = f"{event.value}:{plan.pk}"
        tell_webhooks(actor=actor.actor, now=now, event=event, subject_kind="plan", subject_id=plan.pk, key=key)


def _is_open(plan: Plan) -> bool:
    return plan.audience == Audience.PARTNERSHIP
