"""Keys of backups: made, kept closed, read back, and told apart from what is none."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest

from fourfold.ground.kernel.errors import BadInput
from fourfold.project.keeping import keys

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_the_public_half_seals_what_the_secret_half_opens(tmp_path: Path) -> None:
    file = tmp_path / "key.txt"
    public = keys.write_identity(file, now=NOW)
    content = pyrage.encrypt(b"everything", keys.recipients([public]))
    assert pyrage.decrypt(content, keys.identities(file)) == b"everything"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not keys.is_sealed(file)


def test_a_passphrase_seals_the_key(tmp_path: Path) -> None:
    file = tmp_path / "key.age"
    public = keys.write_identity(file, now=NOW, passphrase="correct horse")
    assert keys.is_sealed(file)
    assert b"AGE-SECRET-KEY" not in file.read_bytes()
    assert [str(item.to_public()) for item in keys.identities(file, passphrase="correct horse")] == [public]
    with pytest.raises(BadInput, match="passphrase does not open"):
        keys.identities(file, passphrase="wrong horse")


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "key.txt"
    keys.write_identity(file, now=NOW)
    before = file.read_bytes()
    with pytest.raises(BadInput, match="never overwritten"):
        keys.write_identity(file, now=NOW)
    assert file.read_bytes() == before


def test_recipients_are_the_settings_unless_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (keys.write_identity(tmp_path / name, now=NOW) for name in ("a", "b"))
    monkeypatch.setenv(keys.SETTING, f"{first}, {second}\n{first}")
    assert [str(item) for item in keys.recipients()] == [first, second]
    assert [str(item) for item in keys.recipients([second])] == [second]


def test_without_a_recipient_nothing_is_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(keys.SETTING, raising=False)
    with pytest.raises(BadInput, match="no recipient is given"):
        keys.recipients()


def test_a_secret_key_is_not_taken_for_a_public_one_and_not_repeated(tmp_path: Path) -> None:
    file = tmp_path / "key.txt"
    keys.write_identity(file, now=NOW)
    secret = file.read_text().splitlines()[-1]
    with pytest.raises(BadInput, match="secret half") as refused:
        keys.recipients([secret])
    assert secret[20:] not in str(refused.value)


@pytest.mark.parametrize("word", ["age1notakey", "ssh-ed25519", "AGE"])
def test_what_is_no_key_is_told(word: str) -> None:
    with pytest.raises(BadInput, match="no public key"):
        keys.recipients([word])


@pytest.mark.parametrize("content", ["", "# only a comment\n", "AGE-SECRET-KEY-1DAMAGED"])
def test_a_file_without_a_secret_key_is_told(tmp_path: Path, content: str) -> None:
    file = tmp_path / "key.txt"
    file.write_text(content)
    with pytest.raises(BadInput, match=r"no secret key|damaged"):
        keys.identities(file)


def test_a_key_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        keys.identities(tmp_path / "nowhere")
