"""Emergency access: begun at once, alerted at once, reviewed afterwards by somebody else."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from fourfold.ground.kernel.clock import show_date
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.domain.emergencies import LONGEST_REASON, EmergencyAsked, review_due
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.access.domain.references import canonical
from fourfold.trust.access.models import Emergency
from fourfold.trust.access.operations.alerts import alert, alerts, everybody, officers, page
from fourfold.trust.access.policies import ALERTED, DPO, Permission, may_begin_emergency, user_of
from fourfold.trust.access.queries.emergencies import emergency_for, holders_alerted, review_decision
from fourfold.trust.access.queries.looker import looker_of
from fourfold.trust.access.queries.people import person_of
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing


@transaction.atomic
def begin_emergency(*, actor: Standing, now: datetime, asked: EmergencyAsked) -> Emergency:
    """Stand in for a relationship to the person whom the reference names, from now on for some hours.

    It passes no exclusion and no restriction, and needs an agreement in force. A reference that is nobody's, or of
    somebody hidden, is written down, answered and alerted alike: what there is, is never said.
    """
    looker = looker_of(actor)
    require(may_begin_emergency(looker, asked.purpose, now), Permission.BEGIN_EMERGENCY)
    asked.check()
    reference = canonical(asked.reference)
    begun = Emergency.objects.create(
        user_id=user_of(actor),
        agency_id=_agency(looker, asked.purpose, now),
        subject_id=person_of(reference),
        reference=reference,
        purpose=asked.purpose,
        reason=asked.reason.strip(),
        since=now,
        until=now + timedelta(hours=asked.hours),
    )
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.BEGIN_EMERGENCY,
        subject_kind="access.emergency",
        subject_id=begun.pk,
        purpose=asked.purpose,
        detail={"subject": begun.subject_id, "agency": begun.agency_id, "hours": asked.hours},
    )
    _tell(actor, now, begun)
    return begun


def _agency(looker: Looker, purpose: str, now: datetime) -> UUID:
    """The agency for which they look: their home's where it receives for the purpose, else another that does."""
    receiving = {
        grant.recipient_id
        for (_provider, _data_set, named), grants in looker.grants.items()
        for grant in grants
        if named == purpose and grant.needs_relationship and grant.since <= now < grant.until
    } & set(looker.places)
    home = looker.standing.home
    return home.agency_id if home and home.agency_id in receiving else min(receiving)


def _tell(actor: Standing, now: datetime, begun: Emergency) -> None:
    people = everybody(actor, now)
    mine = [one for one in people if one.user_id == actor.user_id]
    others = [one for one in people if one.user_id != actor.user_id]
    where = next((role.agency_name for role in actor.roles if role.agency_id == begun.agency_id), "a partner agency")
    own = (
        "You have used emergency access. The data protection officer of your agency is told, and it will be "
        f"reviewed:\n{page(reverse('access:emergency-told', args=[begun.pk]))}\n\n"
        "If it was not you, ring your data protection officer now and change your password."
    )
    # In one statement, and never none: how much is written does not tell whether the reference is anybody's.
    letters = alerts(mine, key=f"emergency:{begun.pk}", subject="You used emergency access", body=own)
    for row_id, holders in holders_alerted(begun.pk).items():
        told = officers(others, holders, ALERTED)
        if row_id == begun.pk:
            told += officers(others, [begun.agency_id], {DPO})
        body = (
            f"Somebody of {where} has used emergency access. For a few hours it opens what an agreement shares with "
            "those who work with the person, and it has to be looked at now:\n"
            f"{page(reverse('access:emergency-told', args=[row_id]))}\n\n"
            f"A data protection officer reviews it by {show_date(review_due(now))}."
        )
        subject = "Emergency access was used: look at it now"
        letters += alerts(told, key=f"emergency:{row_id}", subject=subject, body=body)
    alert(actor=actor, now=now, letters=letters)


@transaction.atomic
def review_emergency(
    *, actor: Standing, now: datetime, emergency_id: UUID, was_appropriate: bool, review: str
) -> None:
    """Write down whether it was right to use it, and why. Once; by a data protection officer who was not its user."""
    emergency = emergency_for(actor, emergency_id)
    require(
        review_decision(actor, emergency),
        Permission.REVIEW_EMERGENCY,
        subject_kind="access.emergency",
        subject_id=emergency_id,
    )
    words = review.strip()
    if not words or len(words) > LONGEST_REASON:
        raise BadInput.one(f"Say what you found, in at most {LONGEST_REASON:,} characters.", "review")
    changed = Emergency.objects.filter(pk=emergency_id, reviewed_at__isnull=True).update(
        reviewed_at=now, reviewed_by=actor.user_id, was_appropriate=was_appropriate, review=words
    )
    if not changed:
        raise Conflict("Somebody else has reviewed it meanwhile.")
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.REVIEW_EMERGENCY,
        subject_kind="access.emergency",
        subject_id=emergency_id,
        detail={"was_appropriate": was_appropriate},
    )
