"""`fourfold protect` without a database: what is written, and sentences instead of tracebacks."""

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fourfold.ground.kernel.errors import BadInput
from fourfold.project.cli import app

CELLS = "place,sex,n\nDover,F,3\nDover,M,22\nThanet,F,31\nThanet,M,44\nSwale,F,58\nSwale,M,61\n"
TOTALS = "place,sex,n\nDover,Total,25\nThanet,Total,75\nSwale,Total,119\nTotal,F,92\nTotal,M,127\n"


def run(*arguments: str | Path) -> Result:
    """The command; an expected error is raised, as `main` shows it."""
    result = CliRunner().invoke(app, ["protect", *map(str, arguments), "--count", "n", "--by", "place,sex"])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def rows(path: Path) -> dict[tuple[str, str], str]:
    with path.open(encoding="utf-8", newline="") as opened:
        return {(row["place"], row["sex"]): row["n"] for row in csv.DictReader(opened)}


def test_small_counts_are_withheld_and_the_rest_is_rounded(tmp_path: Path) -> None:
    out = tmp_path / "safe.csv"
    assert "1 cells are withheld as small, 0 besides" in run(written(tmp_path, "t.csv", CELLS), "--out", out).output
    assert out.read_text(encoding="utf-8").splitlines()[:3] == ["place,sex,n", "Dover,F,c", "Dover,M,20"]
    found = rows(out)
    assert found["Dover", "Total"] == "20"
    assert found["Total", "F"] == "90"
    assert found["Total", "Total"] == "215"


def test_true_totals_withhold_more_and_what_comes_out_comes_back(tmp_path: Path) -> None:
    table, totals, out = written(tmp_path, "t.csv", CELLS), written(tmp_path, "s.csv", TOTALS), tmp_path / "safe.csv"
    run(table, "--totals", totals, "--out", out)
    found = rows(out)
    hidden = {key for key, value in found.items() if value == "c" and "Total" not in key}
    assert ("Dover", "F") in hidden
    assert all(sum(key[0] == place for key in hidden) != 1 for place in ("Dover", "Thanet", "Swale"))
    again = tmp_path / "again.csv"
    run(table, "--totals", totals, "--earlier", out, "--out", again)
    assert again.read_bytes() == out.read_bytes()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (CELLS.replace("Dover,F,3", "Dover,F,"), r"Row 1 .*has no count. Write 0"),
        (CELLS.replace("Dover,F,3", "Dover,F,-3"), "not below 0"),
        (CELLS.replace("Dover,F,3", "Dover,F,3.5"), "whole number"),
        (CELLS.replace("Dover,F,3", "Dover,F,many"), "whole number"),
        (CELLS + "Dover,F,3\n", "stands in row 1 too"),
        (CELLS + "Dover,total,25\n", "Write Total for a total"),
        (CELLS + "Dover,Total,26\n", "its cells add up to 25"),
        (CELLS.replace("sex", "gender"), "no column sex"),
        ("place,sex,n,name\nDover,F,3,Ada\n", "name is neither counted by nor the count"),
        ("place,sex,n\n", "no rows"),
        ("", "."),
    ],
)
def test_a_table_that_is_odd_is_told_and_nothing_is_written(tmp_path: Path, table: str, said: str) -> None:
    out = tmp_path / "safe.csv"
    with pytest.raises(BadInput, match=said):
        run(written(tmp_path, "t.csv", table), "--out", out)
    assert not out.exists()


@pytest.mark.parametrize(
    ("totals", "said"),
    [
        (TOTALS.replace("Dover,Total,25", "Dover,Total,24"), "24 in the totals published elsewhere"),
        (TOTALS + "Ashford,Total,9\n", "nothing else in the table is called Ashford"),
        (CELLS, "is a cell and no total"),
    ],
)
def test_totals_that_do_not_fit_are_told(tmp_path: Path, totals: str, said: str) -> None:
    out = tmp_path / "safe.csv"
    with pytest.raises(BadInput, match=said):
        run(written(tmp_path, "t.csv", CELLS), "--totals", written(tmp_path, "s.csv", totals), "--out", out)
    assert not out.exists()


def test_a_file_that_is_read_is_not_written_over(tmp_path: Path) -> None:
    table = written(tmp_path, "t.csv", CELLS)
    with pytest.raises(BadInput, match="is read from"):
        run(table, "--out", table)


def test_a_combination_without_a_row_is_withheld_and_told(tmp_path: Path) -> None:
    out = tmp_path / "safe.csv"
    result = run(written(tmp_path, "t.csv", CELLS.replace("Dover,F,3\n", "")), "--out", out)
    assert "1 combinations had no row" in result.output
    assert rows(out)["Dover", "F"] == "c"
