"""A month that is short at its source is a warning about quality, not a fall in crime."""

from datetime import date

from fourfold.engines.tabular.volumes import volume_warnings

KENT = {
    date(2018, 10, 1): 19_396,
    date(2018, 11, 1): 13_818,
    date(2018, 12, 1): 8_438,
    date(2019, 1, 1): 17_792,
    date(2019, 2, 1): 16_291,
    **{
        date(2022, month, 1): rows
        for month, rows in enumerate(
            [16_338, 15_383, 17_310, 17_144, 17_546, 17_388, 17_950, 18_365, 16_574, 16_172, 15_799, 14_976], start=1
        )
    },
    date(2024, 1, 1): 14_466,
    date(2024, 2, 1): 13_953,
    date(2024, 3, 1): 15_875,
    date(2024, 4, 1): 15_727,
}
"""Rows of data.police.uk's files for Kent, by month."""


def test_the_two_months_that_are_short_at_the_source_are_named_and_no_other() -> None:
    assert [warning.month for warning in volume_warnings(KENT)] == [date(2018, 11, 1), date(2018, 12, 1)]


def test_the_warning_says_that_it_is_no_fall_in_crime() -> None:
    text = volume_warnings(KENT)[1].text
    assert text.startswith("December 2018 has 8,438 rows where about 17,914 were to be expected (47%)")
    assert "short at its source" in text


def test_a_month_counted_twice_is_named() -> None:
    assert [found.month for found in volume_warnings(KENT | {date(2022, 6, 1): 34_776})][-1] == date(2022, 6, 1)


def test_small_counts_and_lone_months_say_nothing() -> None:
    assert volume_warnings({date(2026, 1, 1): 3, date(2026, 2, 1): 30, date(2026, 3, 1): 31}) == []
    assert volume_warnings({date(2026, 1, 1): 3_000, date(2026, 2, 1): 30_000}) == []


def test_a_month_without_rows_is_named() -> None:
    counts = {date(2026, month, 1): 1_000 for month in range(1, 6)} | {date(2026, 3, 1): 0}
    assert [found.month for found in volume_warnings(counts)] == [date(2026, 3, 1)]
