"""Agreements in force: for the register, the record of processing, and requests to share."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from fourfold.ground.kernel.clock import today
from fourfold.trust.agreements.domain.terms import AgreementKind, State
from fourfold.trust.agreements.models import Version
from fourfold.trust.agreements.queries.reaching import bound_parties
from fourfold.trust.agreements.queries.visibility import visible_versions
from fourfold.trust.partnership.domain.roles import Standing


def agreements_in_force(
    actor: Standing, *, on: date, agency_id: UUID | None = None, kind: AgreementKind | None = None
) -> QuerySet[Version]:
    """The versions in force on a day with their agreements, by reference; of one agency, of one kind."""
    found = visible_versions(actor).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on), state=State.IN_FORCE, starts_on__lte=on
    )
    if kind is not None:
        found = found.filter(agreement__kind=kind)
    if agency_id is not None:
        found = found.filter(
            Q(parties__agency_id=agency_id) | Q(parties__on_behalf_of__contains=[agency_id])
        ).distinct()
    return found.order_by("agreement__reference", "pk")


def impact_assessments(actor: Standing) -> dict[str, str]:
    """The titles of the impact assessments in force today, by reference. One query."""
    found = agreements_in_force(actor, on=today(), kind=AgreementKind.DPIA)
    return dict(found.values_list("agreement__reference", "title"))


@dataclass(frozen=True, slots=True)
class Permitting:
    """An agreement under which two agencies may ask each other for what no line opens."""

    agreement_id: UUID
    version_id: UUID
    reference: str
    title: str
    ends_on: date


def permitting_requests(actor: Standing, provider_id: UUID, recipient_id: UUID, *, on: date) -> list[Permitting]:
    """The agreements in force that permit requests and bind both agencies; the one that lasts longest first."""
    found = agreements_in_force(actor, on=on, agency_id=provider_id).filter(
        permits_requests=True, ends_on__isnull=False
    )
    permitting = [
        Permitting(one.agreement_id, one.pk, one.agreement.reference, one.title, one.ends_on)
        for one in found
        if one.ends_on is not None
        and {provider_id, recipient_id} <= {key for party in bound_parties(one) for key in party.agencies}
    ]
    return sorted(permitting, key=lambda one: (-one.ends_on.toordinal(), one.reference))
