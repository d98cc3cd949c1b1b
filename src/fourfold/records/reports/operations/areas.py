"""Figures for each district are counted and published in the database, by the measurer, month by month."""

from datetime import date, datetime, timedelta

from django.db import connection, transaction

from fourfold.ground.kernel.clock import today
from fourfold.records.feeds.domain.contracts import contract
from fourfold.records.reports import policies
from fourfold.records.reports.domain.areas import CATALOGUE, Counted, month_before
from fourfold.records.reports.policies import Permission
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing

CORRECTED = "Deliveries that came or were undone since clearly changed the count of a district."


@transaction.atomic
def publish_areas(*, actor: Standing, now: datetime) -> int:
    """Publish every measure for every month that is due, and correct what has come to differ clearly.

    A month is due when it is over and its feed has had the days that its contract allows. How many releases are new.
    """
    require(policies.measure(actor), Permission.MEASURE, subject_kind="area-figures")
    return sum(_publish(actor, now, one) for one in CATALOGUE)


def _publish(actor: Standing, now: datetime, one: Counted) -> int:
    due = today(now) - timedelta(days=contract(one.contract).due_days)
    released = 0
    with connection.cursor() as cursor:
        cursor.execute("select month from reports_area_months(%s)", [one.measure])
        months: list[date] = [month for (month,) in cursor.fetchall()]
        for month in months:
            if month_before(month, -1) > due:
                continue
            cursor.execute(
                "select version, changed from reports_publish_area(%s, %s, %s, %s)",
                [one.measure, month, CORRECTED, now],
            )
            version, changed = cursor.fetchone()
            if version:
                released += 1
                _note(actor, now, one, month, {"version": version, "cells_changed": changed})
    return released


def _note(actor: Standing, now: datetime, one: Counted, month: date, detail: dict[str, int]) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.MEASURE,
        subject_kind="area-figures",
        subject_id=f"{one.measure}:{month:%Y-%m}",
        detail={"measure": one.measure.value, "month": f"{month:%Y-%m}", **detail},
    )
