"""The first wall: which profiles somebody sees, and in which part. Row-level security (`rls.sql`) is the second."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from fourfold.ground.kernel.errors import NotFound
from fourfold.practice.profiles.domain.states import Part, ProfileState
from fourfold.practice.profiles.models import Participant, Profile, Recipient
from fourfold.trust.partnership.domain.roles import Standing


def visible_profiles(actor: Standing) -> QuerySet[Profile]:
    """Those in which somebody has a part, and the approved ones that their agencies hold or receive."""
    if not actor.is_active or actor.person_id is None:
        return Profile.objects.none()
    places = {role.agency_id for role in actor.roles}
    part = Participant.objects.filter(profile=OuterRef("pk"), person_id=actor.person_id)
    received = Recipient.objects.filter(profile=OuterRef("pk"), agency_id__in=places)
    approved = Q(edition__gt=0) & ~Q(state=ProfileState.WITHDRAWN)
    return Profile.objects.filter(Exists(part) | (approved & (Q(agency_id__in=places) | Exists(received))))


def profile_for_actor(actor: Standing, profile_id: UUID) -> Profile:
    """One profile. Raises NotFound alike for hidden and absent."""
    found = visible_profiles(actor).select_related("agency").filter(pk=profile_id).first()
    if found is None:
        raise NotFound("profile", profile_id)
    return found


def part_in(actor: Standing, profile_id: UUID) -> Part | None:
    """What somebody is in a profile."""
    if actor.person_id is None or not actor.is_active:
        return None
    mine = Participant.objects.filter(profile_id=profile_id, person_id=actor.person_id)
    found = mine.values_list("part", flat=True).first()
    return Part(found) if found else None


def draft_for_actor(actor: Standing, profile_id: UUID) -> tuple[Profile, Part]:
    """A profile with the words that are being written, for those with a part in it. Raises NotFound."""
    found, part = profile_for_actor(actor, profile_id), part_in(actor, profile_id)
    if part is None:
        raise NotFound("profile", profile_id)
    return found, part
