"""The real files of police.uk, ONS, MHCLG, OS and DfE keep their contracts; every trap in them is seen and said."""

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow as pa
import pytest
from tests.contracts import TODAY

from fourfold.engines.tabular.findings import Verdict
from fourfold.engines.tabular.inspecting import Opened, Options, inspect
from fourfold.engines.tabular.volumes import volume_warnings
from fourfold.records.feeds.domain.contracts import contract, kent_areas

pytestmark = pytest.mark.shared

OTHERS = [
    ("postcodes", "postcodes_kent/kent_medway_postcodes.csv.gz", 52_126),
    ("lsoa-lookup", "boundaries_kent/lookup_lsoa11_lsoa21_ltla22_kent_medway.csv", 1_108),
    ("lsoa-wards", "boundaries_kent/lookup_lsoa21_ward24_ltla24_kent_medway.csv", 1_107),
    ("imd-2019", "demographics_kent/imd2019_lsoa11_kent_medway.csv", 1_065),
    ("imd-2025", "demographics_kent/imd2025_lsoa21_kent_medway.csv", 1_107),
    ("population-2021", "demographics_kent/census2021_population_lsoa21_kent_medway.csv", 1_107),
    ("population-2015", "demographics_kent/iod2019_population_denominators_lsoa11_kent_medway.csv", 1_065),
    ("schools", "schools_kent/gias_kent_medway.csv", 828),
]


@cache
def month(shared: Path, name: str) -> tuple[pa.Table, Verdict]:
    """The accepted rows of a month of street crime, and the verdict."""
    opened = Opened(
        shared / f"data/police_kent/street/{name}-kent-street.csv.gz", contract("street-crime"), Options(TODAY)
    )
    rows = pa.concat_tables([batch.rows for batch in opened.checked()])
    return rows, opened.verdict()


def noted(verdict: Verdict) -> dict[str, int]:
    """How often each kind of remark was made."""
    return {f"{remark.kind} {remark.column}".strip(): remark.count for remark in verdict.remarks}


@pytest.mark.parametrize(("key", "file", "rows"), OTHERS, ids=[one[0] for one in OTHERS])
def test_every_row_of_the_open_series_enters(shared: Path, key: str, file: str, rows: int) -> None:
    verdict = inspect(shared / "data" / file, contract(key), Options(TODAY)).verdict
    assert (verdict.accepted, verdict.held, verdict.rejected) == (rows, 0, None)


@pytest.mark.parametrize(
    ("name", "rows", "ends"), [("2018-10", 19_396, "LF"), ("2022-12", 14_976, "CRLF"), ("2024-01", 14_466, "CRLF")]
)
def test_every_row_of_street_crime_enters(shared: Path, name: str, rows: int, ends: str) -> None:
    path = shared / f"data/police_kent/street/{name}-kent-street.csv.gz"
    report = inspect(path, contract("street-crime"), Options(TODAY))
    assert (report.verdict.accepted, report.verdict.held, report.verdict.rejected) == (rows, 0, None)
    assert report.sniffed
    assert report.sniffed.line_ends == ends


def test_rows_without_an_identifier_are_separate_incidents(shared: Path) -> None:
    """Anti-social behaviour has no Crime ID, and many rows are wholly alike."""
    rows, _verdict = month(shared, "2022-12")
    nameless = [
        kind
        for key, kind in zip(rows["crime_id"].to_pylist(), rows["crime_type"].to_pylist(), strict=True)
        if not key
    ]
    assert set(nameless) == {"anti-social-behaviour"}
    assert len(nameless) == 1_581
    again = [one for one in rows["_occurrence"].to_pylist() if one > 1]
    assert len(again) > 100
    pairs = zip(rows["_fingerprint"].to_pylist(), rows["_occurrence"].to_pylist(), strict=True)
    assert len(set(pairs)) == rows.num_rows


def test_each_period_has_its_small_areas(shared: Path) -> None:
    """2022 comes with areas of 2011 (and a few of 2021 that say so), 2024 with those of 2021."""
    before, verdict = month(shared, "2022-12")
    assert Counter(before["lsoa_code_vintage"].to_pylist()) == {2011: 14_976 - 136 - 40, 2021: 40, None: 136}
    assert noted(verdict)["other-vintage lsoa_code"] == 40
    after, verdict = month(shared, "2024-01")
    assert Counter(after["lsoa_code_vintage"].to_pylist()) == {2021: 14_466 - 136, None: 136}
    assert "other-vintage lsoa_code" not in noted(verdict)


def test_a_naive_join_loses_a_tenth_and_the_lookup_loses_nothing(shared: Path) -> None:
    rows, _verdict = month(shared, "2022-12")
    areas = kent_areas()
    ours = [code for code in rows["lsoa_code"].to_pylist() if code and areas.vintages(code)]
    naive = [code for code in ours if code in areas.codes[2021]]
    assert 0.08 < 1 - len(naive) / len(ours) < 0.12
    assert all(areas.in_2021(code) for code in ours)


def test_rows_without_a_place_enter_and_are_counted(shared: Path) -> None:
    rows, verdict = month(shared, "2024-01")
    assert noted(verdict)["check longitude"] == 136 == rows["longitude"].null_count


def test_points_outside_our_counties_enter_and_are_counted(shared: Path) -> None:
    _rows, verdict = month(shared, "2018-10")
    assert noted(verdict)["outside lsoa_code"] == 19
    assert noted(verdict)["outside longitude"] == 10


def test_an_identifier_that_comes_twice_drops_nothing(shared: Path) -> None:
    rows, verdict = month(shared, "2024-01")
    assert noted(verdict)["repeat crime_id"] == 3
    assert rows.num_rows == 14_466


def test_two_months_of_2018_are_short_at_their_source(shared: Path) -> None:
    names = ("2018-10", "2018-11", "2018-12", "2019-01", "2019-02")
    counts = {day: rows for name in names for day, rows in month(shared, name)[1].months.items()}
    assert [found.month for found in volume_warnings(counts)] == [date(2018, 11, 1), date(2018, 12, 1)]


def test_a_byte_order_mark_read_as_letters_does_not_hide_its_column(shared: Path) -> None:
    report = inspect(shared / "data" / OTHERS[6][1], contract("population-2015"), Options(TODAY))
    assert report.columns
    assert report.columns.places["lsoa11_code"] == 0
