"""`fourfold link` without a database: any columns, every record once, a sentence instead of a traceback."""

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fourfold.ground.kernel.errors import BadInput
from fourfold.project.cli import app

POLICE = """record_id,forename,surname,dob,postcode,colour
1,Ted,Smith,01/02/1990,ME7 1AA,red
2,Ann,Lee,3/4/2001,CT1 1AA,
"""
SCHOOL = """record_id,forename,surname,date_of_birth,postcode
x,Edward,Smith,1990-02-01,me71aa
y,José,Núñez,2001-04-03,CT1 1AA
"""


def run(folder: Path, *arguments: str) -> Result:
    """The command, its results beside its inputs; an expected error is raised, as `main` shows it."""
    result = CliRunner().invoke(app, ["link", *(str(folder / one) if "." in one else one for one in arguments)])
    if isinstance(result.exception, BadInput):
        raise result.exception
    return result


def people(path: Path) -> dict[tuple[str, str], str]:
    """Each record's person, by its key."""
    with path.open(encoding="utf-8", newline="") as opened:
        return {(row["source"], row["record_id"]): row["person_id"] for row in csv.DictReader(opened)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "police.csv").write_text(POLICE, encoding="utf-8")
    (tmp_path / "school.csv").write_text(SCHOOL, encoding="utf-8")
    return tmp_path


def test_every_record_comes_back_once_with_its_person(folder: Path) -> None:
    result = run(folder, "police.csv", "school.csv", "--out", "out.csv", "--pairs", "pairs.csv")
    assert result.exit_code == 0, result.output
    found = people(folder / "out.csv")
    assert list(found) == [("police", "1"), ("police", "2"), ("school", "x"), ("school", "y")]
    assert found["police", "1"] == found["school", "x"]
    assert len(set(found.values())) == 3
    assert (folder / "out.csv").read_text(encoding="utf-8").startswith("source,record_id,person_id\n")
    with (folder / "pairs.csv").open(encoding="utf-8", newline="") as opened:
        (pair,) = csv.DictReader(opened)
    assert float(pair["match_probability"]) > 0.9
    assert float(pair["birth"]) > 5
    assert "colour is not used" in result.stderr
    assert "dob is read as date_of_birth" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"record_id,colour\n1,red\n", "none of the columns"),
        (b"record_id,surname,Surname\n1,a,b\n", "two columns surname"),
        (b"record_id,surname\n1,a\n1,b\n", "stand more than once"),
        (b"record_id,surname\n1,a,b\n", "no even table"),
        (b"record_id,surname\n,a\n", "no record_id"),
        (b"record_id,surname\n1,\0\n", "NUL"),
        (b"\xff\xfer", "utf-16"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_nothing_is_written(
    folder: Path, content: bytes, words: str
) -> None:
    (folder / "odd.csv").write_bytes(content)
    (folder / "out.csv").write_text("before", encoding="utf-8")
    with pytest.raises(BadInput, match=words):
        run(folder, "police.csv", "odd.csv", "--out", "out.csv")
    assert (folder / "out.csv").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in folder.iterdir()) == ["odd.csv", "out.csv", "police.csv", "school.csv"]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"\xef\xbb\xbfrecord_id;surname\r\n7;M\xc3\xbcller\r\n", ["7"]),
        (b"record_id,surname\n7,M\xfcller\n", ["7"]),
        (b"\n\nsurname\tforename\nLee\tAnn\nLee\tBob\n", ["1", "2"]),
        ("record_id,surname\n7,Müller\n".encode("utf-16"), ["7"]),
        (b'record_id,surname,address\n7,Lee,"1 High St,\nDover"\n', ["7"]),
        (b"record_id,surname\n", []),
    ],
)
def test_what_is_odd_but_clear_is_read(folder: Path, content: bytes, names: list[str]) -> None:
    (folder / "odd.csv").write_bytes(content)
    assert run(folder, "odd.csv", "--out", "out.csv").exit_code == 0
    assert [record for _source, record in people(folder / "out.csv")] == names


def test_names_that_clash_are_refused(folder: Path) -> None:
    (folder / "deeper").mkdir()
    (folder / "deeper/police.csv").write_text(POLICE, encoding="utf-8")
    with pytest.raises(BadInput, match="Two sources are called police"):
        run(folder, "police.csv", "deeper/police.csv", "--out", "out.csv")
    with pytest.raises(BadInput, match="named twice"):
        run(folder, "police.csv", "--out", "police.csv")
    with pytest.raises(BadInput, match="cannot be written"):
        run(folder, "police.csv", "--out", "nowhere/out.csv")
    with pytest.raises(BadInput, match="cannot be opened"):
        run(folder, "police.csv", "--out", "out.csv", "--model", "model.json")
    with pytest.raises(BadInput, match="There is no file"):
        run(folder, "gone.csv", "--out", "out.csv")
