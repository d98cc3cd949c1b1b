"""Chance that comes out the same each time."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import igraph

_ONE_AT_A_TIME = threading.Lock()
"""igraph keeps one source of chance for the whole process."""


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """What igraph draws in here hangs on the seed alone. Communities are drawn, and so is where eigenvectors
    begin."""
    with _ONE_AT_A_TIME:
        igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - to repeat, not to hide
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)
