"""When a message is tried: outside quiet hours, and again after a failure with growing pauses."""

from datetime import UTC, datetime, time, timedelta

from fourfold.ground.kernel.clock import LONDON
from fourfold.ground.kernel.working_days import is_working_day, next_working_day

QUIET_FROM = time(19, 0)
QUIET_UNTIL = time(7, 30)
"""London time. Nobody is written to in between, at weekends, or on a bank holiday of England and Wales."""

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
)
"""After each failed try. After the one that follows the last pause, we stop and show it to an administrator."""

CUT_OFF_AFTER = timedelta(minutes=15)
"""No hand-over takes longer; a message that is still being sent by then belongs to a process that is no more."""

KEEP_UNSENT = timedelta(days=30)
"""What could not be sent in this time is given up, and its text blanked: its links have expired."""


def outside_quiet_hours(moment: datetime) -> datetime:
    """`moment` itself, or the end of the quiet hours in which it lies, in UTC."""
    local = moment.astimezone(LONDON)
    day, at = local.date(), local.time()
    if is_working_day(day) and QUIET_UNTIL <= at < QUIET_FROM:
        return moment
    opens = day if is_working_day(day) and at < QUIET_UNTIL else next_working_day(day)
    return datetime.combine(opens, QUIET_UNTIL, tzinfo=LONDON).astimezone(UTC)


def try_again_at(now: datetime, *, tries: int) -> datetime | None:
    """When to try again after the `tries`-th failure in a row; None when it was the last."""
    return now + PAUSES[tries - 1] if tries <= len(PAUSES) else None
