"""Fetch, lock and authorise in one call, and the words that every operation of this room shares."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from fourfold.ground.kernel.errors import BadInput, NotAllowed, Problem
from fourfold.ground.kernel.personal_data import find
from fourfold.practice.profiles import policies
from fourfold.practice.profiles.domain.states import ProfileState
from fourfold.practice.profiles.models import Profile
from fourfold.practice.profiles.policies import Permission
from fourfold.practice.profiles.queries.visibility import draft_for_actor
from fourfold.trust.access.domain.decisions import Decision, require
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing


def to_write(actor: Standing, profile_id: UUID) -> Profile:
    """The profile, locked, if the actor may change its words now. Raises NotFound or NotAllowed."""
    _found, part = draft_for_actor(actor, profile_id)
    locked = _locked(profile_id)
    demand(policies.write(actor, part, ProfileState(locked.state)), Permission.WRITE, profile_id)
    return locked


def to_lead(actor: Standing, profile_id: UUID) -> Profile:
    """The profile, locked, if the actor is its author. Raises NotFound or NotAllowed."""
    _found, part = draft_for_actor(actor, profile_id)
    demand(policies.lead(actor, part), Permission.LEAD, profile_id)
    return _locked(profile_id)


def to_review(actor: Standing, profile_id: UUID) -> Profile:
    """The profile, locked, if the actor is a peer who may review it now. Raises NotFound or NotAllowed."""
    _found, part = draft_for_actor(actor, profile_id)
    locked = _locked(profile_id)
    demand(policies.review(actor, part, ProfileState(locked.state)), Permission.REVIEW, profile_id)
    return locked


def to_approve(actor: Standing, profile_id: UUID) -> Profile:
    """The profile, locked, if the actor is the officer who may approve it now. Raises NotFound or NotAllowed."""
    _found, part = draft_for_actor(actor, profile_id)
    locked = _locked(profile_id)
    is_officer = policies.is_officer(actor, locked.agency_id)
    decision = policies.approve(actor, part, ProfileState(locked.state), is_officer=is_officer)
    demand(decision, Permission.APPROVE, profile_id)
    return locked


def person_of(actor: Standing) -> UUID:
    """Who acts. Raises NotAllowed for a service: what is said in a profile is said by somebody."""
    if actor.person_id is None:
        raise NotAllowed(Permission.WRITE, "Only people write and review profiles.", subject_kind="profile")
    return actor.person_id


def demand(decision: Decision, permission: Permission, profile_id: UUID) -> None:
    """Raise NotAllowed unless the policy says yes."""
    require(decision, permission, subject_kind="profile", subject_id=profile_id)


def changed(profile: Profile, now: datetime, *fields: str) -> None:
    """Keep these fields of a profile, and that it changed."""
    profile.version += 1
    profile.changed_at = now
    profile.save(update_fields=[*fields, "version", "changed_at"])


def note(
    actor: Standing, now: datetime, profile: Profile, permission: Permission, detail: Mapping[str, object]
) -> None:
    """Write the act to the audit log: ids, keys and counts, never words."""
    record(
        actor=actor.actor,
        now=now,
        permission=permission,
        subject_kind="profile",
        subject_id=profile.pk,
        detail=detail,
    )


def refuse_personal_data(checked: bool, **texts: str) -> None:
    """Raise BadInput for texts that look like personal data, unless the writer has checked."""
    problems = [
        Problem(
            f"“{found.text}” looks like personal data ({found.looks_like}). "
            "Take it out, or confirm that it is not about a person who uses our services.",
            where,
        )
        for where, text in texts.items()
        if not checked
        for found in find(text)
    ]
    if problems:
        raise BadInput(problems)


def refuse_empty(**texts: str) -> None:
    """Raise BadInput for texts that must be there: each keyword is a field, its underscores read as spaces."""
    problems = [
        Problem(f"Enter the {where.replace('_', ' ')}.", where) for where, text in texts.items() if not text.strip()
    ]
    if problems:
        raise BadInput(problems)


def _locked(profile_id: UUID) -> Profile:
    # Locked only now: under row-level security a lock asks for the right to update.
    return Profile.objects.select_for_update(of=("self",)).select_related("agency").get(pk=profile_id)
