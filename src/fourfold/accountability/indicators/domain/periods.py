"""How often an indicator is measured, and its periods: read from what people write, and named as they name them."""

import re
from datetime import date, timedelta
from enum import StrEnum

from fourfold.ground.kernel.periods import Period

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Frequency(StrEnum):
    """How long one period of an indicator is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FINANCIAL_YEAR = "financial-year"

    @property
    def label(self) -> str:
        """How often, in words."""
        return {
            "month": "Every month",
            "quarter": "Every quarter",
            "year": "Every calendar year",
            "financial-year": "Every financial year (April to March)",
        }[self.value]

    @property
    def example(self) -> str:
        """How a period is written in a file."""
        return {"month": "2026-10", "quarter": "2026-Q3", "year": "2026", "financial-year": "2025/26"}[self.value]

    @property
    def months(self) -> int:
        """How many months a period lasts."""
        return {"month": 1, "quarter": 3}.get(self.value, 12)


def period_of(frequency: Frequency, day: date) -> Period:
    """The period in which a day lies."""
    if frequency is Frequency.MONTH:
        first = day.replace(day=1)
    elif frequency is Frequency.QUARTER:
        first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    elif frequency is Frequency.YEAR:
        first = date(day.year, 1, 1)
    else:
        first = date(day.year - (day.month < 4), 4, 1)
    return Period(first, _later(first, frequency.months))


def complete_periods(frequency: Frequency, today: date, count: int) -> list[Period]:
    """The last `count` periods that have ended by `today`, the oldest first."""
    last = period_of(frequency, period_of(frequency, today).start - timedelta(days=1))
    starts = [_later(last.start, -frequency.months * back) for back in reversed(range(count))]
    return [Period(start, _later(start, frequency.months)) for start in starts]


def following(frequency: Frequency, period: Period) -> Period:
    """The period after this one."""
    return period_of(frequency, end_of(period))


def end_of(period: Period) -> date:
    """The day after a period's last. Every period of an indicator ends."""
    if period.end is None:
        raise ValueError("A period that is measured has an end.")
    return period.end


def name_of(frequency: Frequency, period: Period) -> str:
    """`October 2026`, `July to September 2026`, `2026` or `2025/26`; the days of a period that is none of these."""
    start = period.start
    if period != period_of(frequency, start):
        last = end_of(period) - timedelta(days=1)
        return f"{start.day} {start:%B %Y} to {last.day} {last:%B %Y}"
    if frequency is Frequency.MONTH:
        return f"{start:%B %Y}"
    if frequency is Frequency.QUARTER:
        return f"{start:%B} to {end_of(period) - timedelta(days=1):%B %Y}"
    return str(start.year) if frequency is Frequency.YEAR else f"{start.year}/{(start.year + 1) % 100:02}"


def written(frequency: Frequency, period: Period) -> str:
    """A period as a file of ours writes it: `2026-10`, `2026-Q3`, `2026`, `2025/26`."""
    start = period.start
    return {
        Frequency.MONTH: f"{start:%Y-%m}",
        Frequency.QUARTER: f"{start.year}-Q{(start.month + 2) // 3}",
        Frequency.YEAR: str(start.year),
        Frequency.FINANCIAL_YEAR: f"{start.year}/{(start.year + 1) % 100:02}",
    }[frequency]


def read_period(frequency: Frequency, text: str) -> Period | None:
    """A period from what somebody wrote; None where it is none of this length.

    Months: `2026-10`, `10/2026`, `Oct 2026`, `2026-10-01`, `01/10/2026`. Quarters: `2026-Q3`, `Q3 2026`.
    Years: `2026`. Financial years: `2025/26`, `2025-26`, `2025/2026`, `2025 to 2026`.
    """
    said = " ".join(text.replace("–", "-").split()).lower()
    start = _READERS[frequency](said)
    return period_of(frequency, start) if start and date(1990, 1, 1) <= start < date(2100, 1, 1) else None


def _month(said: str) -> date | None:
    for shape in (
        r"(?P<y>\d{4})[-/](?P<m>\d{1,2})(?:-01)?(?: 00:00:00)?",
        r"(?:0?1/)?(?P<m>\d{1,2})[-/](?P<y>\d{4})",
    ):
        if found := re.fullmatch(shape, said):
            return _first(int(found["y"]), int(found["m"]))
    named = re.fullmatch(r"([a-z]{3,9})[ -](\d{4}|\d{2})", said)
    if named and named[1][:3] in MONTHS:
        return _first(int(named[2]) + (2000 if len(named[2]) == 2 else 0), MONTHS.index(named[1][:3]) + 1)
    return None


def _quarter(said: str) -> date | None:
    found = re.fullmatch(r"(?P<y>\d{4})[ -]?q(?P<q>[1-4])", said) or re.fullmatch(
        r"q(?P<q>[1-4]) ?(?P<y>\d{4})", said
    )
    return _first(int(found["y"]), int(found["q"]) * 3 - 2) if found else None


def _year(said: str) -> date | None:
    return _first(int(said), 1) if re.fullmatch(r"\d{4}", said) else None


def _financial(said: str) -> date | None:
    found = re.fullmatch(r"(?P<y>\d{4}) ?(?:/|-|to) ?(?P<z>\d{4}|\d{2})", said)
    if found is None or int(found["z"]) % 100 != (int(found["y"]) + 1) % 100:
        return None
    return _first(int(found["y"]), 4)


_READERS = {
    Frequency.MONTH: _month,
    Frequency.QUARTER: _quarter,
    Frequency.YEAR: _year,
    Frequency.FINANCIAL_YEAR: _financial,
}


def _first(year: int, month: int) -> date | None:
    return date(year, month, 1) if 1 <= month <= 12 and year > 0 else None


def _later(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
