"""Two actions of a draft become one, or one becomes two; what they continue goes with them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.plan.models import (
    Action,
    ActionAgency,
    Continuation,
    Evidence,
    Milestone,
    Plan,
    Risk,
    Timescale,
)
from fourfold.accountability.plan.operations.actions import MOST_TITLE, save_revision
from fourfold.accountability.plan.operations.versions.copying import agencies_of, copy_actions
from fourfold.accountability.plan.operations.versions.ordering import (
    action_of_draft,
    continuation,
    note,
    remove_from_draft,
    renumber,
)
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.partnership.domain.roles import Standing


@transaction.atomic
def merge_actions(*, actor: Standing, now: datetime, action_id: UUID, other_id: UUID) -> Action:
    """Take another action of the draft into this one: its words follow, its agencies, dates and work come along."""
    plan, action = action_of_draft(actor, action_id)
    other = Action.objects.select_related("strand").filter(pk=other_id, plan=plan).exclude(pk=action.pk).first()
    if other is None:
        raise BadInput.one("Choose another action of this draft.", "other")
    text = f"{action.text.rstrip()}\n{other.text}"
    changes: dict[str, list[object]] = {"text": [action.text, text]}
    action.text = text
    _join_agencies(plan, action, other)
    kinds = Timescale.objects.filter(action=action, done_on__isnull=True).values_list("kind", flat=True)
    Timescale.objects.filter(action=other).exclude(kind__in=list(kinds)).update(action=action)
    for model in (Milestone, Risk):
        model._default_manager.filter(action=other).update(action=action)
    Continuation.objects.bulk_create(
        [continuation(plan, old_action_id=old_id, action=action) for old_id in _olds(other) - _olds(action)]
    )
    if Evidence.objects.filter(action=other).exists():
        raise BadInput.one(
            "The other action has documents. Take it the other way round, or move them first.", "other"
        )
    remove_from_draft([other.pk])
    renumber(other.strand)
    action.refresh_from_db(fields=["number"])
    save_revision(action, actor=actor, now=now, changes=changes)
    note(actor, now, action, {"merged": str(other.pk)})
    return action


def _olds(action: Action) -> set[UUID]:
    return set(Continuation.objects.filter(action=action).values_list("old_action_id", flat=True))


def _join_agencies(plan: Plan, action: Action, other: Action) -> None:
    both = [
        item for one in (action, other) for item in ActionAgency.objects.filter(action=one).select_related("agency")
    ]
    ActionAgency.objects.filter(action=action).delete()
    ActionAgency.objects.bulk_create(agencies_of(both, plan, action, None))


@transaction.atomic
def split_action(
    *, actor: Standing, now: datetime, action_id: UUID, first: tuple[str, str], second: tuple[str, str]
) -> Action:
    """Make two actions of one: `(title, text)` each. The second stands behind the first, with the same people and
    dates, and continues the same actions of the version before.
    """
    plan, action = action_of_draft(actor, action_id)
    for name, (title, text) in (("first", first), ("second", second)):
        _check(name, title, text)
    changes: dict[str, list[object]] = {
        name: [getattr(action, name), said]
        for name, said in zip(("title", "text"), first, strict=True)
        if getattr(action, name) != said
    }
    action.title, action.text = first
    save_revision(action, actor=actor, now=now, changes=changes)
    behind = Action.objects.filter(strand=action.strand, number__gt=action.number)
    last = behind.order_by("-number").values_list("number", flat=True).first() or action.number
    copy = copy_actions(plan, [(action, action.strand, last + 1)], now=now, bodies=None)[action.pk]
    copy.title, copy.text = second
    copy.save(update_fields=["title", "text"])
    _stand_behind(action, copy)
    Continuation.objects.bulk_create(
        [continuation(plan, old_action_id=old_id, action=copy) for old_id in _olds(action)]
    )
    note(actor, now, action, {"split": str(copy.pk)})
    return copy


def _check(name: str, title: str, text: str) -> None:
    if not title.strip():
        raise BadInput.one("Enter a short title.", f"{name}_title")
    if len(title) > MOST_TITLE:
        raise BadInput.one(f"Use at most {MOST_TITLE} characters for the title.", f"{name}_title")
    if not text.strip():
        raise BadInput.one("Enter what the action is.", f"{name}_text")


def _stand_behind(action: Action, copy: Action) -> None:
    behind = list(Action.objects.filter(strand=action.strand, number__gt=action.number).exclude(pk=copy.pk))
    for number, item in enumerate([copy, *sorted(behind, key=lambda item: item.number)], start=action.number + 1):
        item.number = number
    Action.objects.bulk_update([copy, *behind], ["number"])
