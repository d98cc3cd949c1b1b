"""Who may make a data set. The database says the same where it reads (`feeds_read_bulk`)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from fourfold.ground.kernel.clock import today
from fourfold.records.feeds.domain.bulk import opens_in_bulk
from fourfold.trust.access.domain.decisions import Because, Decision, refused
from fourfold.trust.access.domain.grants import Grant, Looker


class Permission(StrEnum):
    """What can be asked of this room."""

    READ = "extract:read"


def grants_in_bulk(looker: Looker, purpose: str, at: datetime) -> list[Grant]:
    """Grants in force that let the looker make data sets for a purpose. None while their training has lapsed."""
    if not looker.standing.roles or looker.trained_until is None or today(at) >= looker.trained_until:
        return []
    return [
        grant
        for (_holder, _data_set, wanted), some in looker.grants.items()
        if wanted == purpose
        for grant in some
        if opens_in_bulk(grant, grant.recipient_id) and grant.since <= at < grant.until and _has_role(looker, grant)
    ]


def extract(looker: Looker, purpose: str, at: datetime, *, recipient_id: UUID, data_set: str) -> Decision:
    """Make data sets of a data set, as an agency, for a purpose: where a line in force names `person_key`."""
    grants = [
        grant
        for grant in grants_in_bulk(looker, purpose, at)
        if grant.recipient_id == recipient_id and grant.data_set == data_set
    ]
    if not grants:
        return refused(
            "No agreement in force lets you make data sets of this for this purpose. A line of an agreement must "
            "name the person key, and your training must be in date. Ask your agency’s accountable officer."
        )
    fields = frozenset[str]().union(*(grant.fields for grant in grants))
    because = tuple(Because(grant.id, grant.agreement_id, grant.clause) for grant in grants)
    return Decision(True, fields=fields, because=because)


def _has_role(looker: Looker, grant: Grant) -> bool:
    roles = looker.places.get(grant.recipient_id, frozenset())
    return bool(roles) and (not grant.recipient_roles or not grant.recipient_roles.isdisjoint(roles))
