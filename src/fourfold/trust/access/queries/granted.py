"""What an agreement has opened already, for the room that opens it."""

from datetime import datetime
from uuid import UUID

from fourfold.trust.access.models import Grant


def granted(agreement_id: UUID, at: datetime) -> set[tuple[int, UUID, UUID]]:
    """The line, provider and recipient of each grant that is not over at an instant, but for those of requests."""
    found = Grant.objects.filter(
        agreement_id=agreement_id, request_id__isnull=True, revoked_at__isnull=True, until__gt=at
    )
    return set(found.values_list("line_number", "provider_id", "recipient_id"))
