"""Killed at any point, a removal is taken up and is whole: each record goes once, and each is counted once."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from fourfold.accountability.rights.operations import listing
from fourfold.accountability.rights.operations.removing_due import Point

pytestmark = pytest.mark.django_db(
    transaction=True, databases=["default", "denials", "maintenance"], available_apps=[]
)
PROGRAM = Path(__file__).with_name("removing_dying.py")
OVER, STAYS = 7, 2


@pytest.fixture(autouse=True)
def _as_before(transactional_db: None, people: object) -> Iterator[None]:
    """The list outside backups is as it was."""
    before = listing.place().read_bytes() if listing.place().exists() else None
    yield
    if before is not None:
        listing.place().write_bytes(before)
    for connection in connections.all():
        connection.close()


def said(*words: str) -> list[str]:
    """What the program says."""
    done = subprocess.run(
        [sys.executable, str(PROGRAM), *words],
        env=os.environ | {"PYTHONWARNINGS": ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize(("words", "deaths"), [((), 5), pytest.param(("all",), 9, marks=pytest.mark.long)])
def test_wherever_a_worker_dies_and_however_many_there_are(words: tuple[str, ...], deaths: int) -> None:
    met = []
    for line in map(json.loads, said(*words)):
        state, looked, removed, there, on_list, noted = line["so"]
        assert (there, on_list, noted) == (OVER + STAYS - removed, removed, removed), line
        assert removed <= looked <= OVER + STAYS
        if line["point"] in list(Point):
            met.append((line["point"], line["time"]))
            assert line["died"] == [-signal.SIGKILL], line
            assert state == ("done" if line["point"] == Point.AFTER_LAST else "going"), line
        else:
            assert line["died"] == [0, 0, 0]
        assert line["ended"] == ["done", OVER + STAYS, OVER, STAYS, OVER, OVER], line
        assert line["listed"] == [OVER, OVER], "the list outside backups is whole, whatever a crash kept from it"
    assert {point for point, _time in met} == {point.value for point in Point}
    assert len(met) == deaths
