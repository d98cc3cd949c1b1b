"""Putting the actions of a draft in order: taking one out, moving one to another place."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from fourfold.accountability.plan.domain.states import PlanState, StrandKind
from fourfold.accountability.plan.models import Action, Continuation, Plan, Strand
from fourfold.accountability.plan.operations.locks import plan_to_coordinate, visible_action
from fourfold.accountability.plan.policies import Permission
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing

MOST_REASON = 500
NOT_A_DRAFT = (
    "This plan is published: its actions keep their numbers and their history. Begin its next version first."
)


def action_of_draft(actor: Standing, action_id: UUID) -> tuple[Plan, Action]:
    """The draft, locked, and its action. Raises `NotFound`, `NotAllowed`, and `BadInput` for a published plan."""
    plan = plan_to_coordinate(actor, visible_action(actor, action_id).plan_id)
    if plan.state != PlanState.DRAFT:
        raise BadInput.one(NOT_A_DRAFT)
    action = Action.objects.select_related("strand", "plan").filter(pk=action_id, plan=plan).first()
    if action is None:
        raise NotFound("plan.action", action_id)
    return plan, action


@transaction.atomic
def take_out(*, actor: Standing, now: datetime, action_id: UUID, reason: str = "") -> None:
    """Take an action out of a draft. Where it continues one of the version before, `reason` says why that ends."""
    plan, action = action_of_draft(actor, action_id)
    ending = ends_with(action)
    check_reason(reason, asked=bool(ending))
    remove_from_draft([action.pk])
    Continuation.objects.bulk_create(
        continuation(plan, old_action_id=old_id, reason=reason.strip()) for old_id in ending
    )
    renumber(action.strand)
    note(actor, now, action, {"taken_out": True, "ends": [str(old_id) for old_id in ending]})


@transaction.atomic
def move_action(*, actor: Standing, now: datetime, action_id: UUID, kind: StrandKind, number: int) -> None:
    """Give an action of a draft another strand, or another number in its own. The others make room."""
    plan, action = action_of_draft(actor, action_id)
    before, target = action.strand, Strand.objects.get(plan=plan, kind=kind)
    others = list(Action.objects.filter(strand=target).exclude(pk=action.pk).order_by("number"))
    place = min(max(number, 1), len(others) + 1) - 1
    action.strand, action.changed_at = target, now
    action.save(update_fields=["strand", "changed_at"])
    _number([*others[:place], action, *others[place:]])
    if before.pk != target.pk:
        renumber(before)
    note(actor, now, action, {"moved_to": kind.value, "number": place + 1})


def ends_with(action: Action) -> list[UUID]:
    """The actions of the version before that nothing else continues."""
    olds = Continuation.objects.filter(action=action).values_list("old_action_id", flat=True)
    elsewhere = Continuation.objects.filter(plan_id=action.plan_id, old_action_id__in=list(olds)).exclude(
        action=action
    )
    return sorted(set(olds) - set(elsewhere.values_list("old_action_id", flat=True)))


def continuation(plan: Plan, **ends: Any) -> Continuation:
    """A row that says what became of a piece of the version that a draft replaces, not yet saved."""
    if plan.replaces_id is None:
        raise BadInput.one("This draft replaces no other plan.")
    return Continuation(plan=plan, before_id=plan.replaces_id, **ends)


def check_reason(reason: str, *, asked: bool) -> None:
    """Raise `BadInput` where a reason is asked for and missing, or far too long."""
    if asked and not reason.strip():
        raise BadInput.one("Say why it is dropped. Readers of both versions see this.", "reason")
    if len(reason.strip()) > MOST_REASON:
        raise BadInput.one(f"Use at most {MOST_REASON} characters.", "reason")


def remove_from_draft(action_ids: list[UUID]) -> None:
    """Remove actions of a draft with all that hangs on them. The database asks once more whether one may."""
    with connection.cursor() as cursor:
        cursor.execute("select plan_take_out_of_draft(%s)", [action_ids])


def renumber(strand: Strand) -> None:
    """Close the gaps in a strand's numbers."""
    _number(list(Action.objects.filter(strand=strand).order_by("number")))


def _number(actions: list[Action]) -> None:
    for number, action in enumerate(actions, start=1):
        action.number = number
    Action.objects.bulk_update(actions, ["number"])


def note(actor: Standing, now: datetime, action: Action, detail: dict[str, object]) -> None:
    """Write down what a coordinator did to an action of a draft."""
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.COORDINATE,
        subject_kind="plan.action",
        subject_id=action.pk,
        detail=detail,
    )
