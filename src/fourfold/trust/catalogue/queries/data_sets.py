"""Which agencies hold which data sets live."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from fourfold.ground.kernel.clock import today
from fourfold.trust.catalogue import policies
from fourfold.trust.catalogue.models import DataSet, HolderDataSet
from fourfold.trust.catalogue.policies import Permission, require
from fourfold.trust.partnership.domain.roles import Standing

MOST_HOLDINGS = 1_000
"""A page shows no more; a partnership has far fewer."""
MOST_ENDED = 25


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
    ended_because: str = ""


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
    return [_holding(row) for row in rows[:MOST_HOLDINGS]]


def ended(actor: Standing, *, data_set: str, on: date | None = None) -> list[Holding]:
    """For whom a data set was live and is no more, the last one first; of each holder the last time. One query."""
    require(policies.read(actor), Permission.READ, subject_kind="catalogue")
    day = on or today()
    live = HolderDataSet.objects.filter(
        Q(live_until__isnull=True) | Q(live_until__gt=day), holder=OuterRef("holder"), data_set=OuterRef("data_set")
    )
    over = HolderDataSet.objects.filter(~Exists(live.order_by()), data_set__key=data_set, live_until__lte=day)
    last = over.order_by("holder_id", "-live_until", "-live_since").distinct("holder_id").values("pk")
    rows = HolderDataSet.objects.filter(pk__in=last).select_related("holder", "data_set")
    return [_holding(row) for row in rows.order_by("-live_until", "holder__name")[:MOST_ENDED]]


def _holding(row: HolderDataSet) -> Holding:
    return Holding(
        id=row.pk,
        holder_id=row.holder_id,
        holder_name=row.holder.name,
        data_set=row.data_set.key,
        live_since=row.live_since,
        live_until=row.live_until,
        dpia_id=row.dpia_id,
        equality_id=row.equality_id,
        ended_because=row.ended_because,
    )


def data_set_ids(actor: Standing) -> dict[str, UUID]:
    """The ids of the data sets by their key."""
    require(policies.read(actor), Permission.READ, subject_kind="catalogue")
    return dict(DataSet.objects.values_list("key", "pk"))
