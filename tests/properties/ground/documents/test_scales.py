"""Axes: round, containing what they show, and labels that never overlap."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.documents.charts.scales import month_ticks, round_scale, spread, written

VALUES = st.lists(st.floats(-1e6, 1e9, allow_nan=False), max_size=20)


@given(VALUES)
def test_the_scale_holds_every_value_in_few_round_steps(values: list[float]) -> None:
    scale = round_scale(values, 200)
    span = scale.high - scale.low
    assert all(scale.low - span * 1e-6 <= value <= scale.high + span * 1e-6 for value in values)
    assert 2 <= len(scale.ticks) <= 9
    steps = [after - before for before, after in pairwise(scale.ticks)]
    assert steps == pytest.approx([steps[0]] * len(steps), rel=1e-6)


@given(st.floats(0, 1e4), st.floats(0.01, 1e4))
def test_ticks_say_what_they_stand_for(least: float, span: float) -> None:
    scale = round_scale([least, least + span], 200)
    said = [float(written(tick, scale.decimals).replace(",", "").replace("−", "-")) for tick in scale.ticks]
    assert said == pytest.approx(list(scale.ticks), rel=1e-6, abs=1e-6)


@given(st.floats(0, 1e6))
def test_a_scale_of_likely_figures_begins_at_zero(value: float) -> None:
    assert round_scale([value, value / 2], 200).low == 0


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 12_000), st.integers(3, 12))
def test_ticks_of_time_are_few_and_lie_within(first: date, days: int, most: int) -> None:
    last = first + timedelta(days=days)
    ticks = month_ticks(first, last, most=most)
    assert len(ticks) <= most + 1
    assert all(first <= day <= last for day, _ in ticks)
    assert len({word for _, word in ticks}) == len(ticks)


@given(st.lists(st.floats(0, 232), min_size=1, max_size=8))
def test_labels_are_spread_without_overlap(places: list[float]) -> None:
    found = sorted(spread(places, [16.0] * len(places), top=232))
    assert all(after - before >= 16 - 1e-6 for before, after in pairwise(found))
    assert found[0] >= 8 - 1e-6
    assert found[-1] <= 224 + 1e-6


@pytest.mark.parametrize(("value", "words"), [(1204, "1,204"), (12.5, "12.5"), (-3, "−3"), (0.125, "0.12"), (0, "0")])
def test_figures_are_written_as_people_write_them(value: float, words: str) -> None:
    assert written(value) == words
