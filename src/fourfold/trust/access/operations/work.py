"""Who works with whom, until casework says so itself: a colleague says it, with a reason, and ends it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.errors import BadInput, NotFound, Problem
from fourfold.trust.access.domain.conflicts import LONGEST_REASON
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.domain.references import REFERENCE_NEEDED, canonical
from fourfold.trust.access.models import Relationship
from fourfold.trust.access.policies import (
    DPO,
    SAYS_WHO_WORKS_WITH,
    Permission,
    may_end_work_with,
    may_say_of,
    may_say_who_works_with,
    user_of,
)
from fourfold.trust.access.queries.people import colleagues, person_of
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing

CASE, PERSON = "case", "person"


@dataclass(frozen=True, slots=True)
class WorksWith:
    """Which colleague works with which person, and why."""

    user_id: UUID
    reference: str
    reason: str


@transaction.atomic
def say_who_works_with(*, actor: Standing, now: datetime, said: WorksWith) -> None:
    """A colleague of the actor's agency works with the person from now on. Said already: it goes on as it is.

    Whether the reference is anybody's is never said.
    """
    require(may_say_who_works_with(actor), Permission.WORK_WITH)
    reference = canonical(said.reference)
    _check(said, reference)
    is_colleague = said.user_id in colleagues(actor, SAYS_WHO_WORKS_WITH)
    require(may_say_of(actor, user_id=said.user_id, is_colleague=is_colleague), Permission.WORK_WITH)
    subject_id = person_of(reference)
    relation = Relationship(
        user_id=said.user_id,
        subject_kind=PERSON,
        subject_id=subject_id,
        kind=CASE,
        since=now,
        given_by=actor.actor.reference,
        reference=reference,
        reason=said.reason.strip(),
    )
    Relationship.objects.bulk_create([relation], ignore_conflicts=True)
    _note(actor, now, relation, "began")


def _check(said: WorksWith, reference: str) -> None:
    problems = []
    if not reference:
        problems.append(Problem(REFERENCE_NEEDED, "reference"))
    if not said.reason.strip():
        problems.append(Problem("Say how they work with the person.", "reason"))
    if len(said.reason) > LONGEST_REASON:
        problems.append(Problem(f"Use at most {LONGEST_REASON} characters.", "reason"))
    if problems:
        raise BadInput(problems)


@transaction.atomic
def end_work_with(*, actor: Standing, now: datetime, relationship_id: UUID) -> None:
    """The colleague works with the person no longer. It binds from their next request on."""
    live = Relationship.objects.filter(
        pk=relationship_id, subject_kind=PERSON, kind=CASE, until__isnull=True
    ).exclude(user_id=user_of(actor))
    found = live.first()
    if found is None:
        raise NotFound("access.relationship", relationship_id)
    is_colleague = found.user_id in colleagues(actor, {*SAYS_WHO_WORKS_WITH, DPO})
    decision = may_end_work_with(actor, is_colleague=is_colleague)
    require(decision, Permission.WORK_WITH, subject_kind="access.relationship", subject_id=relationship_id)
    live.update(until=now)
    _note(actor, now, found, "ended")


def _note(actor: Standing, now: datetime, relation: Relationship, what: str) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.WORK_WITH,
        subject_kind="access.relationship",
        subject_id=relation.pk,
        detail={"user": relation.user_id, "subject": relation.subject_id, "what": what},
    )
