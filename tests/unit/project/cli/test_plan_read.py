"""`fourfold plan read`: what it prints, how it refuses, and that it needs no Django."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from tests.samples.plan_documents import SMALL_PLAN, as_word, plan
from typer.testing import CliRunner

from fourfold.project.cli.plan_read import read_command


@pytest.fixture
def run():
    app = typer.Typer()
    app.command()(read_command)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(SMALL_PLAN, encoding="utf-8")
    return path


def test_json_has_exactly_the_agreed_shape(run, file):
    printed = json.loads(run(file, "--json").stdout)
    assert printed == {
        "title": "A small plan",
        "strands": [
            {
                "name": "Prevent",
                "aim": "Help early.",
                "actions": [
                    {
                        "number": 1,
                        "text": "Offer a café visit to each school – in person.",
                        "leads": [
                            {"agency": "Kent Police", "agency_now": "Kent Police", "qualifier": None},
                            {"agency": "Medway Council", "agency_now": "Medway Council", "qualifier": None},
                        ],
                        "timescales": [{"kind": "due", "date": "2026-07-31", "raw": "July 2026"}],
                    },
                    {
                        "number": 2,
                        "text": "Ask young people what they need.",
                        "leads": [{"agency": "Medway Council", "agency_now": "Medway Council", "qualifier": None}],
                        "timescales": [{"kind": "ongoing", "date": None, "raw": "Ongoing"}],
                    },
                ],
                "success_factors": ["Fewer fights", "More trust"],
            },
            {
                "name": "Pursue",
                "aim": "Stop harm.",
                "actions": [
                    {
                        "number": 1,
                        "text": "Use the powers we have.",
                        "leads": [{"agency": "Kent Police", "agency_now": "Kent Police", "qualifier": None}],
                        "timescales": [{"kind": "review", "date": "2027-03-31", "raw": "March 2027 (review)"}],
                    }
                ],
                "success_factors": ["Less violence"],
            },
        ],
        "unassigned": [],
    }


def test_without_json_it_is_for_people(run, file):
    printed = run(file).stdout
    assert "1. Use the powers we have." in printed
    assert "Review 31 March 2027" in printed
    assert "2 strands, 3 actions." in printed
    assert "The plan has no strand Protect." in printed


def test_what_a_body_is_now_and_what_has_no_place_is_shown(run, tmp_path):
    path = tmp_path / "plan.txt"
    path.write_bytes(plan("Do this.\tNational Probation Service via KFRS\tsoon\t"))
    printed = run(path).stdout
    assert "National Probation Service (now Probation Service) [via KFRS]" in printed
    assert "Words without a place:\n  soon" in printed


def test_a_word_document_is_read(run, tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(as_word(SMALL_PLAN))
    assert run(path, "--json").exit_code == 0


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "empty"), (b"%PDF-1.4", "PDF"), (plan("one\ttwo"), "line 6, cell 3")]
)
def test_a_refusal_goes_to_stderr_with_exit_code_2(run, tmp_path, data, said):
    path = tmp_path / "plan.txt"
    path.write_bytes(data)
    result = run(path)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.output


def test_a_missing_file_and_a_folder_are_refused(run, tmp_path):
    assert "no such file" in run(tmp_path / "absent.txt").stderr
    assert "That is a folder" in run(tmp_path).stderr
    assert run(tmp_path).exit_code == 2


def test_a_terminal_without_the_letters_still_gets_an_answer(file):
    ran = _python(f"read_command(Path({str(file)!r}), as_json=False)", PYTHONIOENCODING="ascii")
    assert ran.returncode == 0, ran.stderr
    assert "caf? visit" in ran.stdout
    as_json = _python(f"read_command(Path({str(file)!r}), as_json=True)", PYTHONIOENCODING="ascii")
    assert "café" in json.loads(as_json.stdout)["strands"][0]["actions"][0]["text"]


def test_it_needs_no_django_and_no_database(file):
    ran = _python(
        f"read_command(Path({str(file)!r}), as_json=True)\n"
        "print(sorted({'django', 'psycopg', 'docx'} & sys.modules.keys()), file=sys.stderr)"
    )
    assert ran.stderr.strip() == "[]"


def _python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    start = "import sys\nfrom pathlib import Path\nfrom fourfold.project.cli.plan_read import read_command\n"
    return subprocess.run(
        [sys.executable, "-c", start + code], capture_output=True, text=True, env=environment, check=False
    )
