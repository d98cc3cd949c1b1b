"""A backup takes its name when it is whole; old ones go, and nothing else does."""

import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import pytest
from tests.backups import MANIFEST

from fourfold.ground.kernel.errors import BadInput
from fourfold.project.keeping import filing
from fourfold.trust.audit.domain.checkpoints import Checkpoint

NOW = datetime(2026, 11, 22, 2, 15, tzinfo=UTC)


def write(file: Path, what: Callable[[BinaryIO], object]) -> None:
    """Do `what` while the file is being written."""
    with filing.written_whole(file) as out:
        what(out)


def test_a_file_takes_its_name_when_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "backup.age"
    with filing.written_whole(file) as out:
        out.write(b"half")
        assert not file.exists()
        out.write(b" and half")
    assert file.read_bytes() == b"half and half"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_what_broke_off_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        write(tmp_path / "backup.age", lambda out: out.write(bytes(1 // 0)))
    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "backup.age"
    file.write_bytes(b"mine")
    with pytest.raises(BadInput, match="never overwritten"):
        write(file, lambda out: out.write(b"ours"))
    file.unlink()
    with pytest.raises(BadInput, match="never overwritten"):
        write(file, lambda _out: file.write_bytes(b"came up meanwhile"))
    assert file.read_bytes() == b"came up meanwhile"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        write(tmp_path / "no" / "backup.age", lambda out: out.write(b"ours"))


def test_the_newest_stay_and_strangers_are_left_alone(tmp_path: Path) -> None:
    ours = [tmp_path / filing.name_for(NOW + timedelta(days=day)) for day in range(5)]
    strangers = [tmp_path / name for name in ("fourfold-2026.age", "notes.txt", "fourfold-20200101-000000.age.bak")]
    for file in (*ours, *strangers):
        file.touch()
    assert filing.prune(tmp_path, keep=2) == 3
    assert sorted(tmp_path.iterdir()) == sorted([*ours[-2:], *strangers])
    assert filing.prune(tmp_path, keep=2) == 0


def test_the_last_backup_is_remembered(tmp_path: Path) -> None:
    assert filing.last(tmp_path) is None
    filing.note(tmp_path, MANIFEST, 5)
    assert filing.last(tmp_path) == filing.Noted(MANIFEST.made_at, 5, None)
    tip = Checkpoint(9, bytes(32), NOW)
    filing.note(tmp_path, replace(MANIFEST, checkpoint=tip), 6)
    assert filing.last(tmp_path) == filing.Noted(MANIFEST.made_at, 6, tip)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"made_at": "yesterday", "size": 1, "checkpoint": null}'])
def test_a_note_that_cannot_be_read_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "last-backup.json").write_text(content)
    assert filing.last(tmp_path) is None
