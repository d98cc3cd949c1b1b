"""Beginning the next version of a live plan: carried over, or from a document whose parts are matched."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.plan.domain.states import Audience, PlanState, Scope, Status
from fourfold.accountability.plan.domain.versions.matching import Wording, propose
from fourfold.accountability.plan.models import Action, Continuation, Plan, Strand, SuccessFactor
from fourfold.accountability.plan.operations.imports import import_plan
from fourfold.accountability.plan.operations.locks import note, plan_to_coordinate
from fourfold.accountability.plan.operations.plans import PlanFrame, begin_plan, name_reader
from fourfold.accountability.plan.operations.versions.copying import Bodies, copy_actions
from fourfold.accountability.plan.queries.plans import readers_of
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.partnership.domain.roles import Standing

STAYS = "It is complete, so it stays with the version before."
MOST_LABEL = 60


@dataclass(frozen=True, slots=True)
class NextVersion:
    """How the next version begins.

    `label` tells it from the version before ("2026 refresh"), whose own is `label_before`. Complete actions stay
    with the version before unless `with_complete`; `todays_agencies` names each agency as the body it is today.
    """

    label: str
    label_before: str = ""
    title: str = ""
    with_complete: bool = False
    todays_agencies: bool = True


@transaction.atomic
def begin_version(*, actor: Standing, now: datetime, plan_id: UUID, wanted: NextVersion) -> Plan:
    """Begin a draft that carries everything over. Raises `BadInput` unless the plan is live and has no successor."""
    old = _to_go_on_from(actor, plan_id, wanted)
    plan = _succeed(begin_plan(actor=actor, now=now, frame=_frame(old, wanted)), old, wanted, actor, now)
    strands = {strand.kind: strand for strand in Strand.objects.filter(plan=plan)}
    for was in Strand.objects.filter(plan=old):
        strands[was.kind].aim = was.aim
    Strand.objects.bulk_update(strands.values(), ["aim"])
    _carry_factors(old, plan, strands)
    carried = _carry_actions(old, plan, strands, wanted, now)
    note(actor, now, plan, {"continues": str(old.pk), "actions": carried})
    return plan


@transaction.atomic
def import_version(
    *, actor: Standing, now: datetime, plan_id: UUID, wanted: NextVersion, filename: str, content: bytes
) -> Plan:
    """Begin the next version from a document. What continues what is proposed, for a person to accept."""
    old = _to_go_on_from(actor, plan_id, wanted)
    frame = _frame(old, wanted)
    plan = _succeed(
        import_plan(actor=actor, now=now, filename=filename, content=content, frame=frame), old, wanted, actor, now
    )
    count = propose_continuations(plan, old)
    note(actor, now, plan, {"continues": str(old.pk), "proposed": count})
    return plan


def propose_continuations(plan: Plan, old: Plan) -> int:
    """Propose anew what continues what, by the likeness of the words. How many proposals there are."""
    Continuation.objects.filter(plan=plan).delete()
    rows = []
    for kind, name in ((Action, "action"), (SuccessFactor, "factor")):
        before, after = (_wordings(kind, item) for item in (old, plan))
        for old_id, match in propose(before, after).items():
            ends = {f"old_{name}_id": old_id, f"{name}_id": match.new if match else None}
            likeness = match.likeness if match else None
            rows.append(Continuation(plan=plan, before=old, proposed=True, likeness=likeness, **ends))
    Continuation.objects.bulk_create(rows)
    return len(rows)


def _wordings(kind: type[Action] | type[SuccessFactor], plan: Plan) -> Sequence[Wording]:
    found = kind._default_manager.filter(plan=plan).values_list("pk", "strand__kind", "text")
    return [Wording(pk, strand, text) for pk, strand, text in found]


def _to_go_on_from(actor: Standing, plan_id: UUID, wanted: NextVersion) -> Plan:
    old = plan_to_coordinate(actor, plan_id)
    if old.state != PlanState.LIVE:
        raise BadInput.one("A next version begins from a live plan. Publish this one first.")
    if Plan.objects.filter(replaces=old).exists():
        raise BadInput.one("The next version of this plan was begun already. You find it among the drafts.")
    for name, label in (("label", wanted.label), ("label_before", wanted.label_before)):
        if len(label) > MOST_LABEL:
            raise BadInput.one(f"Use at most {MOST_LABEL} characters.", name)
    if not wanted.label.strip():
        raise BadInput.one("Enter what the new version is called, for example 2026 refresh.", "label")
    if wanted.label.strip() == (wanted.label_before or old.label).strip():
        raise BadInput.one("Give the two versions different names, so that people can tell them apart.", "label")
    return old


def _frame(old: Plan, wanted: NextVersion) -> PlanFrame:
    frame = PlanFrame(old.title, Audience(old.audience), Scope(old.scope), old.area, old.summary)
    return replace(frame, title=wanted.title) if wanted.title.strip() else frame


def _succeed(plan: Plan, old: Plan, wanted: NextVersion, actor: Standing, now: datetime) -> Plan:
    """Put the draft behind the plan that it will replace, with the same readers."""
    plan.replaces, plan.label = old, wanted.label.strip()
    plan.save(update_fields=["replaces", "label"])
    if wanted.label_before.strip():
        old.label = wanted.label_before.strip()
        old.save(update_fields=["label"])
    if old.audience != Audience.PARTNERSHIP:
        for user_id in set(readers_of(old)) - {actor.user_id}:
            name_reader(actor=actor, now=now, plan_id=plan.pk, user_id=user_id)
    return plan


def _carry_factors(old: Plan, plan: Plan, strands: dict[str, Strand]) -> None:
    pairs = [
        (was, SuccessFactor(plan=plan, strand=strands[was.strand.kind], number=was.number, text=was.text))
        for was in SuccessFactor.objects.filter(plan=old).select_related("strand")
    ]
    SuccessFactor.objects.bulk_create(factor for _was, factor in pairs)
    Continuation.objects.bulk_create(
        Continuation(plan=plan, before=old, old_factor=was, factor=factor) for was, factor in pairs
    )


def _carry_actions(old: Plan, plan: Plan, strands: dict[str, Strand], wanted: NextVersion, now: datetime) -> int:
    """How many actions were carried over. Numbers close up over those that stay behind."""
    placed, rows, last = [], [], dict.fromkeys(strands, 0)
    for was in Action.objects.filter(plan=old).select_related("strand").order_by("strand__position", "number"):
        if was.status == Status.COMPLETE and not wanted.with_complete:
            rows.append(Continuation(plan=plan, before=old, old_action=was, reason=STAYS))
            continue
        last[was.strand.kind] += 1
        placed.append((was, strands[was.strand.kind], last[was.strand.kind]))
    copies = copy_actions(plan, placed, now=now, bodies=Bodies.as_of(now) if wanted.todays_agencies else None)
    rows += [
        Continuation(plan=plan, before=old, old_action_id=old_id, action=action) for old_id, action in copies.items()
    ]
    Continuation.objects.bulk_create(rows)
    return len(copies)
