"""Rows by the month in which they happened, drawn as bars, with what is out of line said in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fourfold.engines.tabular.volumes import volume_warnings
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.wording import month_text

WIDTH = 240
"""The longest bar, in the units of its drawing."""
FEWEST = 2
"""Months below which a chart says nothing."""


@dataclass(frozen=True, slots=True)
class Month:
    """One bar. `width` of WIDTH. `is_odd`: far fewer or far more than the months around it."""

    label: str
    count: str
    width: int
    is_odd: bool


@dataclass(frozen=True, slots=True)
class Months:
    """The chart, its months in order, and what to know about some of them."""

    months: list[Month]
    warnings: list[str]


def months_of(delivery: Delivery) -> Months | None:
    """None where rows have no date, or all of them one month."""
    counts = {month: int(count) for month, count in sorted(_items(delivery.months))}
    if len(counts) < FEWEST:
        return None
    odd = volume_warnings({date.fromisoformat(f"{month}-01"): count for month, count in counts.items()})
    odd_months = {f"{one.month:%Y-%m}" for one in odd}
    most = max(counts.values()) or 1
    months = [
        Month(month_text(month), f"{count:,}", round(WIDTH * count / most), month in odd_months)
        for month, count in counts.items()
    ]
    return Months(months, [one.text for one in odd])


def _items(months: dict[str, Any]) -> list[tuple[str, Any]]:
    return list(months.items())
