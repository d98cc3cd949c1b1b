"""When somebody's weekly mail is written: at most once an ISO week, on a working day, in London's daytime."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from fourfold.accountability.chasing.domain.states import Weekday
from fourfold.ground.kernel.clock import LONDON
from fourfold.ground.kernel.working_days import is_working_day

FROM_HOUR, UNTIL_HOUR = 8, 18
"""London hours in which digests are written; a worker that was down at eight catches up."""


def monday_of(day: date) -> date:
    """The Monday on which the ISO week of a day begins."""
    return day - timedelta(days=day.weekday())


def week_name(monday: date) -> str:
    """`2026-W47`."""
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02}"


def chosen_day(monday: date, weekday: Weekday) -> date:
    """The day of a week that somebody chose, whether or not it is a working day."""
    return monday + timedelta(days=int(weekday) - 1)


def writing_day(chosen: date) -> date | None:
    """The working day on which the mail of a chosen day is written: that day, else the next one of its week, else
    the last one before it. None in a week without a working day. A mail never slips into the following week.
    """
    monday = monday_of(chosen)
    working = [day for day in (monday + timedelta(days=number) for number in range(5)) if is_working_day(day)]
    after = [day for day in working if day >= chosen]
    return after[0] if after else (working[-1] if working else None)


def days_to_sweep(now: datetime, swept: Collection[date]) -> Iterator[tuple[date, Weekday]]:
    """The chosen days of this week whose mails are to be written now: due, and not swept yet."""
    local = now.astimezone(LONDON)
    if not is_working_day(local.date()) or not FROM_HOUR <= local.hour < UNTIL_HOUR:
        return
    monday = monday_of(local.date())
    for weekday in Weekday:
        chosen = chosen_day(monday, weekday)
        writing = writing_day(chosen)
        if writing is not None and writing <= local.date() and chosen not in swept:
            yield chosen, weekday
