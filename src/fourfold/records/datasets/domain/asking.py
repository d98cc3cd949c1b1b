"""What an analyst asks for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fourfold.records.datasets.domain.shaping import Age, Place
from fourfold.trust.access.domain.resources import SubjectRole


@dataclass(frozen=True, slots=True)
class Asked:
    """A data set, as an agency, of a period up to and without `until`.

    `role`: suspected or convicted people stand in files of their own; None is everybody else.
    """

    recipient_id: UUID
    data_set: str
    since: date
    until: date
    role: SubjectRole | None = None
    age: Age = Age.NONE
    place: Place = Place.NONE
