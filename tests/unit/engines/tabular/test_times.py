"""Days and moments: every way of writing one that is clear is taken, and what could be two days is said."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.contracts import csv_of, good, report_of

from fourfold.engines.tabular.times import Calendar, Order, read_date, read_datetime, read_month

EXCEL = Calendar(epoch=datetime(1899, 12, 30))  # noqa: DTZ001 - a workbook's own clock
EXCEL_1904 = Calendar(epoch=datetime(1904, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22",
        "2026/11/22",
        "20261122",
        "22/11/2026",
        "22-11-2026",
        "22.11.2026",
        "22 Nov 2026",
        "22-Nov-2026",
        "22nd November 2026",
        "Sunday 22 November 2026",
        "November 22, 2026",
        "Nov 22 2026",
        "2026-11-22T00:00:00",
        "22/11/2026 00:00",
    ],
)
def test_a_day_has_many_spellings(text: str) -> None:
    assert read_date(text, Calendar()).value == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("22/11/26", "two digits"),
        ("22-Nov-26", "two digits"),
        ("31/02/2026", "no day 31 of month 2"),
        ("11/22/2026", "no month 22"),
        ("2026-13-01", "month 13"),
        ("0026-11-22", "year 26"),
        ("45618", "2024-11-22"),
        ("yesterday", "not a date"),
        ("٢٠٢٦-١١-٢٢x", "not a date"),
    ],
)
def test_what_is_no_day_is_said(text: str, said: str) -> None:
    problem = read_date(text, Calendar()).problem
    assert problem
    assert said in problem.reason
    assert problem.mend


def test_excels_count_of_days_is_read_by_the_workbooks_own_calendar() -> None:
    assert read_date("45618", EXCEL).value == date(2024, 11, 22)
    assert read_date("44156", EXCEL_1904).value == date(2024, 11, 22)
    assert read_datetime("45618.75", EXCEL).value == datetime(2024, 11, 22, 18, tzinfo=UTC)
    assert read_date("45618", EXCEL).notes == ("serial",)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("2026-07-01 15:15", 14, 15),
        ("2026-07-01T15:15:00", 14, 15),
        ("01/07/2026 15:15", 14, 15),
        ("1 July 2026, 3:15 pm", 14, 15),
        ("2026-07-01T15:15Z", 15, 15),
        ("2026-07-01T15:15:00+02:00", 13, 15),
        ("2026-07-01T15:15:00.123456", 14, 15),
        ("2026-07-01", -1, 0),
    ],
)
def test_a_moment_is_londons_unless_it_says_otherwise(text: str, hour: int, minute: int) -> None:
    expected = datetime(2026, 6, 30, 23, tzinfo=UTC) if hour < 0 else datetime(2026, 7, 1, hour, minute, tzinfo=UTC)
    assert read_datetime(text, Calendar()).value == expected


def test_an_hour_that_the_clocks_skipped_is_no_moment() -> None:
    problem = read_datetime("2026-03-29 01:30", Calendar()).problem
    assert problem
    assert "the clocks went forward" in problem.reason


def test_an_hour_that_happens_twice_is_the_first_and_noted() -> None:
    cell = read_datetime("2026-10-25 01:30", Calendar())
    assert (cell.value, cell.notes) == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), ("twice",))


@pytest.mark.parametrize("text", ["2026-11-22 25:00", "2026-11-22 13:00 pm", "2026-11-22 noon:00", "12:30"])
def test_what_is_no_time_of_day_is_said(text: str) -> None:
    assert read_datetime(text, Calendar()).problem


def test_a_month_is_its_first_day() -> None:
    assert read_month("2022-04", Calendar()).value == date(2022, 4, 1)
    assert read_month("17/04/2022", Calendar()).value == date(2022, 4, 1)
    assert read_month("2022-13", Calendar()).problem
    assert read_month("April", Calendar()).problem


def dates(*texts: str) -> str:
    """Rows with these dates of birth."""
    return csv_of(*(good(reference=f"A{number}", born=text) for number, text in enumerate(texts)))


def test_with_the_day_first_throughout_every_date_is_taken(tmp_path: Path) -> None:
    assert report_of(tmp_path, dates("01/02/1990", "25/12/1990", "1990-03-04")).verdict.accepted == 3


def test_of_mixed_orders_what_could_be_two_days_waits(tmp_path: Path) -> None:
    report = report_of(tmp_path, dates("01/02/1990", "25/12/1990", "12/25/1990", "03/03/1990"))
    assert report.verdict.accepted == 2
    first, second = report.faults
    assert (first.row, second.row) == (2, 4)
    assert "1990-02-01 or 1990-01-02" in first.reason
    assert "written both ways" in first.reason
    assert second.mend == "Write it as 1990-12-25."


def test_one_slip_among_many_dates_holds_its_own_row_alone(tmp_path: Path) -> None:
    report = report_of(tmp_path, dates("01/02/1990", "12/25/1990", *["25/12/1990"] * 50), batch_rows=7)
    assert [fault.row for fault in report.faults] == [3]


def test_one_batch_is_judged_by_the_whole_file(tmp_path: Path) -> None:
    texts = ("01/02/1990", "12/25/1990", "25/12/1990")
    one_by_one = report_of(tmp_path, dates(*texts), batch_rows=1)
    assert one_by_one.faults == report_of(tmp_path, dates(*texts)).faults


def test_with_the_month_first_throughout_nothing_is_guessed(tmp_path: Path) -> None:
    report = report_of(tmp_path, dates("01/02/1990", "12/25/1990"))
    assert report.verdict.accepted == 0
    assert "month first" in report.faults[0].reason


def test_the_future_is_no_day_of_birth(tmp_path: Path) -> None:
    report = report_of(tmp_path, dates("2026-11-23", "2026-11-22"))
    assert report.faults[0].reason == "2026-11-23 is in the future."


def test_a_day_that_stands_for_none_is_noted(tmp_path: Path) -> None:
    report = report_of(tmp_path, dates("01/01/1900"))
    assert [remark.kind for remark in report.verdict.remarks] == ["placeholder"]


def test_the_order_is_that_of_the_evidence() -> None:
    assert read_date("01/02/1990", Calendar(Order.DAY_FIRST)).value == date(1990, 2, 1)
    assert read_date("03/03/1990", Calendar(Order.MIXED)).value == date(1990, 3, 3)
