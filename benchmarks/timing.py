"""Timing two things in turn, so that what the machine does meanwhile falls on both."""

import statistics
import time
from collections.abc import Callable

WARM_UP, ROUNDS = 5, 40


def milliseconds(what: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    what()
    return (time.perf_counter() - begun) * 1000


def alone(what: Callable[[], object]) -> list[float]:
    """The milliseconds of each round, after a warm-up."""
    for _round in range(WARM_UP):
        what()
    return [milliseconds(what) for _round in range(ROUNDS)]


def beside(
    ours: Callable[[], object], peer: Callable[[], object], *, rounds: int = ROUNDS
) -> tuple[float, float, float]:
    """Median milliseconds of ours and of the peer, and the median of their ratio pair by pair."""
    for _round in range(WARM_UP):
        ours(), peer()
    pairs = [(milliseconds(ours), milliseconds(peer)) for _round in range(rounds)]
    return (
        statistics.median(mine for mine, _theirs in pairs),
        statistics.median(theirs for _mine, theirs in pairs),
        statistics.median(mine / theirs for mine, theirs in pairs),
    )
