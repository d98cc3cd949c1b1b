"""Agreements by name, for rooms that say which one something is about."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from fourfold.trust.agreements.models import Party, Version
from fourfold.trust.agreements.queries.visibility import visible_versions
from fourfold.trust.partnership.domain.roles import Standing


def agreements_with(actor: Standing, agency_ids: Collection[UUID]) -> dict[UUID, str]:
    """The agreements that are or were in force and have one of these agencies as a party, or are signed for it.

    Reference and title by id, in the order of the references. One query.
    """
    mine = list(agency_ids)
    parties = Party.objects.filter(Q(agency_id__in=mine) | Q(on_behalf_of__overlap=mine))
    found = visible_versions(actor).filter(in_force_at__isnull=False, pk__in=parties.order_by().values("version_id"))
    return _named(found.order_by("agreement__reference", "number"))


def agreement_names(actor: Standing, agreement_ids: Collection[UUID]) -> dict[UUID, str]:
    """Reference and title of agreements that the actor reads, by id. One query."""
    return _named(visible_versions(actor).filter(agreement_id__in=list(agreement_ids)).order_by("number"))


def _named(found: QuerySet[Version]) -> dict[UUID, str]:
    """The newest of the versions names its agreement."""
    rows = found.values_list("agreement_id", "agreement__reference", "title")
    return {key: f"{reference}: {title}" for key, reference, title in rows}
