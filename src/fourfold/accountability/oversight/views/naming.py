"""What the ids of a page stand for: fetched once, whatever the number of rows."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

from fourfold.accountability.oversight.domain.searching import Found
from fourfold.accountability.oversight.presenters.entries import Names
from fourfold.accountability.oversight.queries.entries import grants_of
from fourfold.accountability.oversight.queries.people import names_of_accounts
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agencies_to_choose

NOBODY: Mapping[UUID, str] = MappingProxyType({})


def names_for(
    actor: Standing, entries: Sequence[Found], law: Catalogue, *, known: Mapping[UUID, str] = NOBODY
) -> Names:
    """The names that a page of entries needs; `known` are those of accounts that the page has at hand already."""
    users = {entry.user_id for entry in entries if entry.user_id} - known.keys()
    return Names(
        people={**known, **names_of_accounts(actor, users)},
        agencies=dict(agencies_to_choose(actor)),
        purposes={key: purpose.label for key, purpose in law.purposes.items()},
        rests=grants_of(entries),
    )
