"""A backup may be made without the secret key; a restore then takes the one that is here, or says what to do."""

from pathlib import Path

import pytest

from fourfold.ground.kernel.errors import BadInput
from fourfold.project.keeping import secret


def test_the_key_goes_along_unless_it_is_kept_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOURFOLD_BACKUP_SECRET_KEY", raising=False)
    assert secret.goes_along("the key") == "the key"
    monkeypatch.setenv("FOURFOLD_BACKUP_SECRET_KEY", "apart")
    assert secret.goes_along("the key") == ""
    monkeypatch.setenv("FOURFOLD_BACKUP_SECRET_KEY", "elsewhere")
    with pytest.raises(BadInput, match="inside"):
        secret.goes_along("the key")


def test_a_backup_without_it_takes_the_one_that_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOURFOLD_SECRET_KEY", "before")
    monkeypatch.setattr(secret, "_given", "")
    with pytest.raises(BadInput, match="kept apart"):
        secret.use("", tmp_path)
    (tmp_path / "secret_key").write_text("from the safe")
    assert secret.use("", tmp_path) == "from the safe"
    assert secret.use("the backup's", tmp_path) == "the backup's"
