"""Lists of requests: which side one is on, where they stand, with which agency."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.requests import policies
from fourfold.trust.requests.domain.states import Condition, Outcome
from fourfold.trust.requests.models import Request
from fourfold.trust.requests.queries.visibility import visible_requests


class Side(StrEnum):
    """Whether a request came to the looker's agency, or went out from it."""

    TO_US = "to-us"
    BY_US = "by-us"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list shows. Empty: everything on that side."""

    side: Side
    condition: Condition | None = None
    agency_id: UUID | None = None
    """The other agency."""


def listed(looker: Looker, filters: Filters, *, now: datetime) -> QuerySet[Request]:
    """The requests of a list, newest first; of those that wait, the most pressing first."""
    found = visible_requests(looker)
    if filters.side is Side.TO_US:
        found = found.filter(asked_agency__in=policies.answers_for(looker))
        other = "asking_agency"
    else:
        found = found.filter(asking_agency__in=policies.asks_for(looker))
        other = "asked_agency"
    if filters.agency_id:
        found = found.filter(**{other: filters.agency_id})
    if filters.condition:
        found = found.filter(_where(filters.condition, now))
    waits = filters.condition is not None and filters.condition.is_open
    return found.order_by("due_at", "pk") if waits else found.order_by("-asked_at", "pk")


def _where(condition: Condition, now: datetime) -> Q:
    waits = Q(answer__isnull=True, withdrawn_at__isnull=True)
    return {
        Condition.WAITS: waits & Q(due_at__gt=now),
        Condition.LATE: waits & Q(due_at__lte=now),
        Condition.WHOLE: Q(answer__outcome=Outcome.WHOLE),
        Condition.PART: Q(answer__outcome=Outcome.PART),
        Condition.REFUSED: Q(answer__outcome=Outcome.REFUSED),
        Condition.WITHDRAWN: Q(withdrawn_at__isnull=False),
    }[condition]
