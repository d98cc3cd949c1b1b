"""The missing children report is counted and published once a month; afterwards nothing of it changes."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from fourfold.ground.kernel.clock import today
from fourfold.records.reports import policies
from fourfold.records.reports.domain.guarding import Rules, guarded
from fourfold.records.reports.domain.missing_tables import (
    EPISODES_FEED,
    INTERVIEWS_FEED,
    as_json,
    cuts,
    due_report,
    from_json,
    tables_of,
)
from fourfold.records.reports.models import FeedQuality, MissingReport
from fourfold.records.reports.policies import Permission
from fourfold.records.reports.queries import counting
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing

RULES = Rules(
    kinds=(("month", "from", "age", "district"), ("children-age", "children-district")),
    within=(("children-age", "age"), ("children-district", "district")),
)
"""Episodes stand once in each table of episodes, children in each of children; a child's row holds their episode."""


@transaction.atomic
def publish_missing(*, actor: Standing, now: datetime) -> MissingReport | None:
    """Publish the report that is due, unless it is published, or nobody has delivered an episode yet."""
    require(policies.measure(actor), Permission.MEASURE, subject_kind="missing-report")
    since, until = due_report(today(now))
    episodes = FeedQuality.objects.filter(contract=EPISODES_FEED, figures__deliveries__gt=0)
    if MissingReport.objects.filter(until=until).exists() or not episodes.exists():
        return None
    before = MissingReport.objects.filter(until__lt=until).order_by("-until").first()
    known = from_json(before.tables, cuts(before.since, before.until)) if before else None
    tables = guarded(tables_of(counting.missing(since, until), since, until), RULES, known)
    report = MissingReport.objects.create(
        since=since, until=until, published_at=now, tables=as_json(tables), basis=_basis(since)
    )
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.MEASURE,
        subject_kind="missing-report",
        subject_id=report.pk,
        detail={"until": until.isoformat(), "tables": len(tables)},
    )
    return report


def _basis(since: date) -> dict[str, Any]:
    """What was counted, for the notes: who delivered what, how often in each month, and whether it was linked."""
    found: dict[str, Any] = {}
    for contract in (EPISODES_FEED, INTERVIEWS_FEED):
        rows = FeedQuality.objects.filter(contract=contract, month__gte=since).order_by("month")
        months: dict[str, int] = {}
        for row in rows:
            months[f"{row.month:%Y-%m}"] = months.get(f"{row.month:%Y-%m}", 0) + row.figures["deliveries"]
        found[contract] = {
            "agencies": sorted({str(row.holder_id) for row in rows if row.figures["deliveries"]}),
            "months": months,
            "waiting": any(row.figures["still_waiting"] != 0 for row in rows),
        }
        linked = [row.figures.get("now", {}).get("linked") for row in rows]
        found["linked_on"] = max((one["on"] for one in linked if one), default=found.get("linked_on", ""))
    return found
