"""Days, moments and months as people and programs write them. Day before month; what could be either is said."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from fourfold.engines.tabular.cells import Cell
from fourfold.engines.tabular.rows import Problem

LONDON = ZoneInfo("Europe/London")
EARLIEST, LATEST = 1900, 2100
SLIPS = 50
"""One month-first date among so many that are day first is a slip of one row, and says nothing of the others."""
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {name: number for number, name in enumerate(_NAMES, 1)}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", re.ASCII)
_NAMED = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ \-/]([a-z]{3})[a-z]*[ \-/,]+(\d{4})", re.IGNORECASE | re.ASCII
)
_NAMED_FIRST = re.compile(
    r"(?:[a-z]+,? )?([a-z]{3})[a-z]*[ \-](\d{1,2})(?:st|nd|rd|th)?[ \-,]+(\d{4})", re.IGNORECASE | re.ASCII
)
_SHORT = re.compile(r"\d{1,2}[/.\- ](\d{1,2}|[a-z]{3,9})[/.\- ]'?\d{2}", re.IGNORECASE | re.ASCII)
_SERIAL = re.compile(r"([1-7]\d{4})(\.\d+)?", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)? ?([ap]\.?m\.?)?", re.IGNORECASE | re.ASCII)
_OFFSET = re.compile(r"(?:z|utc|[+-]\d{2}:?\d{2})$", re.IGNORECASE | re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_WRITE = "Write it like 2026-11-22."
_WRITE_MOMENT = "Write it like 2026-11-22T15:15."
PLACEHOLDERS = {date(1900, 1, 1), date(1900, 1, 2), date(1901, 1, 1), date(1899, 12, 30)}


class Order(StrEnum):
    """What a column's dates with two small numbers and a year say of their order."""

    DAY_FIRST = "day first"
    """Nothing speaks against it."""
    MIXED = "mixed"
    """Some are day first and others month first: what could be either cannot be told."""
    MONTH_FIRST = "month first"
    """Some can only be month first, none only day first."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What reading a day needs to know: the column's order, and day 0 of a workbook."""

    order: Order = Order.DAY_FIRST
    epoch: datetime | None = None


class _Cannot(Exception):
    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.problem = Problem(reason, mend)


@dataclass(slots=True)
class Evidence:
    """What the dates of a column show of their order, gathered value by value."""

    day_first: int = 0
    """Values that can only be day first."""
    month_first: int = 0

    def look_at(self, values: Iterable[str]) -> None:
        """Take more values into account."""
        for value in values:
            if found := _SLASHED.match(value.strip()):
                first, second = int(found[1]), int(found[2])
                self.day_first += first > 12 >= second
                self.month_first += second > 12 >= first

    def order(self) -> Order:
        """What they say together."""
        if not self.month_first or self.month_first * SLIPS <= self.day_first:
            return Order.DAY_FIRST
        return Order.MIXED if self.day_first else Order.MONTH_FIRST


def read_date(text: str, calendar: Calendar) -> Cell:
    """A day. A moment at midnight is one too."""
    try:
        found, notes = _day(text, calendar)
    except _Cannot as error:
        return Cell(problem=error.problem)
    return Cell(found, found.isoformat(), None, notes)


def read_month(text: str, calendar: Calendar) -> Cell:
    """A month as its first day: 2022-04, or any day of it."""
    if found := _MONTH.fullmatch(text):
        try:
            first = _valid(int(found[1]), int(found[2]), 1)
        except _Cannot as error:
            return Cell(problem=Problem(error.problem.reason, "Write it like 2026-11."))
        return Cell(first, first.isoformat(), None)
    cell = read_date(text, calendar)
    if isinstance(cell.value, date):
        first = cell.value.replace(day=1)
        return Cell(first, first.isoformat(), None, cell.notes)
    return Cell(problem=Problem(f"“{text[:40]}” is not a month.", "Write it like 2026-11."))


def read_datetime(text: str, calendar: Calendar) -> Cell:
    """A moment in UTC. Without an offset it is London's clock; a day alone is its midnight."""
    try:
        found, notes = _moment(text, calendar)
    except _Cannot as error:
        return Cell(problem=error.problem)
    return Cell(found, found.isoformat(), None, notes)


def _moment(text: str, calendar: Calendar) -> tuple[datetime, tuple[str, ...]]:
    serial = _SERIAL.fullmatch(text)
    if serial and serial[2] and calendar.epoch is not None:
        local = calendar.epoch + timedelta(seconds=round(float(text) * 86_400))
        return _in_utc(local, ("serial",))
    if (offset := _OFFSET.search(text)) and ":" in text[: offset.start()]:
        return _with_offset(text), ()
    day, clock = _split(text)
    found, notes = _day(day, calendar)
    return _in_utc(datetime.combine(found, _clock(clock) if clock else time()), notes)


def _split(text: str) -> tuple[str, str]:
    """Day and time of day, which begins at the last gap before the first colon."""
    colon = text.find(":")
    if colon < 0:
        return text, ""
    gap = max(text.rfind(" ", 0, colon), text.rfind("T", 0, colon), text.rfind("t", 0, colon))
    return (text[:gap].rstrip(" ,"), text[gap + 1 :]) if gap > 0 else (text, "")


def _clock(text: str) -> time:
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise _Cannot(f"“{text[:20]}” is not a time of day.", _WRITE_MOMENT)
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if half := (found[4] or "").casefold():
        if not 1 <= hour <= 12:
            raise _Cannot(f"“{text[:20]}” is not a time of day.", _WRITE_MOMENT)
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise _Cannot(f"There is no time {text[:20]}.", _WRITE_MOMENT)
    return time(hour, minute, second)


def _with_offset(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(re.sub(r"\s*(?:z|utc)$", "+00:00", text, flags=re.IGNORECASE))
        if not EARLIEST <= found.year <= LATEST or found.tzinfo is None:
            raise ValueError
    except ValueError:
        raise _Cannot(f"“{text[:40]}” is not a moment.", _WRITE_MOMENT) from None
    return found.astimezone(UTC).replace(microsecond=0)


def _in_utc(local: datetime, notes: tuple[str, ...]) -> tuple[datetime, tuple[str, ...]]:
    moment = local.replace(tzinfo=LONDON).astimezone(UTC)
    if moment.astimezone(LONDON).replace(tzinfo=None) != local:
        raise _Cannot(
            f"There was no {local:%H:%M} on {local:%Y-%m-%d}: the clocks went forward.",
            "Correct the time, or write it with its offset, like 2026-03-29T02:30+01:00.",
        )
    if local.replace(tzinfo=LONDON, fold=1).astimezone(UTC) != moment:
        notes = (*notes, "twice")
    return moment, notes


def _day(text: str, calendar: Calendar) -> tuple[date, tuple[str, ...]]:
    text = text.removesuffix("T00:00:00").removesuffix(" 00:00:00").removesuffix(" 00:00")
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _noted(_valid(int(found[1]), int(found[2]), int(found[3])))
    if found := _SLASHED.fullmatch(text):
        return _noted(_ordered(int(found[1]), int(found[2]), int(found[3]), calendar.order))
    if (found := _NAMED.fullmatch(text)) and (month := _NUMBERS.get(found[2].casefold())):
        return _noted(_valid(int(found[3]), month, int(found[1])))
    if (found := _NAMED_FIRST.fullmatch(text)) and (month := _NUMBERS.get(found[1].casefold())):
        return _noted(_valid(int(found[3]), month, int(found[2])))
    if found := _SERIAL.fullmatch(text):
        return _serial(text, int(found[1]), calendar.epoch)
    if _SHORT.fullmatch(text):
        raise _Cannot(f"“{text}” has a year of two digits, which can be of two centuries.", _WRITE)
    raise _Cannot(f"“{text[:40]}” is not a date.", _WRITE)


def _noted(found: date) -> tuple[date, tuple[str, ...]]:
    return found, ("placeholder",) if found in PLACEHOLDERS else ()


def _ordered(first: int, second: int, year: int, order: Order) -> date:
    if second > 12 >= first:
        raise _Cannot(
            f"There is no month {second}: the month seems to come first here.",
            f"Write it as {year}-{first:02}-{second:02}.",
        )
    if order is not Order.DAY_FIRST and first <= 12 and first != second:
        others = "month first" if order is Order.MONTH_FIRST else "both ways"
        raise _Cannot(
            f"This could be {year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}: the column’s other dates "
            f"are written {others}.",
            "Write the dates of this column as 2026-11-22, or all of them with the day first.",
        )
    return _valid(year, second, first)


def _serial(text: str, days: int, epoch: datetime | None) -> tuple[date, tuple[str, ...]]:
    if epoch is not None:
        return (epoch + timedelta(days=days)).date(), ("serial",)
    meant = date(1899, 12, 30) + timedelta(days=days)
    raise _Cannot(
        f"“{text}” is not a date. It may be Excel’s count of days, and then it stands for {meant.isoformat()}.",
        "Format the column as a date in Excel and save it again.",
    )


def _valid(year: int, month: int, day: int) -> date:
    if not EARLIEST <= year <= LATEST and year != 1899:
        raise _Cannot(f"The year {year} cannot be meant.", _WRITE)
    try:
        return date(year, month, day)
    except ValueError:
        raise _Cannot(f"There is no day {day} of month {month} in {year}.", _WRITE) from None
