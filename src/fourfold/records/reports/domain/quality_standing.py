"""What is to be said of a feed: whether it is late, needs a look, or is in order. From published figures alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from fourfold.engines.tabular.contract import Contract, Frequency
from fourfold.engines.tabular.volumes import VolumeWarning, volume_warnings
from fourfold.records.reports.domain.quality_figures import FEW, MOST, UNKNOWN

RECENT = 3
"""Whole months whose volume is looked at."""


class Verdict(StrEnum):
    """How a feed stands, the worst first."""

    LATE = "late"
    LOOK = "look"
    WAITED_FOR = "waited-for"
    """None came, and none is due yet."""
    GOOD = "good"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Verdict).index(self)


class Reason(StrEnum):
    """Why a feed needs a look."""

    REFUSED = "refused"
    HELD = "held"
    INVALID = "invalid"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class FeedStanding:
    """How a feed stands. `due`: when the next delivery is to come, if any is; `last`: when the last one came."""

    verdict: Verdict
    days_late: int
    due: date | None
    last: date | None
    reasons: tuple[Reason, ...] = ()

    @property
    def order(self) -> tuple[int, int]:
        """For sorting: the worst first."""
        return self.verdict.rank, -self.days_late


Figures = Mapping[str, Any]
"""Of a month, as `month_figures` makes them; the newest has `now`."""


def standing_of_feed(contract: Contract, months: Sequence[Figures]) -> FeedStanding:
    """How a feed stands, from its newest months (the newest first)."""
    state = months[0].get("now", {})
    reasons = tuple(_reasons(contract, months, state))
    late = int(state.get("days_late", 0))
    last = _day(state.get("last", ""))
    if late:
        verdict = Verdict.LATE
    elif reasons:
        verdict = Verdict.LOOK
    elif last is None:
        verdict = Verdict.WAITED_FOR
    else:
        verdict = Verdict.GOOD
    return FeedStanding(verdict, late, _day(state.get("due", "")), last, reasons)


def _reasons(contract: Contract, months: Sequence[Figures], state: Figures) -> list[Reason]:
    found = []
    if state.get("last_state") == "refused":
        found.append(Reason.REFUSED)
    if state.get("last_state") == "held":
        found.append(Reason.HELD)
    sent = next((month for month in months if month["deliveries"] or month["refused"]), None)
    if sent is not None and is_below(sent["valid"], 1 - contract.limits.quarantine):
        found.append(Reason.INVALID)
    volume = warnings(state.get("volume", {}))
    recent = sorted(state.get("volume", {}))[-RECENT - 1 : -1]
    if any(f"{one.month:%Y-%m}" in recent for one in volume):
        found.append(Reason.VOLUME)
    return found


def is_below(said: str, least: float) -> bool:
    """Whether a share as it is said lies below a share from 0 to 1."""
    if said in (MOST, UNKNOWN):
        return False
    return said == FEW or float(said) < 100 * least


def warnings(volume: Mapping[str, int | None]) -> list[VolumeWarning]:
    """Whole months whose rows are far fewer or far more than those around them; the last one is not over yet."""
    whole = sorted(volume)[:-1]
    counts = {date.fromisoformat(f"{month}-01"): volume[month] for month in whole}
    return volume_warnings({month: count for month, count in counts.items() if count})


def is_expected(contract: Contract) -> bool:
    """Whether its deliveries are due at times of their own."""
    return contract.frequency is not Frequency.ONCE


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
