"""The success factors of a plan, written by its coordinators: added, put in other words, ordered, taken out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.plan.domain.states import PlanState, StrandKind
from fourfold.accountability.plan.models import Continuation, Plan, Strand, SuccessFactor
from fourfold.accountability.plan.operations.locks import note, plan_to_coordinate
from fourfold.accountability.plan.operations.updates import personal_data_problems
from fourfold.accountability.plan.operations.versions.ordering import check_reason, continuation
from fourfold.accountability.plan.queries.factors import factor_for_actor
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.partnership.domain.roles import Standing

MOST_FACTOR = 2_000
CLOSED = "This plan is closed, so its success factors no longer change."
IN_USE = "This plan is published, and figures may hang on this success factor. Drop it in the plan's next version."


@transaction.atomic
def add_factors(
    *, actor: Standing, now: datetime, plan_id: UUID, kind: StrandKind, texts: Sequence[str], checked: bool = False
) -> int:
    """Add success factors at the end of a strand, one for each text that is not empty. How many were added."""
    plan = _open(actor, plan_id)
    wanted = [text.strip() for text in texts if text.strip()]
    if not wanted:
        raise BadInput.one("Enter at least one success factor.", "text")
    for text in wanted:
        _check(text, checked)
    strand = Strand.objects.get(plan=plan, kind=kind)
    last = _of(strand)[-1].number if _of(strand) else 0
    SuccessFactor.objects.bulk_create(
        SuccessFactor(plan=plan, strand=strand, number=number, text=text)
        for number, text in enumerate(wanted, start=last + 1)
    )
    note(actor, now, plan, {"factors_added": len(wanted), "strand": kind.value})
    return len(wanted)


@transaction.atomic
def edit_factor(*, actor: Standing, now: datetime, factor_id: UUID, text: str, checked: bool = False) -> None:
    """Put a success factor in other words."""
    factor = factor_for_actor(actor, factor_id)
    plan = _open(actor, factor.plan_id)
    _check(text.strip(), checked)
    SuccessFactor.objects.filter(pk=factor_id).update(text=text.strip())
    note(actor, now, plan, {"factor_edited": str(factor_id)})


@transaction.atomic
def move_factor(*, actor: Standing, now: datetime, factor_id: UUID, up: bool) -> None:
    """Let a success factor change places with the one before it (`up`) or behind it. At an end nothing happens."""
    factor = factor_for_actor(actor, factor_id)
    plan = _open(actor, factor.plan_id)
    row = _of(factor.strand)
    at = next(place for place, item in enumerate(row) if item.pk == factor_id)
    to = at - 1 if up else at + 1
    if 0 <= to < len(row):
        row[at], row[to] = row[to], row[at]
        _number(row)
        note(actor, now, plan, {"factor_moved": str(factor_id)})


@transaction.atomic
def remove_factor(*, actor: Standing, now: datetime, factor_id: UUID, reason: str = "") -> None:
    """Take a success factor out of a draft. Where it continues one of the version before, `reason` says why."""
    factor = factor_for_actor(actor, factor_id)
    plan = _open(actor, factor.plan_id)
    if plan.state != PlanState.DRAFT:
        raise BadInput.one(IN_USE)
    mine = Continuation.objects.filter(factor=factor)
    olds = set(mine.values_list("old_factor_id", flat=True))
    elsewhere = Continuation.objects.filter(plan=plan, old_factor__in=list(olds)).exclude(factor=factor)
    ending = olds - set(elsewhere.values_list("old_factor_id", flat=True))
    check_reason(reason, asked=bool(ending))
    mine.delete()
    SuccessFactor.objects.filter(pk=factor_id).delete()
    Continuation.objects.bulk_create(
        continuation(plan, old_factor_id=old_id, reason=reason.strip()) for old_id in sorted(ending)
    )
    _number(_of(factor.strand))
    note(actor, now, plan, {"factor_removed": str(factor_id)})


def _open(actor: Standing, plan_id: UUID) -> Plan:
    plan = plan_to_coordinate(actor, plan_id)
    if plan.state == PlanState.CLOSED:
        raise BadInput.one(CLOSED)
    return plan


def _of(strand: Strand) -> list[SuccessFactor]:
    return list(SuccessFactor.objects.filter(strand=strand).order_by("number"))


def _number(factors: list[SuccessFactor]) -> None:
    for number, factor in enumerate(factors, start=1):
        factor.number = number
    SuccessFactor.objects.bulk_update(factors, ["number"])


def _check(text: str, checked: bool) -> None:
    if not text:
        raise BadInput.one("Enter what it looks like where it works.", "text")
    if len(text) > MOST_FACTOR:
        raise BadInput.one(f"Use at most {MOST_FACTOR:,} characters for one success factor.", "text")
    problems = personal_data_problems(text, "text", checked=checked)
    if problems:
        raise BadInput(problems)
