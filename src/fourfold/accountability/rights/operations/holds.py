"""Legal holds: placed with a reason and a day of review, lifted with a reason. Meanwhile nothing is removed."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.models import LegalHold
from fourfold.accountability.rights.operations.listing import copy_after_commit
from fourfold.accountability.rights.operations.writing import note, said
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.parts import held_subjects, hold_for_actor
from fourfold.accountability.rights.queries.requests import Candidate, agencies_of
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing


@transaction.atomic
def place_hold(
    *, actor: Standing, now: datetime, holder_id: UUID, person: Candidate, why: str, review_on: date
) -> LegalHold:
    """Keep what the actor's agency holds about a person, under every reference, until somebody lifts it.

    Raises `Conflict` if it is held.
    """
    decision = policies.handle_of(actor, holder_id, agencies_of(actor))
    require(decision, Permission.HOLD, subject_kind="partnership.agency", subject_id=holder_id)
    reason = said(why, "why", "Say who asks for it to be kept, and why: an inquest, a claim, an inquiry.")
    if review_on <= today(now):
        raise BadInput.one("Choose a day to come.", "review_on")
    if held_subjects(holder_id, [person.subject_id]):
        raise Conflict("A legal hold for this person stands already.")
    hold = LegalHold(
        holder_id=holder_id,
        subject_id=person.subject_id,
        reference=person.reference,
        why=reason,
        placed_at=now,
        placed_by_id=policies.known_person(actor, Permission.HOLD),
        review_on=review_on,
    )
    hold.save(force_insert=True)
    note(
        actor, now, Permission.HOLD, hold.pk, {"subject": person.subject_id, "agency": holder_id}, kind="rights.hold"
    )
    copy_after_commit()
    return hold


@transaction.atomic
def lift_hold(*, actor: Standing, now: datetime, hold_id: UUID, why: str) -> None:
    """End a hold: from now on the person's records may be removed."""
    hold = hold_for_actor(actor, hold_id, lock=True)
    hold.lifted_why = said(why, "text", "Say why it need not be kept any longer.")
    hold.lifted_at, hold.lifted_by_id = now, policies.known_person(actor, Permission.LIFT)
    hold.save(update_fields=["lifted_at", "lifted_by", "lifted_why"])
    note(actor, now, Permission.LIFT, hold.pk, {"subject": hold.subject_id}, kind="rights.hold")
    copy_after_commit()


@transaction.atomic
def review_hold(*, actor: Standing, now: datetime, hold_id: UUID, review_on: date) -> None:
    """Write down that it was looked at and is kept, until another day of review."""
    hold = hold_for_actor(actor, hold_id, lock=True)
    if review_on <= today(now):
        raise BadInput.one("Choose a day to come.", "review_on")
    hold.review_on = review_on
    hold.save(update_fields=["review_on"])
    note(
        actor, now, Permission.HOLD, hold.pk, {"subject": hold.subject_id, "review_on": review_on}, kind="rights.hold"
    )
    copy_after_commit()
