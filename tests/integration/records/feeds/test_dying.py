"""Killed at any failpoint, a delivery is taken up and is whole: no row is lost, doubled, or seen before."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from tests.deliveries import EPISODES, episode, table
from tests.people import Cast
from tests.records import agency, make_live

from fourfold.records.feeds.domain.failpoints import Failpoint

pytestmark = pytest.mark.django_db(
    transaction=True, databases=["default", "denials", "maintenance"], available_apps=[]
)
PROGRAM = Path(__file__).with_name("dying.py")
ASB = {
    "Crime ID": "",
    "Month": "2022-04",
    "Reported by": "Kent Police",
    "Falls within": "Kent Police",
    "Crime type": "Anti-social behaviour",
}
WRITTEN = ("searchkey", "content", "record", "saidagain", "openrow", "ownreference", "subject")
ROOTS = ("waitingrow", "deliveryfile", "delivery")


@pytest.fixture(autouse=True)
def _empty(transactional_db: None, people: Cast) -> Iterator[None]:
    wipe()
    make_live("kent-police", EPISODES)
    yield
    wipe()
    for connection in connections.all():
        connection.close()


def wipe() -> None:
    """No delivery before and after."""
    with connections["maintenance"].cursor() as cursor:
        for name in (*WRITTEN, *ROOTS):
            cursor.execute(f"delete from feeds_{name}")
        cursor.execute("delete from rights_removal")  # what is deleted for good does not come back otherwise
        cursor.execute("delete from access_subject")
        cursor.execute("delete from identity_touched")  # a record that goes is a mark for linkage
        cursor.execute("alter table catalogue_holderdataset disable trigger user")
        cursor.execute("delete from catalogue_holderdataset")
        cursor.execute("alter table catalogue_holderdataset enable trigger user")


def lines_of(people: Cast, contract: str, file: Path) -> Iterator[dict[str, object]]:
    """What the program tells of a file."""
    arguments = [str(people.pat.user_id), str(agency("kent-police")), contract, str(file)]
    said = subprocess.run(
        [sys.executable, str(PROGRAM), *arguments],
        env=os.environ | {"PYTHONWARNINGS": ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    for line in said.stdout.splitlines():
        yield json.loads(line)


@pytest.mark.parametrize("contract", [EPISODES, "street-crime"])
def test_wherever_a_worker_dies_and_however_many_there_are(people: Cast, contract: str, tmp_path: Path) -> None:
    if contract == EPISODES:
        rows = [episode(number) for number in range(8)]
        more = [episode(number) for number in range(5, 11)]
        whole = [f"E{number}" for number in range(8)]
        both = [f"E{number}" for number in range(11)]
    else:
        rows = [{**ASB, "Location": f"Place {number // 2}"} for number in range(8)]
        more = [{**ASB, "Location": f"Place {number}"} for number in range(2, 6)]
        whole = [f"Place {number // 2}" for number in range(8)]
        both = [*whole, "Place 4", "Place 5"]
    file = tmp_path / "rows.csv"
    file.write_bytes(table(rows))
    (tmp_path / "rows.csv.other").write_bytes(table(more))
    points = []
    for line in lines_of(people, contract, file):
        seen = sorted(line["seen"], key=str)  # type: ignore[call-overload]
        if line.get("died"):
            points.append(line["point"])
            assert line["died"] == [-signal.SIGKILL], line
            assert seen == (sorted(whole) if line["point"] == Failpoint.AFTER_WHOLE else []), line
        else:
            assert seen == sorted(both if line["point"] == "two deliveries" else whole), line
    assert set(points) == {point.value for point in Failpoint}
    assert len(points) == len(Failpoint) + 2 * 3, "each failpoint of a batch is met at three batches"
