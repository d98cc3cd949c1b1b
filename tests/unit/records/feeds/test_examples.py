"""The example of each contract is a file that the contract takes whole."""

from pathlib import Path

import pytest

from fourfold.engines.tabular.inspecting import Options, inspect
from fourfold.records.feeds.domain.contracts import contract, contract_keys
from fourfold.records.feeds.domain.examples import ROWS, example_csv, example_rows


@pytest.mark.parametrize("key", contract_keys())
def test_every_row_of_the_example_is_taken_and_none_is_remarked_upon(key: str, tmp_path: Path) -> None:
    asked = contract(key)
    file = tmp_path / "example.csv"
    file.write_bytes(example_csv(asked).encode())
    report = inspect(file, asked, Options(today=asked.since))
    assert report.faults == ()
    assert report.verdict.accepted == ROWS
    assert report.verdict.remarks == ()


def test_the_example_is_the_same_each_time_and_tells_of_nobody() -> None:
    asked = contract("missing-episodes")
    assert example_csv(asked) == example_csv(asked)
    assert {row["surname"] for row in example_rows(asked)} <= {"Example", "Sample", "Specimen"}
    assert all(row["nhs_number"].startswith(("999", "")) for row in example_rows(asked) if "nhs_number" in row)
