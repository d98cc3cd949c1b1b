"""Saying what became of each piece of the version before: accepted, chosen, dropped, or brought back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from fourfold.accountability.plan.domain.states import PlanState
from fourfold.accountability.plan.models import Action, Continuation, Plan, Strand, SuccessFactor
from fourfold.accountability.plan.operations.locks import note, plan_to_coordinate
from fourfold.accountability.plan.operations.versions.copying import Bodies, copy_actions
from fourfold.accountability.plan.operations.versions.ordering import NOT_A_DRAFT, check_reason, continuation
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a person decides of one piece of the version before: what continues it, or (None) why nothing does."""

    old_id: UUID
    new_id: UUID | None
    reason: str = ""


@transaction.atomic
def accept_proposals(*, actor: Standing, now: datetime, plan_id: UUID) -> int:
    """Accept every proposed match at once. What seems to have no successor is left for a person to say why."""
    plan = _draft(actor, plan_id)
    matched = Q(action__isnull=False) | Q(factor__isnull=False)
    count = Continuation.objects.filter(matched, plan=plan, proposed=True).update(proposed=False)
    note(actor, now, plan, {"accepted": count})
    return count


@transaction.atomic
def settle(*, actor: Standing, now: datetime, plan_id: UUID, settlement: Settlement) -> None:
    """Say what became of one action or success factor of the version before. Replaces what was said so far."""
    plan = _draft(actor, plan_id)
    name, model = _kind_of(plan, settlement.old_id)
    chosen = settlement.new_id
    if chosen is not None and not model._default_manager.filter(pk=chosen, plan=plan).exists():
        raise BadInput.one("Choose one of this draft.", "new")
    check_reason(settlement.reason, asked=chosen is None)
    Continuation.objects.filter(plan=plan, **{f"old_{name}_id": settlement.old_id}).delete()
    ends = {f"old_{name}_id": settlement.old_id, f"{name}_id": chosen}
    reason = "" if chosen else settlement.reason.strip()
    Continuation.objects.bulk_create([continuation(plan, reason=reason, **ends)])
    note(actor, now, plan, {"settled": str(settlement.old_id), "continued": chosen is not None})


@transaction.atomic
def bring_back(*, actor: Standing, now: datetime, plan_id: UUID, old_id: UUID) -> None:
    """Carry over after all what was dropped, at the end of its strand."""
    plan = _draft(actor, plan_id)
    name, _model = _kind_of(plan, old_id)
    gone = Continuation.objects.filter(plan=plan, action__isnull=True, factor__isnull=True, **{f"old_{name}": old_id})
    if not gone.exists():
        raise BadInput.one("This is carried over already.")
    gone.delete()
    new_id = _copy_action(plan, old_id, now) if name == "action" else _copy_factor(plan, old_id)
    ends = {f"old_{name}_id": old_id, f"{name}_id": new_id}
    Continuation.objects.bulk_create([continuation(plan, **ends)])
    note(actor, now, plan, {"brought_back": str(old_id)})


def _copy_action(plan: Plan, old_id: UUID, now: datetime) -> UUID:
    old = Action.objects.select_related("strand").get(pk=old_id)
    strand = Strand.objects.get(plan=plan, kind=old.strand.kind)
    last = Action.objects.filter(strand=strand).aggregate(last=Max("number"))["last"] or 0
    return copy_actions(plan, [(old, strand, last + 1)], now=now, bodies=Bodies.as_of(now))[old.pk].pk


def _copy_factor(plan: Plan, old_id: UUID) -> UUID:
    old = SuccessFactor.objects.select_related("strand").get(pk=old_id)
    strand = Strand.objects.get(plan=plan, kind=old.strand.kind)
    last = SuccessFactor.objects.filter(strand=strand).aggregate(last=Max("number"))["last"] or 0
    return SuccessFactor.objects.create(plan=plan, strand=strand, number=last + 1, text=old.text).pk


def _draft(actor: Standing, plan_id: UUID) -> Plan:
    plan = plan_to_coordinate(actor, plan_id)
    if plan.state != PlanState.DRAFT:
        raise BadInput.one(NOT_A_DRAFT)
    if plan.replaces_id is None:
        raise BadInput.one("This draft replaces no other plan.")
    return plan


def _kind_of(plan: Plan, old_id: UUID) -> tuple[str, type[Action] | type[SuccessFactor]]:
    """Whether an id of the version before is that of an action or of a success factor. Raises `NotFound`."""
    if Action.objects.filter(pk=old_id, plan=plan.replaces).exists():
        return "action", Action
    if SuccessFactor.objects.filter(pk=old_id, plan=plan.replaces).exists():
        return "factor", SuccessFactor
    raise NotFound("plan.action", old_id)
