"""How good feeds are, as it was measured last: read by everybody who works in the partnership."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Max

from fourfold.engines.tabular.contract import Contract
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.contracts import contract_keys
from fourfold.records.reports import policies
from fourfold.records.reports.domain.quality_figures import KEPT_MONTHS
from fourfold.records.reports.models import FeedQuality
from fourfold.records.reports.policies import Permission
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing

_RECENT_DAYS = 100


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a feed, in published figures (`domain/quality_figures.py`)."""

    start: date
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Feed:
    """One agency's feed: its months, the newest first."""

    contract: Contract
    holder_id: UUID
    holder: str
    months: Sequence[Month]
    measured_at: datetime


def feeds(actor: Standing) -> list[Feed]:
    """Every feed that is expected or came, with its last three to four months. Two queries."""
    last = _last(actor)
    return _read(FeedQuality.objects.filter(month__gt=last - timedelta(days=_RECENT_DAYS))) if last else []


def feed_of(actor: Standing, contract: str) -> list[Feed]:
    """The feeds of one contract, an entry an agency, with 24 months each. Two queries."""
    last = _last(actor)
    return _read(FeedQuality.objects.filter(contract=contract).order_by("-month")) if last else []


def months_of(actor: Standing, month: date) -> list[Feed]:
    """Every feed with one month alone, for measures."""
    _last(actor)
    return _read(FeedQuality.objects.filter(month=month))


def _last(actor: Standing) -> date | None:
    require(policies.read(actor), Permission.READ, subject_kind="feed-quality")
    found: date | None = FeedQuality.objects.aggregate(last=Max("month"))["last"]
    return found


def _read(rows: Any) -> list[Feed]:
    found = sorted(
        rows.select_related("holder"),
        key=lambda row: (row.contract, row.holder.name, row.holder_id, -row.month.toordinal()),
    )
    return [
        Feed(
            contract=contract_of(contract),
            holder_id=holder_id,
            holder=of_feed[0].holder.name,
            months=[Month(row.month, row.figures) for row in of_feed[:KEPT_MONTHS]],
            measured_at=max(row.measured_at for row in of_feed),
        )
        for (contract, holder_id), group in groupby(found, key=lambda row: (row.contract, row.holder_id))
        if contract in contract_keys() and (of_feed := list(group))
    ]
