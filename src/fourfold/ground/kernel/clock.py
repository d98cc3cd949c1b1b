"""Time: UTC is stored, Europe/London is shown, and dates are written as people write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The current time in UTC. Views and commands take it once and pass it down as `now`."""
    return datetime.now(UTC)


def today(at: datetime | None = None) -> date:
    """The calendar date in London at `at` (default: now). What is due is due on a London date."""
    return (at or now()).astimezone(LONDON).date()


def show_date(value: date | datetime | None) -> str:
    """`22 November 2026`, in London; an empty string for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(LONDON).date()
    return f"{value.day} {value:%B %Y}"


def show_time(value: datetime) -> str:
    """`3:15pm`, `midday` or `midnight`, in London."""
    local = value.astimezone(LONDON)
    if (local.hour, local.minute) in ((0, 0), (12, 0)):
        return "midday" if local.hour else "midnight"
    hour = local.hour % 12 or 12
    return f"{hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def show_moment(value: datetime | None) -> str:
    """`22 November 2026 at 3:15pm`, in London; an empty string for None."""
    return f"{show_date(value)} at {show_time(value)}" if value else ""
