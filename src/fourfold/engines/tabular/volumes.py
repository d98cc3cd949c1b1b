"""Whether a month's number of rows fits the months around it: a shortage at the source is not a fall in crime."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

NEAR = 3
"""Months on either side that a month is compared with."""
LEAST, MOST = 0.85, 1.25
"""Rows a day against the median of the months around it. Real months of Kent's crime lie between 0.88 and 1.13."""
FEWEST = 100
"""Below this many rows expected, chance alone moves a month further."""


@dataclass(frozen=True, slots=True)
class VolumeWarning:
    """A month with far fewer or far more rows than those around it. `expected`: rows, from their median a day."""

    month: date
    count: int
    expected: int

    @property
    def text(self) -> str:
        """The warning in a sentence."""
        share = self.count / self.expected
        said = "short at its source" if share < 1 else "counted twice, or in another way"
        return (
            f"{self.month:%B %Y} has {self.count:,} rows where about {self.expected:,} were to be expected "
            f"({share:.0%}): it may be {said}. Do not read it as a change in what happened."
        )


def volume_warnings(counts: Mapping[date, int], least: float = LEAST, most: float = MOST) -> list[VolumeWarning]:
    """Months (by their first day) out of line with those within three months of them, of which two are needed.

    A month that is itself out of line spoils no comparison: what is found first, the furthest out, is set aside.
    """
    left = dict(counts)
    found: list[VolumeWarning] = []
    while odd := _furthest(left, least, most):
        found.append(odd)
        del left[odd.month]
    return sorted(found, key=lambda warning: warning.month)


def _furthest(counts: Mapping[date, int], least: float, most: float) -> VolumeWarning | None:
    worst: tuple[float, VolumeWarning] | None = None
    for month, count in counts.items():
        rates = [_a_day(other, rows) for other, rows in counts.items() if 0 < abs(_apart(month, other)) <= NEAR]
        if len(rates) < 2:
            continue
        expected = round(median(rates) * _days(month))
        if expected < FEWEST or least <= count / expected <= most:
            continue
        distance = max(count / expected, expected / max(count, 1))
        if worst is None or distance > worst[0]:
            worst = (distance, VolumeWarning(month, count, expected))
    return worst[1] if worst else None


def _a_day(month: date, rows: int) -> float:
    return rows / _days(month)


def _days(month: date) -> int:
    return calendar.monthrange(month.year, month.month)[1]


def _apart(one: date, other: date) -> int:
    return (one.year - other.year) * 12 + one.month - other.month
