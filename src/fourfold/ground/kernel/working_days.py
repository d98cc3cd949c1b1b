"""Working days in England and Wales: Monday to Friday without bank holidays.

Bank holidays are those of the Banking and Financial Dealings Act 1971 and of proclamations under it; days proclaimed
for one year alone (a coronation, say) come with the `holidays` package that is installed.
"""

from datetime import date, timedelta
from functools import cache

import holidays

_DAY = timedelta(days=1)


@cache
def _of_year(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year))


def bank_holiday(day: date) -> str:
    """The name of the bank holiday on this day; an empty string if there is none."""
    return _of_year(day.year).get(day, "")


def is_working_day(day: date) -> bool:
    """Whether offices are open."""
    return day.weekday() < 5 and not bank_holiday(day)


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    return add_working_days(day, 1)


def working_day_from(day: date) -> date:
    """`day` itself if it is a working day, else the first one after it."""
    return day if is_working_day(day) else next_working_day(day)


def add_working_days(day: date, count: int) -> date:
    """The working day `count` working days after `day`, or before it where `count` is negative. 0 is `day` itself."""
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie in the half-open period from `start` up to and without `end`; 0 if it is empty."""
    return sum(is_working_day(start + _DAY * number) for number in range((end - start).days))
