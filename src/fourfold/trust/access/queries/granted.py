"""What an agreement, or the answer to a request, has opened; for the rooms that open it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fourfold.trust.access.models import Grant


def granted(agreement_id: UUID, at: datetime) -> set[tuple[int, UUID, UUID]]:
    """The line, provider and recipient of each grant that is not over at an instant, but for those of requests."""
    found = Grant.objects.filter(
        agreement_id=agreement_id, request_id__isnull=True, revoked_at__isnull=True, until__gt=at
    )
    return set(found.values_list("line_number", "provider_id", "recipient_id"))


@dataclass(frozen=True, slots=True)
class Opened:
    """What the answer to a request opened: until when, and when it was closed before that."""

    until: datetime
    revoked_at: datetime | None

    def is_open(self, at: datetime) -> bool:
        """Whether it is open at an instant."""
        return self.revoked_at is None and at < self.until


def opened_for(request_id: UUID) -> Opened | None:
    """What a request opened; None for those who give or get nothing by it. The holder and the asker read it."""
    found = Grant.objects.filter(request_id=request_id).order_by("until").values_list("until", "revoked_at").last()
    return Opened(*found) if found else None
