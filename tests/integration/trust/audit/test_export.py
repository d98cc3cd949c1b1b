"""What `fourfold audit export` writes is what the second agency's own program recomputes, hash for hash."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from fourfold.ground.kernel import clock
from fourfold.project.cli import audit as command
from fourfold.project.cli.audit import audit_app
from fourfold.trust.audit.operations import seal

TOOL = Path(__file__).resolve().parents[4] / "tools/verify_audit.py"


@pytest.fixture
def verifier() -> ModuleType:
    """The program, which is no part of Fourfold's package."""
    spec = importlib.util.spec_from_file_location("verify_audit", TOOL)
    if spec is None or spec.loader is None:
        raise ImportError(TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def fourfold(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command, on the tests' own database."""
    monkeypatch.setattr(command, "_prepare", lambda: None)

    def run(*said: object) -> Result:
        return CliRunner().invoke(audit_app, [str(word) for word in said])

    return run


def test_an_export_is_sound_to_the_second_agency(
    log: Any, fourfold: Any, verifier: ModuleType, tmp_path: Path
) -> None:
    log.write(2, purpose="safeguarding")
    seal(now=clock.now())
    log.sealed(3)
    held, export = tmp_path / "held.json", tmp_path / "export.jsonl"
    assert fourfold("checkpoint", held).exit_code == 0
    log.write(1)
    assert fourfold("export", export).exit_code == 0
    assert verifier.check(str(export), [str(held)]) == ([], {"links": 5, "unsealed": 1})
    assert [json.loads(line).get("position") for line in export.read_text().splitlines()] == [
        *(None, 1, 2, 3, 4, 5),
        *(None, None),
    ]
    again = fourfold("export", export)
    assert again.exit_code == 2
    assert "never overwritten" in again.stderr


TAMPERED = {
    "flipped": ("update audit_entry set actor = 'nobody' where seq = (select min(seq) from audit_entry)",),
    "deleted": ("delete from audit_entry where seq = (select min(seq) from audit_entry)",),
    "unlinked": ("delete from audit_link where position = 2",),
    "cut": (
        "delete from audit_entry where id = (select entry_id from audit_link where position = 4)",
        "delete from audit_link where position = 4",
    ),
}


@pytest.mark.parametrize("way", TAMPERED)
def test_what_the_owner_of_the_database_did_is_found_in_the_export(
    way: str, log: Any, fourfold: Any, verifier: ModuleType, tmp_path: Path
) -> None:
    log.sealed(4)
    held, export = tmp_path / "held.json", tmp_path / "export.jsonl"
    fourfold("checkpoint", held)
    log.tamper(*TAMPERED[way])
    assert fourfold("export", export).exit_code == 0
    assert verifier.main([str(export), str(held)]) == 1


def test_a_history_written_anew_with_sound_hashes_is_found(
    log: Any, fourfold: Any, verifier: ModuleType, tmp_path: Path
) -> None:
    log.sealed(4)
    held, export = tmp_path / "held.json", tmp_path / "export.jsonl"
    fourfold("checkpoint", held)
    log.tamper(
        "update audit_entry set actor = 'nobody' where seq = (select entry_seq from audit_link where position = 2)",
        "update audit_entry e set row_hash = audit_entry_hash(e)",
        "update audit_link l set row_hash = e.row_hash from audit_entry e where e.id = l.entry_id",
    )
    log.hash_chain_anew()
    assert fourfold("verify").exit_code == 0
    fourfold("export", export)
    assert verifier.main([str(export)]) == 0
    assert verifier.main([str(export), str(held)]) == 1
