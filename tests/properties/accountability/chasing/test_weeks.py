"""Whatever the calendar, the worker's hours and people's choices: at most one digest a person and ISO week."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fourfold.accountability.chasing.domain.states import Weekday
from fourfold.accountability.chasing.domain.weeks import (
    FROM_HOUR,
    UNTIL_HOUR,
    chosen_day,
    days_to_sweep,
    monday_of,
    writing_day,
)
from fourfold.ground.kernel.clock import LONDON
from fourfold.ground.kernel.working_days import is_working_day

days = st.dates(date(2024, 1, 1), date(2031, 12, 31))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def test_every_chosen_day_is_written_on_a_working_day_of_its_own_week() -> None:
    for number in range(366 * 8):
        chosen = date(2024, 1, 1) + timedelta(days=number)
        if chosen.weekday() > 4:
            continue
        writing = writing_day(chosen)
        assert writing is not None, chosen
        assert is_working_day(writing)
        assert monday_of(writing) == monday_of(chosen)


@given(moments)
def test_nothing_is_written_at_night_or_when_offices_are_closed(moment: datetime) -> None:
    local = moment.astimezone(LONDON)
    if list(days_to_sweep(moment, set())):
        assert is_working_day(local.date())
        assert FROM_HOUR <= local.hour < UNTIL_HOUR


@given(
    start=days,
    choices=st.lists(st.sampled_from(list(Weekday)), min_size=1, max_size=6),
    hours=st.lists(st.integers(0, 24 * 21), min_size=1, max_size=60),
)
def test_however_the_worker_runs_and_people_choose_there_is_one_a_week(
    start: date, choices: list[Weekday], hours: list[int]
) -> None:
    """A model of the job: a day is swept once; a digest is kept by (person, week). Choices change under way."""
    swept: set[date] = set()
    sent: list[date] = []
    midnight = datetime.combine(start, datetime.min.time(), tzinfo=LONDON).astimezone(UTC)
    for run, hour in enumerate(sorted(hours)):
        moment = midnight + timedelta(hours=hour)
        chosen = choices[run % len(choices)]
        for day, weekday in list(days_to_sweep(moment, swept)):
            swept.add(day)
            on = moment.astimezone(LONDON).date()
            assert monday_of(day) == monday_of(on)
            if weekday is chosen and monday_of(on) not in {monday_of(before) for before in sent}:
                sent.append(on)
    weeks = [monday_of(on) for on in sent]
    assert len(weeks) == len(set(weeks))


@given(days, st.sampled_from(list(Weekday)))
def test_a_worker_that_runs_every_hour_writes_every_choice_every_week(start: date, weekday: Weekday) -> None:
    monday, swept = monday_of(start), set()
    moment = datetime.combine(monday, datetime.min.time(), tzinfo=LONDON).astimezone(UTC)
    wanted = chosen_day(monday, weekday)
    while moment.astimezone(LONDON).date() < monday + timedelta(days=7):
        swept |= {day for day, _weekday in days_to_sweep(moment, swept)}
        moment += timedelta(hours=1)
    assert wanted in swept
    assert len(swept) == len(list(Weekday))
