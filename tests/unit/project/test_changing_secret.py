"""Another secret key: killed between any two steps, the same command goes on, with one that opens."""

from pathlib import Path

import pytest

from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.kernel.sealing import CannotUnseal
from fourfold.project.keeping import changing_secret
from fourfold.project.keeping.changing_secret import BEFORE, NEXT, change


class Keys:
    """The database's keys: they open with one secret."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.fails = False

    def opens(self, secret: str) -> bool:
        return secret == self.secret

    def rewrap(self, *, old: str, new: str) -> int:
        if self.fails:
            raise KeyboardInterrupt
        if old != self.secret:
            raise CannotUnseal("wrong")
        self.secret = new
        return 2


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Keys:
    from contextlib import nullcontext

    found = Keys("old")
    (tmp_path / "secret_key").write_text("old")
    for name in ("opens", "rewrap"):
        monkeypatch.setattr(changing_secret.operations, name, getattr(found, name))
    monkeypatch.setattr(changing_secret.operations, "alone", nullcontext)
    return found


def go(home: Path, in_use: str, *, is_set: bool = False, given: str = "") -> None:
    change(home, in_use=in_use, is_set=is_set, given=given, say=lambda _words: None)


def test_the_file_holds_what_opens(tmp_path: Path, keys: Keys) -> None:
    go(tmp_path, "old")
    assert (tmp_path / "secret_key").read_text() == keys.secret != "old"
    assert (tmp_path / BEFORE).read_text() == "old"
    assert not (tmp_path / NEXT).exists()


def test_killed_before_the_keys_are_wrapped_the_old_one_counts(tmp_path: Path, keys: Keys) -> None:
    keys.fails = True
    with pytest.raises(KeyboardInterrupt):
        go(tmp_path, "old")
    assert keys.opens((tmp_path / "secret_key").read_text())
    keys.fails = False
    go(tmp_path, "old")
    assert keys.opens((tmp_path / "secret_key").read_text())


def test_killed_after_it_the_new_one_is_taken_up(tmp_path: Path, keys: Keys) -> None:
    (tmp_path / NEXT).write_text("new")
    keys.secret = "new"
    go(tmp_path, "old")
    assert (tmp_path / "secret_key").read_text() == "new"


def test_a_wrong_key_changes_nothing(tmp_path: Path, keys: Keys) -> None:
    with pytest.raises(CannotUnseal, match="Put the former secret key back"):
        go(tmp_path, "another")
    assert keys.secret == "old"
    assert not (tmp_path / NEXT).exists()


def test_a_setting_is_for_its_owner_to_change(tmp_path: Path, keys: Keys) -> None:
    with pytest.raises(BadInput, match="at least 50"):
        go(tmp_path, "old", is_set=True, given="short")
    go(tmp_path, "old", is_set=True, given="n" * 60)
    assert keys.secret == "n" * 60
    go(tmp_path, "old", is_set=True, given="n" * 60)
    assert (tmp_path / "secret_key").read_text() == "old"
