"""Reading many records at once, for analysis: by grants that name `person_key`, and nothing that says who it is."""

from uuid import UUID

from fourfold.trust.access.domain.grants import Grant
from fourfold.trust.catalogue.domain.entries import PERSON_KEY

MOST_IN_BULK = 5_000
"""Records that are read in one statement."""
WANTED = frozenset(
    {
        *("born_on", "postcode", "lsoa", "sex", "ethnicity", "risk_level", "missing_from"),
        *("reported_at", "returned_at", "offered_at", "held_at"),
    }
)
"""What may be wanted in bulk. `feeds_read_bulk` (rls/5_bulk.sql) holds the same list: a new field is in neither."""


def opens_in_bulk(grant: Grant, recipient_id: UUID) -> bool:
    """Whether a grant lets an agency make data sets. One about a person, or by relationship, does not."""
    return (
        PERSON_KEY in grant.fields
        and grant.recipient_id == recipient_id
        and grant.subject_id is None
        and not grant.needs_relationship
    )
