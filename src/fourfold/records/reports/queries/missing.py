"""The published reports on children who go missing: read by everybody who works in the partnership."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds.domain.disclosure import Table
from fourfold.records.reports import policies
from fourfold.records.reports.domain.missing_tables import cuts, from_json
from fourfold.records.reports.models import MissingReport
from fourfold.records.reports.policies import Permission
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing

SHOWN = 24
"""Reports that are offered: two years."""


@dataclass(frozen=True, slots=True)
class Published:
    """A report: the months from `since` up to and without `until`, and what was counted (`basis`)."""

    since: date
    until: date
    published_at: datetime
    tables: Mapping[str, Table]
    basis: Mapping[str, Any]


def missing_reports(actor: Standing) -> list[date]:
    """The ends of the reports of the last two years, the newest first. One query."""
    _check(actor)
    return list(MissingReport.objects.order_by("-until").values_list("until", flat=True)[:SHOWN])


def missing_report(actor: Standing, until: date | None = None) -> Published | None:
    """The newest report, or that up to a month; None where none is published yet. Raises NotFound. One query."""
    _check(actor)
    found = MissingReport.objects.order_by("-until")
    row = found.filter(until=until).first() if until else found.first()
    if row is None:
        if until:
            raise NotFound("missing-report", until)
        return None
    tables = from_json(row.tables, cuts(row.since, row.until))
    return Published(row.since, row.until, row.published_at, tables, row.basis)


def _check(actor: Standing) -> None:
    require(policies.read(actor), Permission.READ, subject_kind="missing-report")
