"""A backup that was made without the secret key, before that was changed, opens with the key of its day alone."""

import secrets
from pathlib import Path

import pytest
from tests.backups import write_backup
from tests.kept import Kept

from fourfold.project.keeping import keys

pytestmark = [pytest.mark.embedded, pytest.mark.long]
WRAPPED = "select number, wrapped from sealing_key order by number"


@pytest.fixture
def apart(kept: Kept, tmp_path: Path) -> Path:
    """The installation's backup, as it is made where FOURFOLD_BACKUP_SECRET_KEY is `apart`."""
    manifest, _secret_key, dump = kept.contents()
    identity = keys.identities(kept.key)[0]
    return write_backup(tmp_path / "apart.age", identity, manifest=manifest, dump=dump, secret_key="")


def test_without_the_former_secret_key_all_stays_and_with_it_all_comes_back(
    kept: Kept, apart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, environ = "fourfold_rewrapped", kept.installation.environ
    former, latter = kept.contents()[1], secrets.token_urlsafe(50)
    monkeypatch.setitem(environ, "FOURFOLD_SECRET_KEY", former)
    (tmp_path / "latter").write_text(latter, encoding="ascii")
    kept.copy_to(here)
    before = kept.ask(WRAPPED, here)
    kept.installation.run("keys", "change-secret", "--new", str(tmp_path / "latter"), FOURFOLD_DATABASE_NAME=here)
    rewrapped = kept.ask(WRAPPED, here)
    assert rewrapped != before

    monkeypatch.setitem(environ, "FOURFOLD_SECRET_KEY", latter)
    said = kept.restore(here, "--replace", here, file=apart, status=2)

    assert "does not open" in said
    assert "FOURFOLD_SECRET_KEY" in said
    assert kept.ask(WRAPPED, here) == rewrapped
    assert (kept.installation.home / "secret_key").read_text(encoding="ascii") == former

    monkeypatch.setitem(environ, "FOURFOLD_SECRET_KEY", former)
    said = kept.restore(here, "--replace", here, file=apart)

    assert "the data keys open with the secret key" in said
    assert kept.ask(WRAPPED, here) == before
