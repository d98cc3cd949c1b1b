"""Working days in England and Wales, against days that everybody can look up (gov.uk/bank-holidays)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.working_days import (
    add_working_days,
    bank_holiday,
    is_working_day,
    next_working_day,
    working_day_from,
    working_days_between,
)

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 6),  # Easter Monday
        date(2026, 5, 4),
        date(2026, 8, 31),  # England's, not Scotland's
        date(2026, 12, 28),  # instead of Boxing Day, a Saturday
        date(2023, 5, 8),  # the coronation
        date(2022, 9, 19),  # a state funeral
    ],
)
def test_offices_are_closed(day: date) -> None:
    assert bank_holiday(day)
    assert not is_working_day(day)


def test_scotlands_second_of_january_is_a_working_day() -> None:
    assert is_working_day(date(2026, 1, 2))


def test_over_christmas() -> None:
    assert next_working_day(date(2026, 12, 24)) == date(2026, 12, 29)
    assert working_day_from(date(2026, 12, 24)) == date(2026, 12, 24)
    assert working_day_from(date(2026, 12, 25)) == date(2026, 12, 29)
    assert add_working_days(date(2026, 12, 29), -1) == date(2026, 12, 24)


@given(DAYS, st.integers(1, 40))
def test_counting_there_and_back(day: date, count: int) -> None:
    there = add_working_days(day, count)
    assert is_working_day(there)
    assert working_days_between(day + timedelta(days=1), there + timedelta(days=1)) == count
    if is_working_day(day):
        assert add_working_days(there, -count) == day


@given(DAYS)
def test_no_day_is_no_step(day: date) -> None:
    assert add_working_days(day, 0) == day
    assert working_days_between(day, day) == 0
