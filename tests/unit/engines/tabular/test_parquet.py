"""Parquet: what its types say is read as if it had been written in text."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.contracts import TODAY, visits

from fourfold.engines.tabular.inspecting import Options, Report, inspect


def report_on(folder: Path, **columns: pa.Array) -> Report:
    """The report on a file with these columns."""
    path = folder / "file.parquet"
    pq.write_table(pa.table(columns), path)
    return inspect(path, visits(), Options(TODAY))


def test_types_are_read_as_what_they_are(tmp_path: Path) -> None:
    report = report_on(
        tmp_path,
        reference=pa.array(["A1", "A2", None]).dictionary_encode(),
        born=pa.array([date(1990, 1, 2), None, None]),
        seen_at=pa.array([datetime(2026, 11, 1, 9, 30, tzinfo=UTC), None, None], pa.timestamp("ns", "UTC")),
        people=pa.array([2.0, 3.0, 4.0]),
    )
    assert (report.verdict.accepted, report.verdict.held) == (2, 1)
    assert (report.faults[0].row, report.faults[0].column) == (4, "reference")


def test_bytes_are_text_in_utf_8(tmp_path: Path) -> None:
    report = report_on(tmp_path, reference=pa.array([b"A1", b"\xff"]))
    assert (report.verdict.accepted, report.verdict.held) == (1, 1)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"reference": pa.array([["A1"]])}, "lists or structures: reference"),
        ({"reference": pa.array([], pa.string())}, "empty"),
        ({f"c{number}": pa.array(["x"]) for number in range(501)}, "501 columns"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, columns: dict[str, pa.Array], said: str) -> None:
    rejected = report_on(tmp_path, **columns).verdict.rejected
    assert rejected
    assert said in rejected


def test_a_moment_that_no_calendar_knows_is_refused(tmp_path: Path) -> None:
    rejected = report_on(tmp_path, reference=pa.array(["A1"]), seen_at=pa.array([2**62], pa.timestamp("us"))).verdict
    assert rejected.rejected
