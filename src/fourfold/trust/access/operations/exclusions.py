"""Keeping somebody from a person's records: at once, past everything else, and unknown to who is kept away."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.errors import BadInput, NotFound, Problem
from fourfold.trust.access.domain.conflicts import LONGEST_REASON
from fourfold.trust.access.domain.decisions import Decision, require
from fourfold.trust.access.domain.references import REFERENCE_NEEDED, canonical
from fourfold.trust.access.models import Canary, Exclusion
from fourfold.trust.access.models.exclusions import ExclusionKind
from fourfold.trust.access.policies import (
    DPO,
    OWNERS,
    Permission,
    agencies_as,
    may_exclude,
    may_keep_canary,
    may_place_exclusions,
    user_of,
)
from fourfold.trust.access.queries.people import colleagues, holds, person_of
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class NewExclusion:
    """Whom to keep from whose records, and why."""

    user_id: UUID
    reference: str
    reason: str


@transaction.atomic
def place_exclusion(*, actor: Standing, now: datetime, new: NewExclusion) -> None:
    """Keep somebody from a person's records from now on. One that is there already goes on."""
    require(may_place_exclusions(actor), Permission.EXCLUDE)
    reference = canonical(new.reference)
    _check(new, reference)
    subject_id = person_of(reference)
    decision = _decide(actor, new.user_id, subject_id)
    require(decision, Permission.EXCLUDE, subject_kind="access.exclusion")
    placed = Exclusion(
        user_id=new.user_id,
        subject_id=subject_id,
        reference=reference,
        kind=ExclusionKind.PLACED,
        reason=new.reason.strip(),
        placed_by=actor.actor.reference,
        since=now,
    )
    Exclusion.objects.bulk_create([placed])
    _note(actor, now, Permission.EXCLUDE, placed)


def _check(new: NewExclusion, reference: str) -> None:
    problems = []
    if not reference:
        problems.append(Problem(REFERENCE_NEEDED, "reference"))
    if not new.reason.strip():
        problems.append(Problem("Say why, so that it can be reviewed.", "reason"))
    if len(new.reason) > LONGEST_REASON:
        problems.append(Problem(f"Use at most {LONGEST_REASON} characters.", "reason"))
    if problems:
        raise BadInput(problems)


def _decide(actor: Standing, user_id: UUID, subject_id: UUID) -> Decision:
    return may_exclude(
        actor,
        user_id=user_id,
        is_colleague=user_id in colleagues(actor, {DPO}),
        holds=holds(actor, subject_id, OWNERS),
    )


@transaction.atomic
def lift_exclusion(*, actor: Standing, now: datetime, exclusion_id: UUID) -> None:
    """End it from now on. Nobody lifts what keeps themselves away, whoever placed it."""
    found = Exclusion.objects.filter(pk=exclusion_id, until__isnull=True).exclude(user_id=user_of(actor)).first()
    if found is None:
        raise NotFound("access.exclusion", exclusion_id)
    declared = found.kind != ExclusionKind.PLACED
    decision = may_exclude(
        actor,
        user_id=found.user_id,
        is_colleague=found.user_id in colleagues(actor, {DPO}),
        holds=not declared and holds(actor, found.subject_id, OWNERS),
    )
    require(decision, Permission.LIFT, subject_kind="access.exclusion", subject_id=exclusion_id)
    Exclusion.objects.filter(pk=exclusion_id).update(until=now, ended_by=actor.actor.reference)
    _note(actor, now, Permission.LIFT, found)


@transaction.atomic
def mark_canary(*, actor: Standing, now: datetime, reference: str) -> None:
    """Mark a person whom nobody has cause to look at: from now on every read of them alerts, at once."""
    wanted = canonical(reference)
    if not wanted:
        raise BadInput.one(REFERENCE_NEEDED, "reference")
    subject_id = person_of(wanted)
    require(may_keep_canary(actor, holds=holds(actor, subject_id, {DPO})), Permission.KEEP_CANARY)
    holder_id = min(agencies_as(actor, {DPO}), key=str)  # of several, any: each of their officers is the actor
    if Canary.objects.filter(subject_id=subject_id, holder_id=holder_id, until__isnull=True).exists():
        raise BadInput.one("They are marked already.", "reference")
    marked = Canary.objects.create(
        subject_id=subject_id, holder_id=holder_id, placed_by=actor.actor.reference, since=now
    )
    _note_canary(actor, now, marked, "marked")


@transaction.atomic
def unmark_canary(*, actor: Standing, now: datetime, canary_id: UUID) -> None:
    """End the mark."""
    found = Canary.objects.filter(pk=canary_id, until__isnull=True).first()
    if found is None:
        raise NotFound("access.canary", canary_id)
    require(may_keep_canary(actor, holds=holds(actor, found.subject_id, {DPO})), Permission.KEEP_CANARY)
    Canary.objects.filter(pk=canary_id).update(until=now)
    _note_canary(actor, now, found, "unmarked")


def _note(actor: Standing, now: datetime, permission: Permission, about: Exclusion) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=permission,
        subject_kind="access.exclusion",
        subject_id=about.pk,
        detail={"user": about.user_id, "subject": about.subject_id, "kind": about.kind},
    )


def _note_canary(actor: Standing, now: datetime, about: Canary, what: str) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.KEEP_CANARY,
        subject_kind="access.canary",
        subject_id=about.pk,
        detail={"subject": about.subject_id, "what": what},
    )
