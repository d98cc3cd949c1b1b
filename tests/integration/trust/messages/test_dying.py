"""Whenever the sender is killed, a letter is sent once, or shown as uncertain; never twice, never lost in silence."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from tests.integration.trust.messages.dying import POINTS
from tests.integration.trust.messages.post import CHASER, Post, letter, serving, stored

from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.messages.domain.states import State
from fourfold.trust.messages.operations import sending, write_many

pytestmark = pytest.mark.django_db(
    transaction=True, databases=["default", "denials", "maintenance"], available_apps=[]
)
PROGRAM = Path(__file__).with_name("dying.py")
EXPECTED = {
    "claiming": (0, State.WAITING),
    "claimed": (0, State.UNCERTAIN),
    "taken": (1, State.UNCERTAIN),
    "marking": (1, State.UNCERTAIN),
    "marked": (1, State.SENT),
}
"""How many letters arrived, and what an administrator is shown a quarter of an hour later."""


@pytest.fixture(autouse=True)
def _empty(transactional_db: None) -> Iterator[None]:
    wipe()
    yield
    wipe()
    for connection in connections.all():
        connection.close()


def wipe() -> None:
    """No message before and after."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("delete from outbox_attempt; delete from outbox_message; delete from procrastinate_jobs")


def sender(point: str, port: int) -> "subprocess.Popen[bytes]":
    """A process of its own on the database of this test."""
    return subprocess.Popen([sys.executable, str(PROGRAM), point, str(port)], env=os.environ | {"PYTHONWARNINGS": ""})


def written(count: int) -> None:
    with acting_as(CHASER):
        write_many(
            actor=CHASER,
            now=now(),
            letters=[letter(address=f"person{number}@council.example") for number in range(count)],
        )


@pytest.mark.parametrize("point", POINTS)
def test_killed_at(point: str) -> None:
    post = Post()
    written(1)
    with serving(post) as mail:
        process = sender(point, mail.server.port)
        assert process.wait(60) == -signal.SIGKILL
        sending.sweep(now=now() + timedelta(minutes=16))
        arrived, state = EXPECTED[point]
        assert (len(post.taken), stored()[0].state) == (arrived, state)
        assert sender("none", mail.server.port).wait(60) == 0
    assert stored()[0].state == (State.SENT if state is State.WAITING else state)
    assert len(post.taken) == max(arrived, state is State.WAITING)


def test_two_workers_at_once_send_each_letter_once() -> None:
    post = Post()
    count = 120
    written(count)
    with serving(post) as mail:
        workers = [sender("none", mail.server.port) for _ in range(2)]
        assert [worker.wait(120) for worker in workers] == [0, 0]
    assert len(post.to) == count == len(set(post.to))
    assert {message.state for message in stored()} == {State.SENT}
