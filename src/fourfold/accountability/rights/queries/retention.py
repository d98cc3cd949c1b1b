"""What of an agency's records is due, what falls due next, and what was decided."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.retention import rules
from fourfold.accountability.rights.models import RetentionDecision
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.requests import agencies_of
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Due:
    """Records of one holder and data set that are due: how many, how many closed, of what days; since when."""

    holder_id: UUID
    data_set: str
    records: int
    closed: int
    oldest: date
    before: date
    since: date


def due_for_actor(actor: Standing, on: date) -> list[Due]:
    """What of the actor's agencies is due on a day; the oldest first. One query."""
    require(policies.handle(actor), Permission.READ, subject_kind="rights.retention")
    with connection.cursor() as cursor:
        cursor.execute(
            "select holder_id, data_set, records, closed, oldest, before, fell_due from rights_due(%s)", [rules(on)]
        )
        return [Due(*row) for row in cursor.fetchall()]


def due_of(actor: Standing, holder_id: UUID, data_set: str, on: date) -> Due:
    """What of one data set of the actor's agency is due. Raises `NotFound` where nothing is."""
    for one in due_for_actor(actor, on):
        if (one.holder_id, one.data_set) == (holder_id, data_set):
            return one
    raise NotFound("rights.retention", data_set)


def next_for_actor(actor: Standing, on: date) -> list[tuple[UUID, str, date]]:
    """Holder, data set, and when the first record falls due that is not due yet; the first first."""
    require(policies.handle(actor), Permission.READ, subject_kind="rights.retention")
    with connection.cursor() as cursor:
        cursor.execute("select holder_id, data_set, falls_due from rights_oldest(%s)", [rules(on)])
        return [(holder, data_set, day) for holder, data_set, day in cursor.fetchall()]


def decisions_for_actor(actor: Standing) -> QuerySet[RetentionDecision]:
    """What the actor's agencies decided, the newest first."""
    require(policies.handle(actor), Permission.READ, subject_kind="rights.retention")
    found = RetentionDecision.objects.filter(holder_id__in=agencies_of(actor)).select_related("holder", "decided_by")
    return found.order_by("-decided_at", "id")
