"""Whom requests to share are about: people of whom the asker, or who answers, sees a record."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds.domain.references import read_reference
from fourfold.records.feeds.models import Record
from fourfold.records.feeds.queries.records import records_of_person
from fourfold.records.feeds.queries.sight import Sight
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.requests.people import Seen


class SeenPeople:
    """The `Finder` that requests ask: row-level security first, then `decide`."""

    def by_id(self, subject_id: UUID, looker: Looker, purpose: str, at: datetime) -> Seen | None:
        """The person, where a record of theirs is seen. None alike for hidden and absent."""
        try:
            record = records_of_person(Sight(looker, purpose, at), subject_id)[0]
        except NotFound:
            return None
        return Seen(subject_id, record.reference, reverse("identity:person", args=[subject_id]), purpose)

    def by_reference(self, reference: str, looker: Looker, purpose: str, at: datetime) -> Seen | None:
        """The person with this reference, likewise."""
        asked = read_reference(reference)
        ids = Record.objects.filter(reference=asked, subject_id__isnull=False) if asked else Record.objects.none()
        subject_id = ids.values_list("subject_id", flat=True).first()
        return self.by_id(subject_id, looker, purpose, at) if subject_id else None
