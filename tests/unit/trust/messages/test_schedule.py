"""Quiet hours in London, and the pauses after failures."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.clock import LONDON
from fourfold.ground.kernel.working_days import is_working_day
from fourfold.trust.messages.domain.schedule import PAUSES, outside_quiet_hours, try_again_at


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("written", "goes"),
    [
        (london(2026, 11, 23, 9, 0), london(2026, 11, 23, 9, 0)),
        (london(2026, 11, 23, 7, 30), london(2026, 11, 23, 7, 30)),
        (london(2026, 11, 23, 7, 29), london(2026, 11, 23, 7, 30)),
        (london(2026, 11, 23, 19, 0), london(2026, 11, 24, 7, 30)),
        (london(2026, 11, 20, 18, 59), london(2026, 11, 20, 18, 59)),
        (london(2026, 11, 20, 19, 1), london(2026, 11, 23, 7, 30)),
        (london(2026, 11, 22, 12, 0), london(2026, 11, 23, 7, 30)),
        (london(2026, 12, 24, 20, 0), london(2026, 12, 29, 7, 30)),
        (london(2026, 3, 28, 12, 0), london(2026, 3, 30, 7, 30)),  # summer time begins in between
        (london(2026, 10, 24, 12, 0), london(2026, 10, 26, 7, 30)),  # and ends
    ],
)
def test_mail_waits_for_working_hours(written: datetime, goes: datetime) -> None:
    assert outside_quiet_hours(written) == goes


@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_it_goes_in_working_hours_never_earlier_and_within_a_long_weekend(moment: datetime) -> None:
    goes = outside_quiet_hours(moment)
    local = goes.astimezone(LONDON)
    assert is_working_day(local.date())
    assert (7, 30) <= (local.hour, local.minute) < (19, 0)
    assert timedelta(0) <= goes - moment <= timedelta(days=6)
    assert outside_quiet_hours(goes) == goes


def test_pauses_grow_and_end() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    assert [try_again_at(at, tries=number) for number in range(1, 8)] == [*(at + pause for pause in PAUSES), None]
    assert list(PAUSES) == sorted(PAUSES)
