"""The line of time and its labels, without a database."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.accountability.plan.domain.axis import Axis
from fourfold.accountability.plan.presenters.timeline import GAP, LETTER, NARROWEST, Mark, _labelled

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))


@given(st.lists(DAYS, min_size=1))
def test_an_axis_holds_its_days_in_whole_months_and_in_order(days: list[date]) -> None:
    axis = Axis.over(days)
    assert axis.start.day == 1
    assert (axis.end + timedelta(days=1)).day == 1
    places = [axis.place(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(0 <= place < 100 for place in places)
    assert (axis.start.year, axis.start.month) == (min(days).year, min(days).month)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 11, 3), date(2027, 2, 9), ["2026 Nov", " Dec", "2027 Jan", " Feb"]),
        (date(2025, 2, 1), date(2026, 12, 1), ["2025 Apr", " Jul", " Oct", "2026 Jan", " Apr", " Jul", " Oct"]),
        (date(2019, 7, 31), date(2024, 1, 1), ["2020 ", "2021 ", "2022 ", "2023 ", "2024 "]),
    ],
)
def test_ticks_name_months_quarters_or_years(start: date, end: date, said: list[str]) -> None:
    assert [f"{tick.year} {tick.month}" for tick in Axis.over([start, end]).ticks()] == said


MARKS = st.lists(
    st.builds(
        Mark,
        shape=st.sampled_from(["due", "review", "milestone"]),
        at=st.floats(0, 100),
        label=st.text("abc ", min_size=1, max_size=60),
        words=st.just(""),
        done=st.booleans(),
    ),
    max_size=12,
)


def _room(mark: Mark) -> tuple[float, float]:
    width = len(mark.label) * LETTER / NARROWEST * 100
    return (mark.at - width, mark.at) if mark.before else (mark.at, mark.at + width)


@given(MARKS)
def test_labels_keep_apart_in_the_picture_and_every_shape_stays(marks: list[Mark]) -> None:
    shown = _labelled(marks)
    assert [(mark.shape, mark.at) for mark in shown] == [(mark.shape, mark.at) for mark in marks]
    rooms = sorted(_room(mark) for mark in shown if mark.label)
    assert all(left >= 0 and right <= 100 for left, right in rooms)
    gap = GAP / NARROWEST * 100
    assert all(before[1] + gap <= after[0] + 1e-9 for before, after in pairwise(rooms)), "room between any two"


def test_a_due_date_is_labelled_before_a_milestone() -> None:
    milestone = Mark("milestone", 50.0, "A first training day was held", "", done=False)
    due = Mark("due", 51.0, "Due 31 July", "", done=False)
    crowded = [Mark("review", 45.0, "Review 1 May, and again later on in the year", "", done=False), milestone, due]
    assert _labelled(crowded)[2].label == "Due 31 July"
