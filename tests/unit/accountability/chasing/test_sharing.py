"""Digests speak of an agreement's review once at 60, 30 and 7 days before it, and each week once it is late."""

import pytest

from fourfold.accountability.chasing.queries.sharing import REMINDED_BEFORE, speaks_of


@pytest.mark.parametrize(
    ("days_left", "spoken"),
    [(61, False), (60, True), (54, True), (53, False), (31, False), (30, True), (8, False), (7, True), (0, False)],
)
def test_a_review_is_spoken_of_in_the_week_of_each_reminder(days_left: int, spoken: bool) -> None:
    assert speaks_of(days_left) is spoken


def test_a_weekly_mail_says_each_reminder_exactly_once() -> None:
    for first in range(60, 67):
        said = [days for days in range(first, 0, -7) if speaks_of(days)]
        assert len(said) == len(REMINDED_BEFORE), first


def test_a_late_review_is_in_every_mail() -> None:
    assert all(speaks_of(days) for days in range(-40, 0))
