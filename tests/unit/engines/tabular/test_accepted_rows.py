"""What is accepted comes as Arrow: typed, numbered, and with a fingerprint that does not depend on the form."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from tests.contracts import TODAY, csv_of, good, visits

from fourfold.engines.tabular.inspecting import Opened, Options, check_row
from fourfold.engines.tabular.refusing import Refusal
from fourfold.records.feeds.domain.contracts import contract


def accepted(folder: Path, content: str, *, name: str = "file.csv", key: str = "") -> pa.Table:
    """The rows that enter."""
    path = folder / name
    path.write_text(content, encoding="utf-8")
    opened = Opened(path, contract(key) if key else visits(), Options(TODAY))
    return pa.concat_tables([batch.rows for batch in opened.checked()])


def test_rows_are_typed_and_numbered(tmp_path: Path) -> None:
    rows = accepted(tmp_path, csv_of(good(), good(reference="A2", people="")))
    assert rows["_row"].to_pylist() == [2, 3]
    assert rows["born"].to_pylist()[0] == date(1990, 12, 10)
    assert rows["seen_at"].to_pylist()[0] == datetime(2026, 11, 1, 10, 30, tzinfo=UTC)
    assert rows["people"].to_pylist() == [2, None]
    assert rows.schema.field("seen_at").type == pa.timestamp("us", "UTC")


def test_a_row_has_one_fingerprint_however_it_is_written(tmp_path: Path) -> None:
    plain = accepted(tmp_path, csv_of(good()))
    other = csv_of(good(born="10/12/1990", seen_at="1 Nov 2026 10:30 am", kind="Home visit", postcode="me141xx"))
    line = (
        '{"reference": "A1", "full name": "Ada Lovelace", "dob": "10 December 1990", "kind": "VISIT", "people": 2.0, '
    )
    line += '"postcode": "ME141XX", "seen_at": "2026-11-01T10:30:00Z"}\n'
    prints = {
        table["_fingerprint"].to_pylist()[0]
        for table in (plain, accepted(tmp_path, other), accepted(tmp_path, line, name="file.jsonl"))
    }
    assert len(prints) == 1


def test_identical_rows_without_identity_are_told_apart_by_number(tmp_path: Path) -> None:
    row = ",2022-05,Kent Police,Kent Police,1.08,51.27,On or near Burgate,E01024078,Canterbury 001A,ASB,,"
    row = row.replace("ASB", "Anti-social behaviour")
    headers = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    headers += "Last outcome category,Context"
    rows = accepted(tmp_path, headers + f"\n{row}" * 3, key="street-crime")
    assert rows["_occurrence"].to_pylist() == [1, 2, 3]
    assert len(set(rows["_fingerprint"].to_pylist())) == 1
    assert rows["lsoa_code_vintage"].to_pylist() == [2011, 2011, 2011]


def test_a_single_row_is_checked_as_in_a_file() -> None:
    held = check_row(visits(), {"reference": "A1", "people": "many"}, TODAY)
    assert held.rows.num_rows == 0
    assert held.held[0].faults[0].key == "people"
    mended = check_row(visits(), {"reference": "A1", "people": "2"}, TODAY)
    assert mended.rows["people"].to_pylist() == [2]


def test_a_single_row_with_an_unknown_column_is_refused() -> None:
    with pytest.raises(Refusal, match="There is no column colour"):
        check_row(visits(), {"colour": "red"}, TODAY)


def test_a_row_that_waits_is_kept_as_it_was_sent(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("Reference,People,Extra\nA1, many ,x\n", encoding="utf-8")
    (batch,) = Opened(path, visits(), Options(TODAY)).checked()
    assert batch.held[0].values == {"Reference": "A1", "People": " many ", "Extra": "x"}
