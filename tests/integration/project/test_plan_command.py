"""`fourfold plan import` and `export`: in somebody's name, all or nothing, with telling exit codes."""

import json
from pathlib import Path

import pytest
from tests import plans
from tests.people import Cast
from typer.testing import CliRunner, Result

from fourfold.accountability.plan.models import Plan
from fourfold.project.cli.plan import plan_app

SMALL = (
    "A small plan\n\nPREVENT - Help early\n\nAction/Objective\tLead/Delivered Through\tTimescales\tSuccess Factors\n"
    "Offer mentoring\tKent Police Medway Council\tJuly 2031\tFewer exclusions\n"
)


@pytest.fixture(autouse=True)
def _in_this_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command's own start-up is that of the test run, done already."""
    from fourfold.project import bootstrap

    class Held:
        def release(self) -> None:
            """Nothing to give back."""

    monkeypatch.setattr(bootstrap, "prepare_django", Held)


def run(*words: object) -> Result:
    return CliRunner().invoke(plan_app, [str(word) for word in words])


def test_an_import_makes_a_draft_and_prints_its_id(people: Cast, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(SMALL)
    ended = run("import", file, "--as", people.cora.email)
    assert ended.exit_code == 0, ended.output
    with people.cora.acting():
        assert str(Plan.objects.get(title="A small plan").pk) in ended.output


@pytest.mark.parametrize(
    ("who", "text", "code", "said"),
    [
        ("cora", "no plan at all", 2, "This file is no 4P plan"),
        ("pat", SMALL, 1, "Only a plan coordinator can do this"),
        ("leo", SMALL, 1, "Only a plan coordinator can do this"),
    ],
)
def test_what_is_refused_says_why_and_keeps_nothing(
    who: str, text: str, code: int, said: str, people: Cast, tmp_path: Path
) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(text)
    ended = run("import", file, "--as", getattr(people, who).email)
    assert ended.exit_code == code
    assert said in ended.stderr
    with people.cora.acting():
        assert not Plan.objects.exists()


def test_an_unknown_account_and_an_absent_file_are_named(people: Cast, tmp_path: Path) -> None:
    absent = run("import", tmp_path / "absent.txt", "--as", people.cora.email)
    assert (absent.exit_code, "There is no file" in absent.stderr) == (2, True)
    file = tmp_path / "plan.txt"
    file.write_text(SMALL)
    unknown = run("import", file, "--as", "nobody@kent.example")
    assert (unknown.exit_code, "There is no open account" in unknown.stderr) == (1, True)


def test_an_export_by_title_comes_back_by_import(people: Cast, tmp_path: Path) -> None:
    plans.make(people)
    out = tmp_path / "plan.json"
    ended = run("export", "A plan for tests", out, "--format", "json", "--as", people.pat.email)
    assert ended.exit_code == 0, ended.output
    assert json.loads(out.read_text())["format"] == "fourfold.plan"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]
    assert run("import", out, "--as", people.cora.email).exit_code == 0
    again = run("export", "A plan for tests", out, "--format", "json", "--as", people.cora.email)
    assert again.exit_code == 2
    assert "2 plans bear this title" in again.stderr


def test_what_is_not_found_leaves_no_file(people: Cast, tmp_path: Path) -> None:
    out = tmp_path / "plan.csv"
    ended = run("export", "Nothing of the kind", out, "--format", "csv", "--as", people.pat.email)
    assert (ended.exit_code, list(tmp_path.iterdir())) == (1, [])
    nowhere = run("export", "x", tmp_path / "absent" / "plan.csv", "--format", "csv", "--as", people.pat.email)
    assert (nowhere.exit_code, "cannot be written" in nowhere.stderr) == (2, True)


def test_an_export_wants_a_name_where_accounts_are_real(people: Cast, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    ended = run("export", "A small plan", out, "--format", "json")
    assert ended.exit_code == 2
    assert "in whose name" in ended.stderr
    assert not out.exists()


def test_what_was_decided_before_an_export_is_not_asked_again(people: Cast, tmp_path: Path) -> None:
    file, out = tmp_path / "plan.txt", tmp_path / "plan.json"
    file.write_text(SMALL.replace("Kent Police Medway Council", "Nobody We Know"))
    assert "to decide:" in run("import", file, "--as", people.cora.email).output
    with people.cora.acting():
        Plan.objects.get(title="A small plan").questions.update(answer="as-proposed", answered_at="2026-01-01T00:00Z")
    assert run("export", "A small plan", out, "--format", "json", "--as", people.cora.email).exit_code == 0
    assert "Nothing is left to decide." in run("import", out, "--as", people.cora.email).output
