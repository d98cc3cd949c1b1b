"""The one way in which figures are stored: a delivery, with a revision for each period that changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from fourfold.accountability.indicators.domain.figures import Change, Figure, Where
from fourfold.accountability.indicators.domain.kinds import DeliveryKind, DeliveryState
from fourfold.accountability.indicators.domain.periods import end_of
from fourfold.accountability.indicators.models import Delivery, Indicator, Observation, Series
from fourfold.accountability.indicators.policies import Permission
from fourfold.accountability.indicators.queries.series import KnownSeries
from fourfold.ground.kernel.periods import Period
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Removal:
    """A figure that no longer holds, and why."""

    where: Where
    period: Period
    note: str


def lock(indicator: Indicator) -> None:
    """Let one delivery of an indicator be written at a time, until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"indicator:{indicator.pk}"])


def begin_delivery(
    actor: Standing, now: datetime, indicator: Indicator, kind: DeliveryKind, *, filename: str = ""
) -> Delivery:
    """A delivery that has been taken, to hang figures on."""
    delivery = Delivery(
        plan_id=indicator.plan_id,
        indicator=indicator,
        kind=kind,
        state=DeliveryState.ACCEPTED,
        filename=filename[:200],
        at=now,
        by_id=actor.person_id,
    )
    Delivery.objects.bulk_create([delivery])
    return delivery


def write(
    actor: Standing,
    now: datetime,
    delivery: Delivery,
    known: KnownSeries,
    changes: Sequence[Change],
    removals: Sequence[Removal] = (),
) -> int:
    """Store each change as a new revision, and each removal as one that is withdrawn. How many figures changed.

    The caller holds the indicator's lock and read `known` under it.
    """
    indicator = delivery.indicator
    series = _series(indicator, known, [change.where for change in changes])
    replaced = [known.rows.get(change.where, {}).get(change.after.period) for change in changes]
    removed = [known.rows[removal.where][removal.period] for removal in removals]
    Observation.objects.filter(pk__in=[row.pk for row in (*replaced, *removed) if row]).update(is_current=False)
    gone = _withdrawn(indicator)
    rows = [
        _row(series[change.where], change.after, before.revision if before else 0, gone)
        for change, before in zip(changes, replaced, strict=True)
    ]
    rows += [_withdrawal(row, removal.note) for row, removal in zip(removed, removals, strict=True)]
    for row in rows:
        row.delivery, row.plan_id, row.at, row.by_id = delivery, indicator.plan_id, now, actor.person_id
    Observation.objects.bulk_create(rows)
    if delivery.kind == DeliveryKind.IMPORTED or rows:
        fresh = replaced.count(None)
        _note(actor, now, delivery, new=fresh, revised=len(changes) - fresh, withdrawn=len(removed))
    return len(rows)


def _series(indicator: Indicator, known: KnownSeries, wanted: Sequence[Where]) -> dict[Where, Series]:
    made = {
        where: Series(plan_id=indicator.plan_id, indicator=indicator, place=where.place, breakdown=where.breakdown)
        for where in dict.fromkeys(wanted)
        if where not in known.series
    }
    Series.objects.bulk_create(made.values())
    return known.series | made


Gone = dict[tuple[UUID, date, date], int]


def _withdrawn(indicator: Indicator) -> Gone:
    """The newest revision of each period whose figure was withdrawn: a figure that comes back goes on counting."""
    rows = Observation.objects.filter(series__indicator=indicator, withdrawn=True).order_by("revision")
    return {(row.series_id, row.start, row.end): row.revision for row in rows}


def _row(series: Series, figure: Figure, before: int, gone: Gone) -> Observation:
    start, end = figure.period.start, end_of(figure.period)
    return Observation(
        series=series,
        start=start,
        end=end,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        n=figure.n,
        complete=figure.complete,
        note=figure.note,
        revision=1 + (before or gone.get((series.pk, start, end), 0)),
    )


def _withdrawal(row: Observation, note: str) -> Observation:
    return Observation(
        series_id=row.series_id,
        start=row.start,
        end=row.end,
        note=note,
        revision=row.revision + 1,
        is_current=False,
        withdrawn=True,
    )


def _note(actor: Standing, now: datetime, delivery: Delivery, **counts: int) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.MEASURE if delivery.kind == DeliveryKind.MEASURED else Permission.ENTER,
        subject_kind="indicator.delivery",
        subject_id=delivery.pk,
        detail={"indicator": delivery.indicator_id, "kind": str(delivery.kind), **counts},
    )
