"""When the period of a record is over: by every date that its contract names, and not at all where one is missing."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from fourfold.accountability.rights.domain.removal import (
    GOES,
    Batch,
    Candidate,
    Halts,
    Version,
    day_of,
    periods_of,
    split,
    why_runs,
    why_stays,
)
from fourfold.records.feeds.domain.contracts import contracts

ON = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
EPISODE = "missing-episodes"


def version(cells: dict[str, Any], contract: str = EPISODE, on: date = date(2010, 1, 1)) -> Version:
    """A version of a row that is seen."""
    return Version(uuid4(), on, contract, cells)


def batch(*rows: Candidate, data_set: str = EPISODE) -> Batch:
    """Some records of a removal that was decided on a day."""
    return Batch(Halts.NOTHING, uuid4(), ON, AT, periods_of(data_set), rows)


def row(*versions: Version, touched: datetime = AT, way: str = "") -> Candidate:
    """A record with the versions of its row; it is the first of these."""
    return Candidate(versions[0].id, versions[0].on, touched, way, versions)


def test_every_contract_of_people_names_dates_and_none_of_them_is_when_it_is_only_expected_to_end() -> None:
    for one in contracts():
        if one.data_set:
            assert one.retention.ends, one.key
        assert {end.column for end in one.retention.ends} <= {column.key for column in one.columns}


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("2020-11-22T10:00:00+00:00", GOES),
        ("2020-11-23T10:00:00+00:00", "runs"),  # six years after is the day itself, which is not before it
        ("2020-06-30T23:30:00+00:00", GOES),
        ("", f"empty/{EPISODE}/returned_at"),
        ("soon", f"empty/{EPISODE}/returned_at"),
        (None, f"empty/{EPISODE}/returned_at"),
    ],
)
def test_the_time_runs_from_the_end_and_not_from_the_beginning(found: str | None, said: str) -> None:
    cells = {} if found is None else {"returned_at": found}
    assert why_runs(version(cells), periods_of(EPISODE), ON) == said


def test_a_moment_is_of_the_day_that_it_has_in_london() -> None:
    assert day_of("2020-07-01T23:30:00+00:00", "datetime") == date(2020, 7, 2)
    assert day_of("2020-12-31T23:30:00+00:00", "datetime") == date(2020, 12, 31)
    assert day_of("2020-02-01", "month") == date(2020, 2, 29)
    assert day_of("2020-02-30", "date") is None


CARE = "childrens-social-care"


@pytest.mark.parametrize(
    ("status", "born", "said"),
    [
        ("in-need", "2001-11-22", GOES),
        ("in-need", "2001-11-23", "runs"),
        ("looked-after", "2001-11-22", "runs"),
        ("looked-after", "1951-11-22", GOES),
        (None, "2001-11-22", "runs"),  # it does not say that they were not looked after
        ("in-need", None, f"empty/{CARE}/date_of_birth"),
    ],
)
def test_dates_that_count_for_some_rows_count_where_the_row_does_not_say(
    status: str | None, born: str | None, said: str
) -> None:
    cells = {"status_until": "2012-01-01", "status": status, "date_of_birth": born}
    told = version({key: value for key, value in cells.items() if value is not None}, CARE)
    assert why_runs(told, periods_of(CARE), ON) == said


def test_what_a_person_looks_at_is_not_removed_with_others() -> None:
    over = {"occurred_at": "2010-01-01T10:00:00+00:00", "reported_at": "2010-01-01T10:00:00+00:00"}
    periods = periods_of("police-incidents")
    for outcome in ({"outcome": "open"}, {}):
        looked = version({**over, **outcome}, "police-incidents")
        assert why_runs(looked, periods, ON) == "look/police-incidents/outcome"
    ended = version({**over, "outcome": "caution"}, "police-incidents")
    assert why_runs(ended, periods, ON) == GOES


def test_without_a_contract_or_a_date_that_counts_nothing_is_over() -> None:
    assert why_runs(version({}, ""), periods_of(EPISODE), ON) == "unknown"
    assert why_runs(version({}), {EPISODE: {"months": 1, "ends": [], "looks": []}}, ON) == "unknown"
    recent = version({"returned_at": "2010-01-01T10:00:00+00:00"}, on=date(2025, 1, 1))
    assert why_runs(recent, periods_of(EPISODE), ON) == "runs", "not due to be looked at"


def test_a_row_goes_whole_or_not_at_all() -> None:
    over, young = (
        version({"returned_at": "2010-01-01T10:00:00+00:00"}),
        version({"returned_at": "2024-01-01T10:00:00+00:00"}),
    )
    later = datetime(2026, 11, 23, 11, tzinfo=UTC)
    rows = [row(over), row(over, young), row(young, over), row(over, touched=later), row(over, way="held")]
    gone = Candidate(uuid4(), over.on, AT, "", (over,))
    asked = batch(*rows, gone)
    assert [why_stays(one, asked) for one in asked.rows] == [GOES, "version", "runs", "changed", "held", "changed"]
    assert split(asked) == ([over.id], {"version": 1, "runs": 1, "changed": 2, "held": 1})
