"""Children of a test's program that do work, and die where they are told to."""

import os
import signal
from collections.abc import Callable
from typing import TypeVar

from django.db import connections

from fourfold.ground.kernel.errors import Conflict

Point = TypeVar("Point")
CONFLICT = 3
"""How a child ends whose work raised Conflict."""


def dying_at(point: Point, time: int) -> Callable[[Point], None]:
    """Kills this very process when it passes a point for the n-th time."""
    passed: list[Point] = []

    def passing(here: Point) -> None:
        passed.append(here)
        if here is point and passed.count(point) == time:
            os.kill(os.getpid(), signal.SIGKILL)

    return passing


def in_children(*works: Callable[[], object]) -> list[int]:
    """Run each in a process of its own, at once; how each ended (0, `CONFLICT`, or minus the signal)."""
    connections.close_all()
    children = []
    for work in works:
        child = os.fork()
        if not child:
            try:
                work()
            except Conflict:
                os._exit(CONFLICT)
            finally:
                connections.close_all()
            os._exit(0)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
