"""What the pages of a draft share: whoever looks, the profile, and their part in it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from fourfold.ground.web.form_pages import FormPage
from fourfold.practice.profiles import policies
from fourfold.practice.profiles.domain.states import Part, ProfileState
from fourfold.practice.profiles.models import Profile
from fourfold.practice.profiles.operations.locks import demand
from fourfold.practice.profiles.policies import Permission
from fourfold.practice.profiles.queries.visibility import draft_for_actor
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody with a part in a profile."""

    actor: Standing
    profile: Profile
    part: Part

    @property
    def writes(self) -> bool:
        """Whether they may change its words now."""
        return bool(policies.write(self.actor, self.part, ProfileState(self.profile.state)))

    @property
    def leads(self) -> bool:
        """Whether they are its author."""
        return bool(policies.lead(self.actor, self.part))


def look_at(request: HttpRequest, profile_id: UUID) -> Look:
    """The draft, for those with a part in it. Raises NotFound."""
    actor = standing(request)
    return Look(actor, *draft_for_actor(actor, profile_id))


def to_write(request: HttpRequest, profile_id: UUID) -> Look:
    """The draft, for a page on which it is changed. Raises NotFound or NotAllowed."""
    look = look_at(request, profile_id)
    decision = policies.write(look.actor, look.part, ProfileState(look.profile.state))
    demand(decision, Permission.WRITE, profile_id)
    return look


def to_lead(request: HttpRequest, profile_id: UUID) -> Look:
    """The draft, for a page of its author. Raises NotFound or NotAllowed."""
    look = look_at(request, profile_id)
    demand(policies.lead(look.actor, look.part), Permission.LEAD, profile_id)
    return look


def page_of(profile: Profile, title: str, **around: Any) -> FormPage:
    """A form's page that belongs to a profile."""
    around = {"then": reverse("profiles:profile", args=[profile.pk]), "caption": profile.title} | around
    return FormPage(title=title, **around)
