"""Which agencies hold which data sets live."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from fourfold.ground.kernel.clock import today
from fourfold.trust.catalogue import policies
from fourfold.trust.catalogue.models import DataSet, HolderDataSet
from fourfold.trust.catalogue.policies import Permission, require
from fourfold.trust.partnership.domain.roles import Standing

MOST_HOLDINGS = 1_000
"""A page shows no more; a partnership has far fewer."""


@dataclass(frozen=True, slots=True)
class Holding:
    """An agency's data set that is, was or will be live, with the ids of its two assessments."""

    id: UUID
    holder_id: UUID
    holder_name: str
    data_set: str
    live_since: date
    live_until: date | None
    dpia_id: UUID | None
    equality_id: UUID | None


def holdings(
    actor: Standing, *, data_set: str | None = None, holder_id: UUID | None = None, on: date | None = None
) -> list[Holding]:
    """The data sets that are live on a day (default today), by the holder's name. One query. Raises `NotAllowed`."""
    require(policies.read(actor), Permission.READ, subject_kind="catalogue")
    day = on or today()
    found = HolderDataSet.objects.filter(Q(live_until__isnull=True) | Q(live_until__gt=day), live_since__lte=day)
    if data_set is not None:
        found = found.filter(data_set__key=data_set)
    if holder_id is not None:
        found = found.filter(holder_id=holder_id)
    rows = found.select_related("holder", "data_set").order_by("holder__name", "data_set__position", "pk")
    return [
        Holding(
            id=row.pk,
            holder_id=row.holder_id,
            holder_name=row.holder.name,
            data_set=row.data_set.key,
            live_since=row.live_since,
            live_until=row.live_until,
            dpia_id=row.dpia_id,
            equality_id=row.equality_id,
        )
        for row in rows[:MOST_HOLDINGS]
    ]


def data_set_ids(actor: Standing) -> dict[str, UUID]:
    """The ids of the data sets by their key."""
    require(policies.read(actor), Permission.READ, subject_kind="catalogue")
    return dict(DataSet.objects.values_list("key", "pk"))
