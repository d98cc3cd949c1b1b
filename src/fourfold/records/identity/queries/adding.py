"""Where somebody may add a record by hand: the live data sets about people of their own agencies."""

from dataclasses import dataclass
from uuid import UUID

from fourfold.records.feeds import policies
from fourfold.records.feeds.domain.records import is_anonymised
from fourfold.trust.catalogue.domain.entries import DataSetKind
from fourfold.trust.catalogue.domain.loading import load_catalogue
from fourfold.trust.catalogue.queries import holdings
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Place:
    """A data set of an agency."""

    holder_id: UUID
    holder: str
    data_set: str
    label: str
    text: str


def places_to_add(actor: Standing) -> list[Place]:
    """By the agency's name and the catalogue's order. One query."""
    known = load_catalogue().data_sets
    return [
        Place(one.holder_id, one.holder_name, one.data_set, known[one.data_set].label, known[one.data_set].text)
        for one in holdings(actor)
        if policies.add(actor, holder_id=one.holder_id)
        and one.data_set in known
        and known[one.data_set].kind is DataSetKind.RECORDS
        and not is_anonymised(known[one.data_set])
    ]
