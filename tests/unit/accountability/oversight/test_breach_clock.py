"""The 72 hours: they run through nights, weekends, bank holidays and the change of the clocks."""

from datetime import UTC, datetime, timedelta

import pytest

from fourfold.accountability.oversight.domain.breaches import clock_of, due_at, is_late
from fourfold.ground.kernel.clock import LONDON

KNOWN = datetime(2026, 12, 24, 16, 30, tzinfo=UTC)


def test_christmas_does_not_stop_it() -> None:
    assert due_at(KNOWN) == datetime(2026, 12, 27, 16, 30, tzinfo=UTC)


def test_an_hour_that_happens_twice_counts_twice() -> None:
    known = datetime(2026, 10, 24, 12, 0, tzinfo=LONDON)
    assert due_at(known.astimezone(UTC)).astimezone(LONDON) == datetime(2026, 10, 27, 11, 0, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("hours", "words", "is_over", "is_pressing"),
    [
        (0, "72 hours left", False, False),
        (41, "31 hours left", False, False),
        (48, "24 hours left", False, True),
        (71, "1 hour left", False, True),
        (71.5, "less than an hour left", False, True),
        (72.5, "just over", True, True),
        (77, "5 hours over", True, True),
    ],
)
def test_how_it_is_shown(hours: float, words: str, is_over: bool, is_pressing: bool) -> None:
    clock = clock_of(KNOWN, KNOWN + timedelta(hours=hours))
    assert (clock.words, clock.is_over, clock.is_pressing) == (words, is_over, is_pressing)


def test_the_last_instant_is_in_time() -> None:
    assert not is_late(KNOWN, KNOWN + timedelta(hours=72))
    assert is_late(KNOWN, KNOWN + timedelta(hours=72, microseconds=1))
