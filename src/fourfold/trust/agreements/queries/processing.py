"""The record of processing of an agency: what is in force today and concerns it."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from fourfold.trust.agreements.domain.terms import State, Terms
from fourfold.trust.agreements.models import Party, ScheduleLine
from fourfold.trust.agreements.paper.processing import Record, record_of
from fourfold.trust.agreements.paper.words import Words
from fourfold.trust.agreements.queries.reading import with_terms
from fourfold.trust.agreements.queries.terms import terms_of_version
from fourfold.trust.agreements.queries.visibility import visible_versions
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.queries import holders_of_roles, names_of_people


def record_of_processing(actor: Standing, agency_id: UUID, names: Mapping[UUID, str], *, on: date) -> Record:
    """The record of one agency, as on a day. Every member reads it: what it holds is in force and official.

    `names` are those of the agencies of today (`agencies_to_choose`). Seven queries.
    """
    words = Words(catalogue(actor), names)
    holders = holders_of_roles(actor, agency_id, on=on).get(RoleKind.DATA_PROTECTION_OFFICER, ())
    officers = sorted(names_of_people(actor, holders).values()) if holders else ()
    return record_of(agency_id, _in_force(actor, agency_id, on), words, officers)


def _in_force(actor: Standing, agency_id: UUID, on: date) -> list[Terms]:
    mine = [agency_id]
    part = Party.objects.filter(Q(agency_id=agency_id) | Q(on_behalf_of__overlap=mine), version=OuterRef("pk"))
    closed = part.filter(Q(suspended_at__isnull=False) | Q(withdrawn_at__isnull=False))
    is_named = ScheduleLine.objects.filter(
        Q(provider_ids__overlap=mine) | Q(recipient_ids__overlap=mine), version=OuterRef("pk")
    )
    found = visible_versions(actor).filter(
        Q(Exists(part.order_by())) | Q(Exists(is_named.order_by())),
        ~Exists(closed.order_by()),
        Q(starts_on=None) | Q(starts_on__lte=on),
        Q(ends_on=None) | Q(ends_on__gt=on),
        state=State.IN_FORCE,
    )
    rows = with_terms(found.order_by("agreement__reference"), clauses=False)
    return [terms_of_version(version) for version in rows]
