"""A peer reviews what was written, an officer approves that very text, and an edition keeps it as it was."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.documents import freeze
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.practice.profiles.domain.paper import digest_of, document_of
from fourfold.practice.profiles.domain.states import Part, ProfileState, Verdict
from fourfold.practice.profiles.models import Check, Edition, Profile
from fourfold.practice.profiles.operations.locks import (
    changed,
    note,
    person_of,
    refuse_empty,
    refuse_personal_data,
    to_approve,
    to_review,
)
from fourfold.practice.profiles.policies import Permission
from fourfold.practice.profiles.queries.contents import draft_of
from fourfold.trust.partnership.domain.roles import Standing

NOT_READ = "It has changed since you opened it. Read it again before you decide."


@transaction.atomic
def review(*, actor: Standing, now: datetime, profile_id: UUID, verdict: Verdict, reason: str, digest: str) -> None:
    """A peer's word on the text that they read (`digest`). Asked for changes, it is written on."""
    profile = to_review(actor, profile_id)
    _keep(actor, now, profile, Part.REVIEWER, (verdict, reason, digest))
    note(actor, now, profile, Permission.REVIEW, {"verdict": verdict.value})
    if verdict is Verdict.CHANGES:
        _back(profile, now)


@transaction.atomic
def approve(
    *, actor: Standing, now: datetime, profile_id: UUID, verdict: Verdict, reason: str, digest: str
) -> Edition | None:
    """An officer's word on the text that they read, which a peer found sound. Approved, it is the next edition."""
    profile = to_approve(actor, profile_id)
    if verdict is Verdict.READY and not is_reviewed(profile, digest):
        raise BadInput.one("A peer has not found this text sound yet. It is approved after that.", "verdict")
    _keep(actor, now, profile, Part.APPROVER, (verdict, reason, digest))
    note(actor, now, profile, Permission.APPROVE, {"verdict": verdict.value})
    if verdict is Verdict.CHANGES:
        _back(profile, now)
        return None
    number = profile.edition + 1
    document = document_of(draft_of(profile).contents, on=today(now), version=f"Edition {number}")
    edition = Edition(
        profile=profile,
        number=number,
        content=freeze(document),
        digest=digest,
        approved_by_id=person_of(actor),
        approved_at=now,
    )
    Edition.objects.bulk_create([edition])
    profile.edition, profile.state = number, ProfileState.APPROVED
    changed(profile, now, "edition", "state")
    note(actor, now, profile, Permission.APPROVE, {"edition": number})
    return edition


def is_reviewed(profile: Profile, digest: str) -> bool:
    """Whether the last that a peer said of this very text is that it is sound."""
    said = Check.objects.filter(profile=profile, part=Part.REVIEWER, digest=digest).order_by("-at")
    return said.values_list("verdict", flat=True).first() == Verdict.READY


def _keep(actor: Standing, now: datetime, profile: Profile, part: Part, said: tuple[Verdict, str, str]) -> None:
    verdict, reason, digest = said
    refuse_empty(reason=reason)
    refuse_personal_data(False, reason=reason)
    if digest_of(draft_of(profile).contents) != digest:
        raise Conflict(NOT_READ)
    Check.objects.bulk_create(
        [
            Check(
                profile=profile,
                part=part,
                person_id=person_of(actor),
                verdict=verdict,
                reason=reason.strip(),
                digest=digest,
                at=now,
            )
        ]
    )


def _back(profile: Profile, now: datetime) -> None:
    profile.state = ProfileState.DRAFT
    changed(profile, now, "state")
