"""Values brought to one form by other processes, or here where these fail: the same, in the same order."""

import sys
from pathlib import Path

import pyarrow as pa
import pytest

from fourfold.engines.linkage.normalising import spreading
from fourfold.engines.linkage.normalising.deriving import DERIVED, derive

VALUES = {
    "forename": pa.array(["Ann", "unknown", "José Maria", "Łukasz", None, "Ted"]),
    "nhs_number": pa.array(["943 476 5919", "123"]),
    "upn": pa.array([], pa.string()),
}
EXPECTED = {field: pa.table(derive(field, values.drop_null())) for field, values in VALUES.items()}


def spread(others: int) -> dict[str, pa.Table]:
    return spreading.spread({field: values.drop_null() for field, values in VALUES.items()}, others=others)


@pytest.mark.parametrize("others", [0, 2])
def test_each_value_comes_back_in_its_place(others: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "PART", 2)
    if others:  # They do all of it: nothing is left for this process.
        monkeypatch.setattr(spreading, "derive", None)
    found = spread(others)
    assert {field: table.combine_chunks() for field, table in found.items()} == EXPECTED
    assert found["forename"]["forename"].to_pylist() == ["ann", None, "josemaria", "lukasz", "ted"]


def test_where_other_processes_fail_the_work_is_done_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    breaking = tmp_path / "python"
    breaking.write_text("#!/bin/sh\nhead -c 10 >/dev/null\necho nonsense\n")
    breaking.chmod(0o755)
    for executable in (str(breaking), str(tmp_path / "nowhere"), "/bin/true", ""):
        monkeypatch.setattr(sys, "executable", executable)
        assert {field: table.combine_chunks() for field, table in spread(2).items()} == EXPECTED


def test_fields_are_known_by_the_other_process() -> None:
    values = {field: pa.array(["1"]) for field in DERIVED}
    here = {field: pa.table(derive(field, one)) for field, one in values.items()}
    assert spreading.spread(values, others=1) == here
