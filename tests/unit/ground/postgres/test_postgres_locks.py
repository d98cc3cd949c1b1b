"""A lock on a file: one holder, and a folder of its own where none is there yet."""

from pathlib import Path

from fourfold.ground.postgres.locks import Lock


def test_a_fresh_machine_has_no_folder_for_it_yet(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "data" / "home" / "restore.lock")
    assert lock.take()
    lock.free()


def test_one_at_a_time(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    assert first.take()
    assert not second.take()
    first.free()
    assert second.take()
    second.free()
