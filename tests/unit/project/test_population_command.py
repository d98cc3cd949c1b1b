"""`fourfold population` writes files that say of themselves that they are synthetic."""

from pathlib import Path

from typer.testing import CliRunner

from fourfold.project.cli import app

RUN = CliRunner()


def test_files_are_written_and_marked(tmp_path: Path) -> None:
    out = tmp_path / "kent"
    done = RUN.invoke(app, ["population", "--people", "300", "--seed", "4", "--out", str(out)])
    assert done.exit_code == 0
    assert "All of it is synthetic" in done.stderr
    names = {path.name for path in out.iterdir()}
    assert names == {f"{key}.csv" for key in ("police", "social_care", "education", "youth_justice", "health")} | {
        "truth.csv",
        "README.txt",
    }
    for path in out.glob("*.csv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        assert header.endswith('"is_synthetic"')
        assert all(row.endswith('"true"') for row in rows)
    assert "no real person" in (out / "README.txt").read_text(encoding="utf-8")


def test_the_same_arguments_write_the_same_bytes(tmp_path: Path) -> None:
    told = ["population", "--people", "300", "--seed", "4", "--month", "2026-04", "--faults", "0.1", "--out"]
    for name in ("one", "two"):
        assert RUN.invoke(app, [*told, str(tmp_path / name)]).exit_code == 0
    one = {path.relative_to(tmp_path / "one"): path.read_bytes() for path in (tmp_path / "one").rglob("*.*")}
    two = {path.relative_to(tmp_path / "two"): path.read_bytes() for path in (tmp_path / "two").rglob("*.*")}
    assert one == two
    assert any(path.name.startswith("planted-") for path in one)
    assert any(path.name.startswith("synthetic-police-incidents-2026-04") for path in one)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    done = RUN.invoke(app, ["population", "--people", "10", "--out", str(file)])
    assert done.exit_code == 2
    assert "Please name another folder" in done.stderr
    assert file.read_text() == "in the way"


def test_a_month_to_come_is_refused(tmp_path: Path) -> None:
    told = ["population", "--people", "10", "--month", "2026-10", "--out", str(tmp_path / "kent")]
    done = RUN.invoke(app, told)
    assert done.exit_code == 2
    assert "--until" in done.stderr
    assert not (tmp_path / "kent").exists()
    assert RUN.invoke(app, [*told, "--until", "2026-10-20"]).exit_code == 0


def test_a_month_that_is_none_is_refused(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["population", "--people", "10", "--month", "April", "--out", str(tmp_path / "kent")])
    assert done.exit_code == 2
    assert not (tmp_path / "kent").exists()
