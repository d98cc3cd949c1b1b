"""`fourfold audit`: what it says and how it exits."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fourfold.project.cli import audit as command
from fourfold.project.cli.audit import audit_app


@pytest.fixture
def fourfold(log, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(command, "_prepare", lambda: None)

    def run(*words: object) -> Result:
        return CliRunner().invoke(audit_app, [str(word) for word in words])

    return run


def test_a_sound_log_exits_0(log, fourfold) -> None:
    log.write(3)
    assert fourfold("seal").stdout == "Sealed 3 entries.\n"
    result = fourfold("verify")
    assert result.exit_code == 0
    assert result.stdout.startswith("The audit log is sound.\n3 entries checked, 3 of them sealed, 0 waiting.\n")


def test_a_log_that_was_tampered_with_exits_1_and_says_where(log, fourfold) -> None:
    log.sealed(3)
    log.tamper(
        "update audit_entry set purpose = 'x' where seq = (select entry_seq from audit_link where position = 2)"
    )
    result = fourfold("verify")
    assert result.exit_code == 1
    assert "Position 2, entry " in result.stdout


def test_a_checkpoint_finds_a_cut_log(log, fourfold, tmp_path: Path) -> None:
    log.sealed(3)
    file = tmp_path / "witness.json"
    assert fourfold("checkpoint", file).exit_code == 0
    assert fourfold("verify", "--checkpoint", file).exit_code == 0
    log.wipe()
    assert fourfold("verify").exit_code == 0
    result = fourfold("verify", "--checkpoint", file)
    assert result.exit_code == 1
    assert "cut off" in result.stdout


def test_a_checkpoint_is_never_overwritten(log, fourfold, tmp_path: Path) -> None:
    log.sealed(1)
    file = tmp_path / "witness.json"
    file.write_text("mine")
    result = fourfold("checkpoint", file)
    assert result.exit_code == 2
    assert "never overwritten" in result.stderr
    assert file.read_text() == "mine"


def test_with_nothing_sealed_there_is_no_checkpoint(fourfold, tmp_path: Path) -> None:
    result = fourfold("checkpoint", tmp_path / "witness.json")
    assert result.exit_code == 2
    assert "Nothing has been sealed yet" in result.stderr
    assert not (tmp_path / "witness.json").exists()


@pytest.mark.parametrize(
    "content", [None, b"", b"\xff\xfe\x00", b"{}", b'{"format": "fourfold-audit-checkpoint-v1"}']
)
def test_a_bad_checkpoint_file_exits_2_and_says_why(fourfold, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "witness.json"
    if content is not None:
        file.write_bytes(content)
    result = fourfold("verify", "--checkpoint", file)
    assert result.exit_code == 2
    assert str(file) in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("place", ["missing/witness.json", "."])
def test_a_place_that_cannot_be_written_exits_2(log, fourfold, tmp_path: Path, place: str) -> None:
    log.sealed(1)
    result = fourfold("checkpoint", tmp_path / place)
    assert result.exit_code == 2
    assert result.stderr
