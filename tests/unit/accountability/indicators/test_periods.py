"""Periods: read as people write them, named as people name them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.accountability.indicators.domain.periods import (
    Frequency,
    complete_periods,
    end_of,
    following,
    name_of,
    period_of,
    read_period,
    written,
)
from fourfold.ground.kernel.periods import Period


@pytest.mark.parametrize(
    ("frequency", "text", "start", "name"),
    [
        (Frequency.MONTH, "2026-10", date(2026, 10, 1), "October 2026"),
        (Frequency.MONTH, "10/2026", date(2026, 10, 1), "October 2026"),
        (Frequency.MONTH, "Oct-26", date(2026, 10, 1), "October 2026"),
        (Frequency.QUARTER, "Q3 2026", date(2026, 7, 1), "July to September 2026"),
        (Frequency.YEAR, "2025", date(2025, 1, 1), "2025"),
        (Frequency.FINANCIAL_YEAR, "2025/26", date(2025, 4, 1), "2025/26"),
        (Frequency.FINANCIAL_YEAR, "2025–2026", date(2025, 4, 1), "2025/26"),
        (Frequency.FINANCIAL_YEAR, "2025 to 2026", date(2025, 4, 1), "2025/26"),
    ],
)
def test_a_period_is_read_and_named(frequency: Frequency, text: str, start: date, name: str) -> None:
    found = read_period(frequency, text)
    assert found is not None
    assert (found.start, name_of(frequency, found)) == (start, name)


@pytest.mark.parametrize(
    ("frequency", "text"),
    [
        (Frequency.MONTH, "2026-13"),
        (Frequency.MONTH, "13/10/2026"),
        (Frequency.MONTH, "2026"),
        (Frequency.MONTH, "0001-01"),
        (Frequency.QUARTER, "2026-Q5"),
        (Frequency.FINANCIAL_YEAR, "2025/27"),
        (Frequency.FINANCIAL_YEAR, "2025"),
        (Frequency.YEAR, "twenty"),
    ],
)
def test_what_is_no_period_is_not_guessed(frequency: Frequency, text: str) -> None:
    assert read_period(frequency, text) is None


@given(st.sampled_from(Frequency), st.dates(date(1990, 4, 1), date(2099, 1, 1)))
def test_periods_cover_every_day_once_and_read_back(frequency: Frequency, day: date) -> None:
    found = period_of(frequency, day)
    assert found.holds(day)
    assert following(frequency, found).start == end_of(found)
    assert period_of(frequency, end_of(found) - timedelta(days=1)) == found
    assert read_period(frequency, written(frequency, found)) == found


def test_only_periods_that_have_ended_are_complete() -> None:
    found = complete_periods(Frequency.MONTH, date(2026, 3, 1), 3)
    assert [period.start for period in found] == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    assert complete_periods(Frequency.FINANCIAL_YEAR, date(2026, 3, 31), 1)[0].start == date(2024, 4, 1)


def test_days_that_are_no_period_are_named_by_their_ends() -> None:
    odd = Period(date(2026, 8, 1), date(2026, 9, 16))
    assert name_of(Frequency.MONTH, odd) == "1 August 2026 to 15 September 2026"
