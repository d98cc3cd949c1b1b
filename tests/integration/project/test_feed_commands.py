"""`fourfold feed deliver` and `fourfold feed watch`, as an agency's own system runs them."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import prepared
from tests.deliveries import table
from tests.installations import Installation

from fourfold.ground.postgres import server

pytestmark = pytest.mark.embedded

EMAIL = "officer@kent-police.example"
ROW = {"Month": "2022-04", "Reported by": "Kent Police", "Falls within": "Kent Police", "Crime type": "Drugs"}


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """An installation whose first account is of Kent Police."""
    found = Installation(prepared.SET_UP)
    found.run("init", "--email", EMAIL, "--name", "A Data Officer", "--agency", "kent-police")
    yield found
    server.stop_now(found.home)


def rows(*places: str) -> bytes:
    """A month with a row for each place."""
    return table([{**ROW, "Location": place} for place in places])


def test_a_file_is_delivered_once_by_command(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "april.csv"
    file.write_bytes(rows("High Street", "High Street", "Park Road"))
    told = json.loads(installation.run("feed", "deliver", "street-crime", str(file), "--as", EMAIL, "--json"))
    assert (told["state"], told["counts"]["entered"]) == ("delivered", 3)
    again = installation.run("feed", "deliver", "street-crime", str(file), "--as", EMAIL, status=1)
    assert "This very file came on" in again


def test_a_command_says_what_is_wrong(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(b"a,b\n1,2\n")
    said = installation.run("feed", "deliver", "missing-episodes", str(file), "--as", EMAIL, status=2)
    assert "is not live for Kent Police" in said
    said = installation.run("feed", "deliver", "schools", str(file), "--as", EMAIL, status=2)
    assert "is not an agency that sends" in said
    said = installation.run("feed", "deliver", "street-crime", str(tmp_path / "no.csv"), "--as", EMAIL, status=2)
    assert "cannot be opened" in said


def test_a_folder_is_watched(installation: Installation, tmp_path: Path) -> None:
    inbox = tmp_path / "kent-police" / "street-crime"
    inbox.mkdir(parents=True)
    for name, content, age in (
        ("may.csv", rows("Sea View", "Sea View", "Sea View"), 60),
        ("notes.pdf", b"%PDF-1.7", 50),
        ("june.csv", rows("Station Road"), -600),
        ("july.csv.part", rows("Mill Lane"), 60),
    ):
        (inbox / name).write_bytes(content)
        os.utime(inbox / name, (time.time() - age,) * 2)
    installation.run("feed", "watch", str(tmp_path), "--as", EMAIL, "--once")
    assert sorted(file.name for file in inbox.iterdir() if file.is_file()) == ["july.csv.part", "june.csv"]
    assert "3 entered" in (inbox / "taken" / "may.csv.report.txt").read_text()
    assert "PDF file" in (inbox / "refused" / "notes.pdf.report.txt").read_text()
    assert (inbox / "refused" / "notes.pdf").exists()
    assert (inbox / "taken" / "may.csv.report.txt").stat().st_mode & 0o077 == 0
