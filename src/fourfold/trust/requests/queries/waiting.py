"""What waits for an answer: for one person, and, for the service that reminds, everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from fourfold.trust.access.queries import looker_of
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.requests import policies
from fourfold.trust.requests.queries.visibility import visible_requests

MOST = 10


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """A request that waits for somebody's answer, without whom or what it is about."""

    id: UUID
    reference: str
    asking: str
    due_at: datetime


def requests_to_answer(actor: Standing) -> Sequence[ToAnswer]:
    """The first `MOST` requests that wait for the actor's answer, the most pressing first. Two queries, or none."""
    if not any(role.kind in policies.ANSWERING for role in actor.roles):
        return []
    looker = looker_of(actor)
    waiting = visible_requests(looker).filter(
        asked_agency__in=policies.answers_for(looker), withdrawn_at__isnull=True, answer__isnull=True
    )
    found = waiting.exclude(asked_by_id=actor.person_id).order_by("due_at", "pk")[:MOST]
    return [ToAnswer(one.pk, one.reference, one.asking_agency.name, one.due_at) for one in found]


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
