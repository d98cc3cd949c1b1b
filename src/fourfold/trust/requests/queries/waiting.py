"""What waits for an answer: for one person, and, for the service that reminds, everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, F, QuerySet, Value

from fourfold.trust.agreements.queries import AgreementWork, concerning, waiting_for
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.requests import policies
from fourfold.trust.requests.models import Request

MOST = 10
_REQUEST, _AGREEMENT = "request", "agreement"


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

    One query tells both the requests and whether any agreement concerns the actor; only then are agreements asked.
    Where exclusions close a request, row-level security leaves it out.
    """
    if actor.person_id is None or not actor.roles:
        return SharingWork()
    agencies = {role.agency_id for role in actor.roles if role.kind in policies.ANSWERING}
    waiting = Request.objects.filter(asked_agency__in=agencies, withdrawn_at__isnull=True, answer__isnull=True)
    requests = waiting.exclude(asked_by_id=actor.person_id).order_by("due_at", "pk")[:MOST]
    agreements = concerning(actor, on).order_by("pk")[:1]
    if agencies:
        rows = _rows(requests, _REQUEST, "asking_agency__name", "due_at").union(
            _rows(agreements, _AGREEMENT, "title", "begun_at"), all=True
        )
    else:
        rows = _rows(agreements, _AGREEMENT, "title", "begun_at")
    found = list(rows)
    to_answer = [
        ToAnswer(row["key"], row["named"], row["words"], row["at"]) for row in found if row["what"] == _REQUEST
    ]
    has_agreements = any(row["what"] == _AGREEMENT for row in found)
    return SharingWork(
        sorted(to_answer, key=lambda one: (one.due_at, one.id)), waiting_for(actor, on=on) if has_agreements else ()
    )


def _rows(found: QuerySet[Any], kind: str, words: str, at: str) -> QuerySet[Any, dict[str, Any]]:
    """The rows of a part, all of one shape."""
    named = "reference" if kind == _REQUEST else "agreement__reference"
    return found.values(what=Value(kind, CharField()), key=F("pk"), named=F(named), words=F(words), at=F(at))


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
