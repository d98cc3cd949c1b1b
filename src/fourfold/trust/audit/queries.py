"""How far the chain lags behind the log."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, Min, OuterRef

from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit.models import Entry, Link


def longest_unsealed_wait(now: datetime) -> timedelta | None:
    """How long the oldest unsealed entry has waited, in the database's clock; None when all are sealed."""
    with acting_as(Actor.of_service(Service.AUDIT_SEALER)):
        unsealed = Entry.objects.filter(~Exists(Link.objects.filter(entry_id=OuterRef("id"))))
        oldest = unsealed.aggregate(oldest=Min("recorded_at"))["oldest"]
    return now - oldest if oldest else None


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits to be sealed, how long the oldest of it has waited, and when something was last sealed."""

    unsealed: int
    waits: timedelta
    sealed_at: datetime | None


# By the index, whatever the log's size: what this cluster wrote after the tip. What another cluster left unsealed
# before a restore is not counted; the first sealing after the restore takes it.
_BACKLOG = """
with here as (select system_identifier as cluster from pg_control_system()),
tip as (
    select e.cluster, e.xid, e.seq, l.sealed_at from audit_link l join audit_entry e on e.id = l.entry_id
    order by l.position desc limit 1
)
select count(*), min(e.recorded_at), (select sealed_at from tip) from audit_entry e
where e.cluster = (select cluster from here)
  and (e.xid, e.seq) > (coalesce((select t.xid from tip t, here h where t.cluster = h.cluster), 0),
                        coalesce((select t.seq from tip t, here h where t.cluster = h.cluster), 0))
"""


def backlog(now: datetime) -> Backlog:
    """How far the chain lags behind the log, cheaply enough to ask every few seconds."""
    with acting_as(Actor.of_service(Service.AUDIT_SEALER)), connection.cursor() as cursor:
        cursor.execute(_BACKLOG)
        unsealed, oldest, sealed_at = cursor.fetchone()
    return Backlog(int(unsealed), now - oldest if oldest else timedelta(0), sealed_at)
