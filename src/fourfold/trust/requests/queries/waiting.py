"""What waits for an answer: for one person, and, for the service that reminds, everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from fourfold.trust.agreements.queries import AgreementWork, waiting_for
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.requests import policies
from fourfold.trust.requests.models import Request

MOST = 10


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """A request that waits for somebody's answer, without whom or what it is about."""

    id: UUID
    reference: str
    asking: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class SharingWork:
    """What waits for somebody in sharing."""

    requests: Sequence[ToAnswer] = ()
    agreements: Sequence[AgreementWork] = ()


def sharing_work(actor: Standing, *, on: date) -> SharingWork:
    """The first `MOST` requests to answer, the most pressing first, and what waits in agreements.

    Two queries at most. Where exclusions close a request, row-level security leaves it out.
    """
    return SharingWork(_to_answer(actor), waiting_for(actor, on=on))


def _to_answer(actor: Standing) -> Sequence[ToAnswer]:
    agencies = {role.agency_id for role in actor.roles if role.kind in policies.ANSWERING}
    if actor.person_id is None or not agencies:
        return ()
    waiting = Request.objects.filter(asked_agency__in=agencies, withdrawn_at__isnull=True, answer__isnull=True)
    found = waiting.exclude(asked_by_id=actor.person_id).order_by("due_at", "pk")
    return [ToAnswer(*row) for row in found.values_list("pk", "reference", "asking_agency__name", "due_at")[:MOST]]


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
