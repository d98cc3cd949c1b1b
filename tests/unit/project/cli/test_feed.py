"""`fourfold feed`: what it prints, with which status it ends, and that it needs neither Django nor a database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.contracts import CONTRACT, csv_of, good
from typer.testing import CliRunner, Result

from fourfold.project.cli.feed import feed_app

KEYS = {"row", "column", "value", "reason", "mend"}


def run(*words: object) -> Result:
    """What the command says."""
    return CliRunner().invoke(feed_app, [str(word) for word in words])


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "visits.toml"
    path.write_text(CONTRACT, encoding="utf-8")
    return path


def a_file(folder: Path, *rows: tuple[str, ...]) -> Path:
    """A file with these rows."""
    path = folder / "file.csv"
    path.write_text(csv_of(*rows), encoding="utf-8")
    return path


def test_all_accepted_is_0(contract: Path, tmp_path: Path) -> None:
    result = run("check", contract, a_file(tmp_path, good()), "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["accepted"], told["quarantined"], told["rejected"]) == (0, 1, [], None)
    assert told["detected"]["encoding"] == "UTF-8"


def test_some_in_quarantine_is_1(contract: Path, tmp_path: Path) -> None:
    result = run("check", contract, a_file(tmp_path, good(), good(reference="A2", born="31/02/1990")), "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["accepted"], told["rejected"]) == (1, 1, None)
    assert [set(fault) for fault in told["quarantined"]] == [KEYS]
    assert told["quarantined"][0]["row"] == 3


def test_refused_is_2(contract: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    result = run("check", contract, empty, "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["accepted"], told["quarantined"]) == (2, 0, [])
    assert told["rejected"].startswith("The file is empty.")


def test_people_get_sentences(contract: Path, tmp_path: Path) -> None:
    result = run("check", contract, a_file(tmp_path, good(), good(reference="A2", people="many")))
    assert "1 row accepted, 1 in quarantine" in result.stdout
    assert "Row 3, people: “many” is not a whole number. Write digits alone." in result.stdout
    assert "encoding UTF-8, delimiter comma" in result.stdout


def test_an_unknown_contract_is_2_with_those_there_are(tmp_path: Path) -> None:
    result = run("check", "crimes", a_file(tmp_path, good()))
    assert result.exit_code == 2
    assert "There is no contract crimes. There are: ae-patterns" in result.stderr


def test_a_contract_that_cannot_be_used_is_2(contract: Path, tmp_path: Path) -> None:
    contract.write_text(CONTRACT.replace("monthly", "often"), encoding="utf-8")
    result = run("check", contract, a_file(tmp_path, good()))
    assert result.exit_code == 2
    assert "often is not one of daily" in result.stderr


@pytest.mark.parametrize("name", ["nothing.csv", "."])
def test_a_missing_file_is_2(contract: Path, tmp_path: Path, name: str) -> None:
    result = run("check", contract, tmp_path / name)
    assert result.exit_code == 2
    assert "cannot be read" in result.stdout


def test_contracts_are_listed(tmp_path: Path) -> None:
    assert "missing-episodes" in run("contracts").stdout
    told = json.loads(run("contracts", "--json").stdout)
    street = next(one for one in told if one["key"] == "street-crime")
    assert "crime_id" in street["columns"]
    assert "month" in street["required"]


def test_it_needs_no_django(contract: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from fourfold.project.cli.feed import feed_app\n"
        "try:\n feed_app()\n"
        "finally:\n assert not [name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg')]"
    )
    words = [sys.executable, "-c", script, "check", str(contract), str(a_file(tmp_path, good()))]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
