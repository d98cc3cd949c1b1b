"""Knox's test against counting every pair, and against what was planted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.engines.hotspots.errors import BadEvents, BadQuestion
from fourfold.engines.hotspots.knox_loops import shuffle
from fourfold.engines.hotspots.near_repeat import Bands, knox

BANDS = Bands([100, 200, 400], [0, 7, 14])
EVENTS = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(0, 40)), min_size=2, max_size=40)


def slow(x: np.ndarray, y: np.ndarray, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Observed pairs of each band, and the mean over all permutations, exactly."""
    first, second = np.triu_indices(len(x), 1)
    far, long = np.hypot(x[first] - x[second], y[first] - y[second]), np.abs(days[first] - days[second])
    near = [(far <= high) & (far > low) for low, high in zip([-1, 100, 200], [100, 200, 400], strict=True)]
    soon = [(long <= high) & (long > low) for low, high in zip([-1, 0, 7], [0, 7, 14], strict=True)]
    observed = np.array([[(one & other).sum() for other in soon] for one in near])
    return observed, np.array([[one.sum() * other.mean() for other in soon] for one in near])


@settings(deadline=None, max_examples=60)
@given(events=EVENTS)
def test_every_pair_is_counted_once(events: list[tuple[int, int, int]]) -> None:
    x, y, days = (np.array(part, float) for part in zip(*events, strict=True))
    found = knox(x, y, days.astype(int), BANDS, permutations=200)
    observed, expected = slow(x, y, days)
    assert (found.observed == observed).all()
    assert np.abs(found.expected - expected).max() <= 1 + 0.35 * expected.max()
    assert ((found.p > 0) & (found.p <= 1)).all()
    assert (found.q >= found.p - 1e-12).all()


def test_the_mean_of_permutations_is_the_exact_one() -> None:
    rng = np.random.default_rng(5)
    x, y, days = rng.random(300) * 2000, rng.random(300) * 2000, rng.integers(0, 60, 300)
    found = knox(x, y, days, BANDS, permutations=2000)
    assert found.expected == pytest.approx(slow(x, y, days)[1], rel=0.05)
    assert (knox(x, y, days, BANDS, permutations=2000).p == found.p).all()


def test_a_shuffle_keeps_every_day_and_reaches_every_order() -> None:
    days = np.arange(3, dtype=np.uint16)
    out = np.zeros((3, 128), np.uint16)
    for lane in range(128):
        shuffle(days, out, lane, 7919 * lane + 1)
    orders, times = np.unique(out.T, axis=0, return_counts=True)
    assert len(orders) == 6
    assert times.min() >= 8
    assert (days == np.sort(out, axis=0).T).all()


def test_planted_near_repeats_are_found_and_shuffled_ones_are_not() -> None:
    rng = np.random.default_rng(11)
    x, y, days = rng.random(1500) * 20_000, rng.random(1500) * 20_000, rng.integers(0, 365, 1500)
    again = rng.choice(1500, 150, replace=False)
    x, y = np.append(x, x[again] + rng.normal(0, 40, 150)), np.append(y, y[again] + rng.normal(0, 40, 150))
    days = np.append(days, days[again] + rng.integers(1, 8, 150))
    found = knox(x, y, days, BANDS)
    assert found.q[0, 1] <= 0.01
    assert found.observed[0, 1] > 3 * found.expected[0, 1]
    assert found.q[2].min() > 0.05
    none = knox(x, y, rng.permutation(days), BANDS)
    assert none.q.min() > 0.05


def test_under_chance_p_is_small_no_more_often_than_it_says() -> None:
    rng = np.random.default_rng(3)
    small = 0
    for _ in range(200):
        found = knox(rng.random(60) * 900, rng.random(60) * 900, rng.integers(0, 40, 60), Bands([200], [7]), 99)
        small += found.p[0, 0] <= 0.1
    assert 6 <= small <= 36


def test_what_has_no_answer_says_so() -> None:
    one = np.array([1.0])
    with pytest.raises(BadEvents, match="two events or more"):
        knox(one, one, np.array([1]), BANDS)
    for ends in ([], [200, 100], [-5, 100], [0]):
        with pytest.raises(BadQuestion, match="no bands"):
            Bands(ends, [7])
    alike = knox(np.full(50, 5.0), np.full(50, 5.0), np.arange(50), BANDS)
    assert (alike.p == 1).all()
