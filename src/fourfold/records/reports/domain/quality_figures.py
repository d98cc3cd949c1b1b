"""How good a feed was in a month, from what is known of its deliveries, as figures that tell of nobody."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fourfold.engines.tabular.contract import Contract
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.periods import Period
from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.records.feeds.domain.disclosure import SMALLEST, published
from fourfold.records.reports.domain.quality_expected import Arrival, timeliness

KEPT_MONTHS = 24
MOST, FEW, UNKNOWN = "most", "few", "unknown"
"""Shares without a number: 7 or fewer on the other side; too few to say anything."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A delivery in figures, as the database tells the measurer of it (`reports_deliveries`)."""

    contract: str
    holder_id: UUID
    state: DeliveryState
    as_of: datetime
    received_at: datetime
    counts: Mapping[str, int]
    remarks: Mapping[str, int] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)
    """Rows that waited, by the contract's column that was wrong; empty for the row as a whole."""
    mended: int = 0
    """Rows that waited and entered as they were mended; `counts` has them among those that entered."""
    touched: datetime | None = None
    """When it last came, entered, was decided, mended or undone."""

    @property
    def arrival(self) -> Arrival:
        """Its days, in London."""
        return Arrival(today(self.as_of), today(self.received_at))


def share_said(yes: int, no: int, *, of_people: bool) -> str:
    """A share that tells of nobody: as `reports_share` in `rls/2_quality.sql`."""
    whole = yes + no
    if not whole or (of_people and max(yes, no) < SMALLEST):
        return UNKNOWN
    if not of_people:
        return f"{1000 * yes // whole / 10:.1f}"
    if min(yes, no) < SMALLEST:
        return MOST if no < SMALLEST else FEW
    return str(min(95, max(5, 5 * ((40 * yes + whole) // (2 * whole)))))


def month_figures(contract: Contract, facts: Sequence[Fact], month: Period, since: date | None) -> dict[str, Any]:
    """The figures of a month. `facts`: all of the feed's deliveries; `since`: from when it is expected, if it is."""
    came = [fact for fact in facts if month.holds(today(fact.received_at))]
    delivered = [fact for fact in facts if fact.state is DeliveryState.DELIVERED]
    expected = timeliness(contract, [one.arrival for one in delivered], since, month) if since else None
    sent = [fact for fact in came if fact.state in (DeliveryState.DELIVERED, DeliveryState.REFUSED)]
    entered = [fact for fact in sent if fact.state is DeliveryState.DELIVERED]
    rows = sum(fact.counts.get("rows", 0) for fact in sent)
    taken = sum(_taken(fact) for fact in entered)
    at_once = taken - sum(fact.mended for fact in entered)
    again = sum(fact.counts.get("already_here", 0) for fact in entered)
    people = not contract.is_open
    return {
        "expected": expected.expected if expected else 0,
        "on_time": expected.on_time if expected else 0,
        "late": expected.late if expected else 0,
        "deliveries": len(entered),
        "refused": len(sent) - len(entered),
        "held": sum(fact.state is DeliveryState.HELD for fact in came),
        "rows": _count(rows, people),
        "valid": share_said(at_once, rows - at_once, of_people=people),
        "new": share_said(taken - again, again, of_people=people),
        "repeats": _count(sum(fact.remarks.get("repeat", 0) for fact in entered), people),
        "corrected": _count(sum(fact.counts.get("corrected", 0) for fact in entered), people),
        "still_waiting": _count(sum(fact.counts.get("waiting", 0) for fact in entered), people),
        "other_vintage": _count(sum(fact.remarks.get("other-vintage", 0) for fact in entered), people),
        "outside": _count(sum(fact.remarks.get("outside", 0) for fact in entered), people),
        "faults": {key: _count(n, people) for key, n in _faults(sent).most_common()},
    }


def _taken(fact: Fact) -> int:
    return fact.counts.get("entered", 0) + fact.counts.get("already_here", 0)


def _faults(facts: Sequence[Fact]) -> Counter[str]:
    found: Counter[str] = Counter()
    for fact in facts:
        found.update(fact.waiting)
    return found


def _count(n: int, of_people: bool) -> int | None:
    """As it is published. That no row was sent, or waits, is a fact about files and not about people."""
    return published(n) if of_people and n else n
