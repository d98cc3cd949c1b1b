"""How far the chain lags behind the log."""

from datetime import datetime, timedelta

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
