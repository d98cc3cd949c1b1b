"""What waits for an answer: for one person, and, for the service that reminds, everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.requests import policies
from fourfold.trust.requests.models import Request
from fourfold.trust.requests.queries.visibility import visible_requests

MOST = 10


def to_answer(looker: Looker) -> Sequence[Request]:
    """The first `MOST` requests that wait for the looker's answer, the most pressing first. One query."""
    agencies = policies.answers_for(looker)
    if not agencies:
        return []
    waiting = visible_requests(looker).filter(
        asked_agency__in=agencies, withdrawn_at__isnull=True, answer__isnull=True
    )
    return list(waiting.exclude(asked_by_id=looker.standing.person_id).order_by("due_at", "pk")[:MOST])


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A request without an answer: keys and times, for letters and digests."""

    id: UUID
    reference: str
    data_set: str
    asking_id: UUID
    asked_id: UUID
    due_at: datetime


def unanswered() -> Sequence[Unanswered]:
    """Every request without an answer, by when it is due. For the chaser alone: for anybody else there are none."""
    with connection.cursor() as cursor:
        cursor.execute("select id, reference, data_set, asking_id, asked_id, due_at from requests_unanswered()")
        return [Unanswered(*row) for row in cursor.fetchall()]
