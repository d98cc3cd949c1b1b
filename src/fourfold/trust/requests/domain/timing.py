"""When an answer is due: an hour and a day by the clock, since harm keeps no office hours; else working days."""

from datetime import date, datetime, time, timedelta

from fourfold.ground.kernel.clock import LONDON, show_date, show_moment, today
from fourfold.ground.kernel.working_days import add_working_days
from fourfold.trust.requests.domain.states import Urgency

WORKING_DAYS = 10


def due_at(urgency: Urgency, asked_at: datetime) -> datetime:
    """The instant at which the time is over. Ten working days end with the tenth, at midnight in London."""
    if urgency is Urgency.HOUR:
        return asked_at + timedelta(hours=1)
    if urgency is Urgency.DAY:
        return asked_at + timedelta(days=1)
    last = add_working_days(today(asked_at), WORKING_DAYS)
    return datetime.combine(last + timedelta(days=1), time(), LONDON)


def last_day(due: datetime) -> date:
    """The last day in London on which an answer is in time; what ends at midnight ends with the day before it."""
    return today(due - timedelta(microseconds=1))


def show_due(due: datetime) -> str:
    """`22 November 2026 at 3:15pm`; a time that ends at midnight is shown as the day that it ends."""
    if due.astimezone(LONDON).time() == time():
        return show_date(last_day(due))
    return show_moment(due)


def show_wait(wait: timedelta) -> str:
    """`40 minutes`, `5 hours`, `3 days`: how long something took, or is late."""
    minutes = int(wait.total_seconds() // 60)
    for size, word in ((2 * 24 * 60, "day"), (120, "hour")):
        if minutes >= size:
            return f"{minutes // (24 * 60 if word == 'day' else 60)} {word}s"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
