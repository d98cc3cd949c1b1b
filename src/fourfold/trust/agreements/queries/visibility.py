"""The first wall: which versions an actor reads. Row-level security (`rls.sql`) is the second and says the same."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.agreements.domain.terms import State
from fourfold.trust.agreements.models import Party, Version
from fourfold.trust.agreements.policies import VersionFacts
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


def visible_versions(actor: Standing) -> QuerySet[Version]:
    """The versions that the actor reads, with their agreements: `policies.read` as a filter."""
    versions = Version.objects.select_related("agreement")
    if not actor.is_active:
        return versions.none()
    if actor.has(RoleKind.PLAN_COORDINATOR) or actor.service is not None:
        return versions
    mine = list(actor.agency_ids)
    party = Party.objects.filter(Q(agency_id__in=mine) | Q(on_behalf_of__overlap=mine), version=OuterRef("pk"))
    return versions.filter(
        Q(in_force_at__isnull=False) | Q(agreement__drafted_by_id__in=mine) | Q(Exists(party.order_by()))
    )


def version_for_actor(actor: Standing, version_id: UUID) -> Version:
    """One version with its agreement and its parties. Raises `NotFound`. Two queries."""
    found = visible_versions(actor).filter(pk=version_id).prefetch_related("parties").first()
    if found is None:
        raise NotFound("agreement.version", version_id)
    return found


def facts_of(version: Version) -> VersionFacts:
    """What policies need to know of a version. No query where its parties were fetched with it."""
    parties: set[UUID] = set()
    for party in version.parties.all():
        parties |= {party.agency_id, *(UUID(str(one)) for one in party.on_behalf_of)}
    return VersionFacts(
        state=State(version.state),
        was_in_force=version.in_force_at is not None,
        drafted_by=version.agreement.drafted_by_id,
        party_ids=frozenset(parties),
    )
