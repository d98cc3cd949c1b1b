"""Reading agencies' identity providers: for whoever is about to sign in, and for the administrators who keep them."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.federation import domain_of
from fourfold.trust.partnership.domain.roles import FEDERATION, RoleKind, Standing
from fourfold.trust.partnership.models import FederatedIdentity, IdentityProvider, Person, Role, User
from fourfold.trust.partnership.policies import require_administrator
from fourfold.trust.partnership.queries.standing import live_roles


def live_providers(on: date | None = None) -> QuerySet[IdentityProvider]:
    """Those by which people sign in on a day (default today)."""
    day = on or today()
    return IdentityProvider.objects.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


def some_agency_has_one() -> bool:
    """Whether anybody signs in by their agency's directory. Asked for nobody yet."""
    with acting_as(FEDERATION.actor):
        return live_providers().exists()


def provider_for_email(email: str) -> IdentityProvider | None:
    """The provider that speaks for an address, by its domain alone: whether an account exists is not asked."""
    domain = domain_of(email)
    with acting_as(FEDERATION.actor):
        return live_providers().filter(domains__contains=[domain]).first() if domain else None


def provider_of_agency(agency_id: UUID) -> IdentityProvider:
    """The live provider of an agency. Raises `NotFound`. Asked for nobody yet."""
    with acting_as(FEDERATION.actor):
        found = live_providers().filter(agency_id=agency_id).first()
    if found is None:
        raise NotFound("partnership.identity-provider", agency_id)
    return found


def live_provider(provider_id: UUID) -> IdentityProvider | None:
    """A provider by its id, if people sign in by it today."""
    with acting_as(FEDERATION.actor):
        return live_providers().filter(pk=provider_id).first()


def keeps_password(user: User) -> bool:
    """Whether somebody signs in by password whatever their agency requires: administrators of the partnership."""
    with acting_as(FEDERATION.actor):
        held = Role.objects.filter(live_roles(), person__user=user, kind=RoleKind.ADMINISTRATOR)
        return held.exists()


def some_administrator_has_password() -> bool:
    """Whether an administrator could sign in if every agency's directory were out of order."""
    held = Role.objects.filter(live_roles(), kind=RoleKind.ADMINISTRATOR, person__user__is_active=True)
    users = User.objects.filter(pk__in=held.values("person__user"))
    return any(user.has_usable_password() for user in users)


def providers_for_actor(actor: Standing, agency_id: UUID) -> list[IdentityProvider]:
    """An agency's providers, newest first. Raises `NotAllowed`: for administrators."""
    require_administrator(actor, subject_id=agency_id)
    return list(IdentityProvider.objects.filter(agency_id=agency_id).order_by("-since", "-until", "pk")[:50])


def provider_for_actor(actor: Standing, provider_id: UUID) -> IdentityProvider:
    """One provider with its agency. Raises `NotAllowed`, `NotFound`."""
    require_administrator(actor, subject_id=provider_id)
    found = IdentityProvider.objects.select_related("agency").filter(pk=provider_id).first()
    if found is None:
        raise NotFound("partnership.identity-provider", provider_id)
    return found


def identities_for_actor(actor: Standing, provider_id: UUID) -> QuerySet[FederatedIdentity]:
    """Who has signed in by a provider, newest first. Raises `NotAllowed`."""
    require_administrator(actor, subject_id=provider_id)
    found = FederatedIdentity.objects.filter(provider_id=provider_id).select_related("user__person")
    return found.order_by("-linked_at", "pk")


def administrators_to_tell() -> list[User]:
    """The open accounts of the partnership's administrators, as the service that links people sees them."""
    held = Role.objects.filter(live_roles(), kind=RoleKind.ADMINISTRATOR)
    return list(User.objects.filter(is_active=True, person__in=Person.objects.filter(roles__in=held)).order_by("pk"))
