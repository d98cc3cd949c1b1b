"""Taking an agency's data set live, and ending it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.trust.audit.operations import record
from fourfold.trust.catalogue import policies
from fourfold.trust.catalogue.domain.catalogue import near
from fourfold.trust.catalogue.models import DataSet, HolderDataSet
from fourfold.trust.catalogue.operations.personal import personal
from fourfold.trust.catalogue.policies import Permission, require
from fourfold.trust.partnership.domain.roles import Standing

_KIND = "catalogue.holding"


@dataclass(frozen=True, slots=True)
class NewHolding:
    """An agency's data set to take live: the ids of its two assessments, and from when (None: today)."""

    holder_id: UUID
    data_set: str
    dpia_id: UUID
    equality_id: UUID
    since: date | None = None


@transaction.atomic
def go_live(*, actor: Standing, now: datetime, new: NewHolding) -> HolderDataSet:
    """Take a data set live. Raises `NotAllowed`, `BadInput`, or `Conflict` where it is live at that time already.

    That the assessments are approved and about this data set, the agreements room holds with a trigger.
    """
    require(policies.take_live(actor, new.holder_id), Permission.LIVE, subject_kind=_KIND, subject_id=new.holder_id)
    data_set = _data_set(new.data_set)
    since = new.since or today(now)
    if since < today(now):
        raise BadInput.one("Choose today or a later day: nothing was live before it was taken live.", "since")
    row = HolderDataSet(
        holder_id=new.holder_id,
        data_set=data_set,
        live_since=since,
        dpia_id=new.dpia_id,
        equality_id=new.equality_id,
    )
    try:
        with transaction.atomic():
            HolderDataSet.objects.bulk_create([row])
    except IntegrityError as error:
        if "live_once_at_a_time" not in str(error):
            raise
        raise Conflict(f"“{data_set.label}” of this agency is live already.") from error
    _note(actor, now, row, {"data_set": data_set.key, "live": True})
    return row


@transaction.atomic
def end_live(
    *, actor: Standing, now: datetime, holder_id: UUID, data_set: str, why: str, checked: bool = False
) -> None:
    """Take an agency's data set out of use, at once: what agreements opened of it closes in the same statement.

    That it closes, the agreements room holds with a trigger. It goes live again once a new version of one of its
    assessments is in force. Raises `NotAllowed`; `BadInput` without a reason, or where it is not live.
    """
    require(policies.take_live(actor, holder_id), Permission.LIVE, subject_kind=_KIND, subject_id=holder_id)
    if not why.strip():
        raise BadInput.one("Say why it is taken out of use. Everyone in the partnership can read it.", "why")
    if not checked and (problems := personal("why", why)):
        raise BadInput(problems)
    known = _data_set(data_set)
    live = Q(live_until__isnull=True) | Q(live_until__gt=today(now))
    row = HolderDataSet.objects.filter(live, holder_id=holder_id, data_set=known).order_by("live_since").first()
    if row is None:
        raise BadInput.one(f"“{known.label}” of this agency is not live.")
    row.live_until, row.ended_because = max(today(now), row.live_since), why.strip()
    HolderDataSet.objects.bulk_update([row], ["live_until", "ended_because"])
    _note(actor, now, row, {"data_set": known.key, "live": False})


def _data_set(key: str) -> DataSet:
    found = {row.key: row for row in DataSet.objects.all()}
    if key not in found:
        close = near(key, found)
        hint = f"Did you mean {' or '.join(close)}?" if close else "Choose one of the catalogue."
        raise BadInput.one(f"The catalogue has no data set {key!r}. {hint}", "data_set")
    return found[key]


def _note(actor: Standing, now: datetime, row: HolderDataSet, detail: dict[str, object]) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.LIVE,
        subject_kind=_KIND,
        subject_id=row.pk,
        detail=detail | {"holder": str(row.holder_id)},
    )
