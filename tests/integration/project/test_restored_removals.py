"""Whoever was removed after a backup does not come back with it; whoever is held by law stays."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import prepared
from tests.installations import Installation
from tests.kept import Kept, back_up

pytestmark = [pytest.mark.embedded, pytest.mark.long]
STEPS = Path(__file__).parents[2] / "removals.py"


@pytest.fixture
def installation() -> Iterator[Installation]:
    made = Installation(prepared.SET_UP)
    yield made
    shutil.rmtree(made.home, ignore_errors=True)


def step(installation: Installation, *words: str) -> Any:
    """What a step of `tests/removals.py` printed, as JSON."""
    done = subprocess.run(
        [sys.executable, str(STEPS), *words],
        env=installation.environ,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    if done.returncode:
        raise AssertionError(done.stdout + done.stderr)
    said = done.stdout.strip().splitlines()
    return json.loads(said[-1]) if said else None


def test_who_was_removed_stays_away_and_who_is_held_stays(installation: Installation, tmp_path: Path) -> None:
    """Restored across a change of both keys: the list of removals is read by what neither changes."""
    known = step(installation, "begin")
    backed_up = Kept(installation, tmp_path, back_up(installation, tmp_path))
    former = (installation.home / "secret_key").read_text(encoding="ascii")
    step(installation, "remove")
    listed = [json.loads(line) for line in (installation.home / "removals.jsonl").read_text("utf-8").splitlines()]
    assert len([one for one in listed if "hold" not in one]) == 3, "beside the holds, of which the list tells as well"
    installation.run("keys", "change-secret")
    latter = (installation.home / "secret_key").read_text(encoding="ascii")

    said = backed_up.restore("fourfold", "--replace", "fourfold")

    assert "3 records that were removed after this backup were removed again" in said
    assert latter != former
    assert (installation.home / "secret_key").read_text(encoding="ascii") == former
    assert (installation.home / "secret_key.before-restore").read_text(encoding="ascii") == latter
    held = {"held": 1, "held afterwards": 1, "opens and is found": True}
    gone = {"standing": {}, "named in the log": 0, "keys": 0}
    assert step(installation, "again", *known) == gone | held, "nor does their agency's next file bring them back"
