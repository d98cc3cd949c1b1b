"""Beginning a profile, its terms of reference, who has a part in it, who reads it, and where it goes next."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Conflict, Problem
from fourfold.practice.profiles import policies
from fourfold.practice.profiles.domain.contents import Terms
from fourfold.practice.profiles.domain.sections import SectionKey
from fourfold.practice.profiles.domain.states import WRITES, Part, ProfileState
from fourfold.practice.profiles.models import Participant, Profile, Recipient, SectionText
from fourfold.practice.profiles.operations.locks import (
    changed,
    note,
    person_of,
    refuse_empty,
    refuse_personal_data,
    to_lead,
    to_write,
)
from fourfold.practice.profiles.policies import Permission
from fourfold.practice.profiles.queries.contents import draft_of
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing

_TERMS = ("title", "customer", "purpose", "area", "period_from", "period_until", "marking", "review_on")
OLDER = "Somebody else saved a change while you were typing. Open it again to see both."


@transaction.atomic
def begin_profile(*, actor: Standing, now: datetime, agency_id: UUID, terms: Terms, checked: bool = False) -> Profile:
    """Begin a profile of one's own agency with its terms of reference; one is its author."""
    decision = policies.begin(actor)
    require(decision, Permission.BEGIN, subject_kind="partnership.agency", subject_id=agency_id)
    if agency_id not in {role.agency_id for role in actor.roles}:
        raise BadInput.one("Choose an agency in which you have a role.", "agency")
    _check(terms, now, checked)
    profile = Profile(agency_id=agency_id, begun_by_id=person_of(actor), begun_at=now, changed_at=now)
    _put(terms, profile)
    Profile.objects.bulk_create([profile])
    Participant.objects.bulk_create(
        [Participant(profile=profile, person_id=person_of(actor), part=Part.AUTHOR, since=now)]
    )
    SectionText.objects.bulk_create([SectionText(profile=profile, key=key) for key in SectionKey])
    note(actor, now, profile, Permission.BEGIN, {"agency": str(agency_id)})
    return profile


@transaction.atomic
def change_terms(
    *, actor: Standing, now: datetime, profile_id: UUID, terms: Terms, version: int, checked: bool = False
) -> None:
    """Change what was asked. Raises Conflict over a newer version than `version`."""
    profile = to_write(actor, profile_id)
    if profile.version != version:
        raise Conflict(OLDER)
    _check(terms, now, checked)
    _put(terms, profile)
    changed(profile, now, *_TERMS)
    note(actor, now, profile, Permission.WRITE, {"terms": True})


@transaction.atomic
def give_part(*, actor: Standing, now: datetime, profile_id: UUID, person_id: UUID, part: Part) -> None:
    """Give somebody a part, in place of the one they had. Nobody who wrote it reviews or approves it afterwards."""
    profile = to_lead(actor, profile_id)
    if profile.state != ProfileState.DRAFT:
        raise BadInput.one("Who has a part in it changes while it is being written.")
    if person_id == actor.person_id:
        raise BadInput.one("You are its author. Choose somebody else.", "person")
    if part not in WRITES and _wrote(profile, person_id):
        raise BadInput.one("They wrote some of it. Choose somebody who did not.", "person")
    Participant.objects.filter(profile=profile, person_id=person_id).delete()
    Participant.objects.bulk_create([Participant(profile=profile, person_id=person_id, part=part, since=now)])
    note(actor, now, profile, Permission.LEAD, {"person": str(person_id), "part": part.value})


@transaction.atomic
def take_part_away(*, actor: Standing, now: datetime, profile_id: UUID, person_id: UUID) -> None:
    """Somebody has no part in it any longer."""
    profile = to_lead(actor, profile_id)
    if person_id == actor.person_id:
        raise BadInput.one("A profile keeps its author.")
    gone, _each = Participant.objects.filter(profile=profile, person_id=person_id).delete()
    note(actor, now, profile, Permission.LEAD, {"person": str(person_id), "gone": bool(gone)})


@transaction.atomic
def set_recipients(*, actor: Standing, now: datetime, profile_id: UUID, agency_ids: Collection[UUID]) -> None:
    """Say whose people read its editions, in place of those before. They read them from now on, or no longer."""
    profile = to_lead(actor, profile_id)
    wanted = set(agency_ids) - {profile.agency_id}
    before = Recipient.objects.filter(profile=profile)
    held = set(before.values_list("agency_id", flat=True))
    before.filter(agency_id__in=held - wanted).delete()
    Recipient.objects.bulk_create(Recipient(profile=profile, agency_id=one) for one in sorted(wanted - held))
    detail = {"added": sorted(map(str, wanted - held)), "removed": sorted(map(str, held - wanted))}
    note(actor, now, profile, Permission.LEAD, detail)


@transaction.atomic
def send_to_review(*, actor: Standing, now: datetime, profile_id: UUID) -> None:
    """From now on it does not change, until a reviewer asks for it. Raises BadInput with what is missing."""
    profile = to_lead(actor, profile_id)
    if profile.state != ProfileState.DRAFT:
        raise BadInput.one("It is not being written now.")
    draft = draft_of(profile)
    problems = [Problem(f"“{heading}” is empty.") for heading in draft.contents.missing()]
    parts = {one.part for one in draft.participants}
    if Part.REVIEWER not in parts:
        problems.append(Problem("Nobody reviews it. Give a peer that part."))
    if Part.APPROVER not in parts:
        problems.append(Problem("Nobody approves it. Give an officer of your agency that part."))
    if problems:
        raise BadInput(problems)
    _move(actor, now, profile, ProfileState.REVIEW)


@transaction.atomic
def begin_next_edition(*, actor: Standing, now: datetime, profile_id: UUID) -> None:
    """Write on. Readers see the last edition meanwhile."""
    profile = to_lead(actor, profile_id)
    if profile.state != ProfileState.APPROVED:
        raise BadInput.one("The next edition begins once this one is approved.")
    _move(actor, now, profile, ProfileState.DRAFT)


@transaction.atomic
def withdraw(*, actor: Standing, now: datetime, profile_id: UUID, because: str) -> None:
    """Nobody reads its editions any longer, but those with a part in it. It does not come back."""
    profile = to_lead(actor, profile_id)
    if profile.state == ProfileState.WITHDRAWN:
        raise BadInput.one("It is withdrawn already.")
    refuse_empty(because=because)
    refuse_personal_data(False, because=because)
    profile.withdrawn_because = because.strip()
    profile.state = ProfileState.WITHDRAWN
    changed(profile, now, "state", "withdrawn_because")
    note(actor, now, profile, Permission.LEAD, {"state": profile.state})


def _move(actor: Standing, now: datetime, profile: Profile, state: ProfileState) -> None:
    profile.state = state
    changed(profile, now, "state")
    note(actor, now, profile, Permission.LEAD, {"state": state.value})


def _wrote(profile: Profile, person_id: UUID) -> bool:
    return (
        SectionText.objects.filter(profile=profile, changed_by_id=person_id).exists()
        or profile.figures.filter(added_by_id=person_id).exists()
        or profile.judgements.filter(added_by_id=person_id).exists()
    )


def _check(terms: Terms, now: datetime, checked: bool) -> None:
    refuse_empty(title=terms.title, customer=terms.customer, purpose=terms.purpose, area=terms.area)
    problems = []
    if terms.period_until < terms.period_from:
        problems.append(Problem("The period ends before it begins. Correct one of the two days.", "period_until"))
    if terms.review_on <= today(now):
        problems.append(Problem("Say a day from tomorrow on by which somebody looks at it again.", "review_on"))
    if problems:
        raise BadInput(problems)
    refuse_personal_data(checked, title=terms.title, customer=terms.customer, purpose=terms.purpose, area=terms.area)


def _put(terms: Terms, profile: Profile) -> None:
    for name in _TERMS:
        value = getattr(terms, name)
        setattr(profile, name, value.strip() if isinstance(value, str) and name != "marking" else value)
