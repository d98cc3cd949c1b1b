"""How good each feed is: measured from deliveries, stored as it is published, kept for 24 months."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from fourfold.engines.tabular.contract import Contract
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.periods import Period
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.contracts import contract_keys
from fourfold.records.feeds.domain.contracts import contracts as all_contracts
from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.records.reports import policies
from fourfold.records.reports.domain.quality_expected import Arrival, days_late, next_due
from fourfold.records.reports.domain.quality_figures import KEPT_MONTHS, Fact, month_figures
from fourfold.records.reports.models import FeedQuality
from fourfold.records.reports.policies import Permission
from fourfold.records.reports.queries import counting
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.catalogue.domain.sectors import sectors_of
from fourfold.trust.catalogue.queries.data_sets import holdings
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agency_types

Key = tuple[str, UUID]
"""A contract and the agency that sends, or is to send, its feed."""


@dataclass(slots=True)
class _Feed:
    """`since`: the day from which its deliveries are expected; None where the agency sends it unasked."""

    contract: Contract
    since: date | None = None
    facts: list[Fact] = field(default_factory=list)


@transaction.atomic
def measure_quality(*, actor: Standing, now: datetime, only_news: bool = False) -> int:
    """Measure every feed that is expected or came, for each of the last 24 months. How many feeds.

    `only_news`: what rows hold is counted again where a delivery was touched since, and else kept.
    """
    require(policies.measure(actor), Permission.MEASURE, subject_kind="feed-quality")
    day = today(now)
    months = _months(day)
    feeds = _feeds(actor, months[0].start)
    kept = {(row.contract, row.holder_id, row.month): row for row in FeedQuality.objects.all()}
    rows = []
    for (contract, holder_id), feed in feeds.items():
        for month in months:
            figures = month_figures(feed.contract, feed.facts, month, feed.since)
            row = kept.get((contract, holder_id, month.start))
            if month.holds(day):
                found = _counted(row, feed) if only_news and row is not None else None
                figures["now"] = _standing(feed, day) | (found or _counts(feed, holder_id, day))
            elif row is not None and "now" in row.figures:
                figures["now"] = row.figures["now"]
            if row is None:
                row = FeedQuality(contract=contract, holder_id=holder_id, month=month.start)
            row.figures, row.measured_at = figures, now
            rows.append(row)
    _keep(rows, kept)
    FeedQuality.objects.filter(month__lt=months[0].start).delete()
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.MEASURE,
        subject_kind="feed-quality",
        subject_id="feeds",
        detail={"feeds": len(feeds), "months": len(months)},
    )
    return len(feeds)


def measure_after_news(*, actor: Standing, now: datetime) -> int:
    """Measure again where a delivery came, entered or was undone since last time. How many feeds; 0 without news."""
    require(policies.measure(actor), Permission.MEASURE, subject_kind="feed-quality")
    last = FeedQuality.objects.aggregate(last=Max("measured_at"))["last"]
    if last is not None and not counting.news(last):
        return 0
    return measure_quality(actor=actor, now=now, only_news=True)


def _keep(rows: Sequence[FeedQuality], kept: Mapping[tuple[str, UUID, date], FeedQuality]) -> None:
    known = {row.pk for row in kept.values()}
    FeedQuality.objects.bulk_create([row for row in rows if row.pk not in known], batch_size=500)
    FeedQuality.objects.bulk_update(
        [row for row in rows if row.pk in known], ["figures", "measured_at"], batch_size=500
    )


def _months(day: date) -> list[Period]:
    """The last 24 months, the one that holds `day` last."""
    found = []
    end = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    for _month in range(KEPT_MONTHS):
        start = (end - timedelta(days=1)).replace(day=1)
        found.append(Period(start, end))
        end = start
    return found[::-1]


def _feeds(actor: Standing, since: date) -> dict[Key, _Feed]:
    """The feeds that agencies are to send (their data set is live and their sector sends it), and those that came."""
    found: dict[Key, _Feed] = {}
    live = holdings(actor)
    kinds = agency_types(actor, {one.holder_id for one in live})
    for one in live:
        sectors = {sector.value for sector in sectors_of(kinds[one.holder_id][1])}
        for contract in all_contracts():
            if contract.data_set == one.data_set and sectors & set(contract.owners):
                found[contract.key, one.holder_id] = _Feed(contract, max(one.live_since, since))
    facts: dict[Key, list[Fact]] = defaultdict(list)
    for fact in counting.deliveries(since):
        facts[fact.contract, fact.holder_id].append(fact)
    for key, came in facts.items():
        if key[0] in contract_keys():
            feed = found.setdefault(key, _Feed(contract_of(key[0])))
            feed.facts = came
            feed.since = feed.since or min(fact.arrival.as_of for fact in came)
    return found


def _standing(feed: _Feed, day: date) -> dict[str, Any]:
    """When the feed came last, and how late the next delivery is."""
    arrivals = _arrivals(feed)
    due = next_due(feed.contract, arrivals, feed.since) if feed.since else None
    return {
        "days_late": days_late(feed.contract, arrivals, feed.since, day) if feed.since else 0,
        "due": due.isoformat() if due else "",
        "last": max(one.received for one in arrivals).isoformat() if arrivals else "",
        "last_state": str(feed.facts[-1].state) if feed.facts else "",
    }


def _counts(feed: _Feed, holder_id: UUID, day: date) -> dict[str, Any]:
    """What the feed's rows hold, by month and by column, and how many of its people others know.

    A month without a row of a person is withheld like one with few.
    """
    if not _arrivals(feed):
        return {}
    year = (day.replace(day=1) - timedelta(days=365)).replace(day=1)
    months = _months(day)
    volume = counting.volume(feed.contract.key, holder_id, months[0].start, day + timedelta(days=1))
    nothing = 0 if feed.contract.is_open else None
    linked = None if feed.contract.is_open else counting.linked(feed.contract.key, holder_id)
    return {
        "filled": counting.filled(feed.contract.key, holder_id, year),
        "volume": {f"{month.start:%Y-%m}": volume.get(f"{month.start:%Y-%m}", nothing) for month in months},
        "linked": {"said": linked.said, "on": today(linked.at).isoformat()} if linked else None,
    }


def _counted(row: FeedQuality, feed: _Feed) -> dict[str, Any] | None:
    """What was counted of the feed's rows before, where none of its deliveries was touched since; else None."""
    if any(fact.touched and fact.touched > row.measured_at for fact in feed.facts):
        return None
    state = row.figures.get("now", {})
    return {key: state[key] for key in ("filled", "volume", "linked") if key in state} or None


def _arrivals(feed: _Feed) -> list[Arrival]:
    return [fact.arrival for fact in feed.facts if fact.state is DeliveryState.DELIVERED]
