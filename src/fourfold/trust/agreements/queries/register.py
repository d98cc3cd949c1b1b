"""The public register, read as the public reader, whom the database shows no draft, no comment and no signature."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from fourfold.ground.kernel.actors import Service
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.agreements.domain.terms import State
from fourfold.trust.agreements.models import Version
from fourfold.trust.agreements.paper.register import Registered
from fourfold.trust.agreements.paper.words import Words
from fourfold.trust.agreements.queries.ordering import KIND_PLACE, TIER_PLACE
from fourfold.trust.agreements.queries.reading import with_terms
from fourfold.trust.agreements.queries.terms import party_terms, terms_of_version
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.domain.roles import Standing

PUBLIC_READER = Standing(name="Public reader", service=Service.PUBLIC_READER)


def register(window: Callable[[int], slice]) -> tuple[list[Registered], Words]:
    """The newest version of each agreement that was ever in force: by kind, the frame first, then by reference.

    `window` says which of them, once it hears how many there are.
    """
    with acting_as(PUBLIC_READER.actor):
        newest = newest_in_register()
        in_order = newest.order_by(KIND_PLACE, TIER_PLACE, "agreement__reference", "pk")
        rows = with_terms(in_order, clauses=False)[window(newest.count())]
        return [_registered(version) for version in rows], Words(catalogue(PUBLIC_READER))


def registered(agreement_id: UUID) -> tuple[Registered, Words]:
    """One agreement of the register. Raises `NotFound`, alike for one that is hidden and one that is not there."""
    with acting_as(PUBLIC_READER.actor):
        found = with_terms(newest_in_register().filter(agreement_id=agreement_id), clauses=False).first()
        if found is None:
            raise NotFound("agreement.register", agreement_id)
        return _registered(found), Words(catalogue(PUBLIC_READER))


def newest_in_register() -> QuerySet[Version]:
    """The newest version of each agreement that was in force and is for the register.

    `agreements_read()` in `rls.sql` says the same of what the public reader sees.
    """
    public = Version.objects.filter(in_force_at__isnull=False, agreement__in_register=True)
    newer = Version.objects.filter(
        agreement=OuterRef("agreement"), number__gt=OuterRef("number"), in_force_at__isnull=False
    )
    return public.filter(~Exists(newer.order_by())).select_related("agreement")


def _registered(version: Version) -> Registered:
    parties = list(version.parties.all())
    return Registered(
        agreement_id=version.agreement_id,
        terms=terms_of_version(version),
        state=State(version.state),
        joined=tuple(party_terms(party) for party in parties if party.acceded),
        left=frozenset(party.agency_id for party in parties if party.withdrawn_at),
    )
