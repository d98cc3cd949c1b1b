"""Lists: profiles, their editions, what reviewers found, and the gaps that somebody is to close."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from fourfold.ground.kernel.errors import NotFound
from fourfold.practice.profiles.domain.states import WRITES, ProfileState
from fourfold.practice.profiles.models import Check, Edition, Gap, Participant, Profile
from fourfold.practice.profiles.queries.visibility import profile_for_actor, visible_profiles
from fourfold.trust.partnership.domain.roles import Standing


def profiles_for_actor(actor: Standing, state: ProfileState | None = None) -> QuerySet[Profile]:
    """The profiles somebody sees, the last changed first, each with `mine`: the part that they have in it."""
    mine = Participant.objects.filter(profile=OuterRef("pk"), person=actor.person_id).values("part")[:1]
    found = visible_profiles(actor).select_related("agency").annotate(mine=Subquery(mine))
    return (found.filter(state=state) if state else found).order_by("-changed_at", "pk")


def edition_for_actor(actor: Standing, profile_id: UUID, number: int | None = None) -> Edition:
    """An edition, by default the last. Raises NotFound alike for hidden and absent."""
    found = profile_for_actor(actor, profile_id)
    wanted = found.edition if number is None else number
    edition = (
        Edition.objects.filter(profile=found, number=wanted)
        .exclude(profile__state=ProfileState.WITHDRAWN)
        .select_related("profile__agency", "approved_by")
        .first()
    )
    if edition is None:
        raise NotFound("profile.edition", profile_id)
    return edition


def editions_of(profile: Profile) -> list[Edition]:
    """Its editions without their content, the last first."""
    return list(Edition.objects.filter(profile=profile).defer("content").select_related("approved_by"))


def checks_of(profile: Profile) -> list[Check]:
    """What reviewers found, the newest first."""
    return list(Check.objects.filter(profile=profile).select_related("person")[:50])


def open_gaps(actor: Standing) -> QuerySet[Gap]:
    """What somebody is to find out, the first due first."""
    mine = Gap.objects.filter(owner=actor.person_id) if actor.is_active else Gap.objects.none()
    return mine.filter(answered_on__isnull=True)


def gap_for_actor(actor: Standing, gap_id: UUID) -> Gap:
    """A gap, for whoever is to close it or writes the profile. Raises NotFound alike for hidden and absent."""
    writes = Participant.objects.filter(profile=OuterRef("profile"), person=actor.person_id, part__in=WRITES)
    mine = Gap.objects.filter(Q(owner=actor.person_id) | Exists(writes), pk=gap_id)
    found = mine.first() if actor.is_active and actor.person_id else None
    if found is None:
        raise NotFound("profile.gap", gap_id)
    return found
