"""Densities, scores and areas against exact and slow ones, on few points."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.engines.hotspots.concentration import concentration
from fourfold.engines.hotspots.density import Kernel, density
from fourfold.engines.hotspots.evaluating import Made, evaluate
from fourfold.engines.hotspots.grid import Grid
from fourfold.engines.hotspots.significance import false_discovery, gi_star

GRID = Grid(540_000, 150_000, 30, 25)
POINTS = st.lists(
    st.tuples(st.floats(540_000, 542_999), st.floats(150_000, 152_499), st.floats(0.1, 5)), min_size=1, max_size=30
)
SURFACES = st.lists(st.integers(0, 9), min_size=30, max_size=30).map(lambda held: np.array(held, float).reshape(5, 6))


def exact(points: np.ndarray, bandwidth: float, kernel: Kernel) -> np.ndarray:
    """Each point's kernel at each cell's middle, one after the other."""
    found = np.zeros(GRID.shape)
    rows, columns = np.mgrid[0 : GRID.rows, 0 : GRID.columns]
    for x, y, weight in points:
        far = np.hypot(GRID.east + 100 * columns + 50 - x, GRID.north + 100 * rows + 50 - y) / bandwidth
        if kernel is Kernel.GAUSSIAN:
            found += weight * np.exp(-0.5 * far**2) / (2 * np.pi * bandwidth**2) * 1e6
        else:
            found += weight * 3 / (np.pi * bandwidth**2) * np.where(far < 1, 1 - far**2, 0) ** 2 * 1e6
    return found


@pytest.mark.parametrize(
    ("kernel", "bandwidth", "most"), [(Kernel.GAUSSIAN, 400.0, 0.004), (Kernel.QUARTIC, 900.0, 0.01)]
)
@settings(deadline=None, max_examples=30)
@given(points=POINTS)
def test_density_is_the_exact_one(
    kernel: Kernel, bandwidth: float, most: float, points: list[tuple[float, float, float]]
) -> None:
    held = np.array(points)
    found = density(held[:, 0].copy(), held[:, 1].copy(), GRID, bandwidth, kernel, held[:, 2].copy())
    expected = exact(held, bandwidth, kernel)
    assert np.abs(found - expected).max() <= most * expected.max()


@pytest.mark.parametrize(("kernel", "bandwidth"), [(Kernel.GAUSSIAN, 400.0), (Kernel.QUARTIC, 900.0)])
def test_density_of_many_events_is_within_a_thousandth(kernel: Kernel, bandwidth: float) -> None:
    rng = np.random.default_rng(4)
    x, y = 540_000 + rng.random(5_000) * 3_000, 150_000 + rng.random(5_000) * 2_500
    expected = exact(np.column_stack((x, y, np.ones(5_000))), bandwidth, kernel)
    assert np.median(np.abs(density(x, y, GRID, bandwidth, kernel) - expected) / expected) <= 1e-3


@settings(deadline=None, max_examples=40)
@given(counts=SURFACES, inside=SURFACES)
def test_gi_star_is_the_formula(counts: np.ndarray, inside: np.ndarray) -> None:
    area = inside > 2
    found = gi_star(counts, area)
    held = counts[area]
    for row in range(5):
        for column in range(6):
            if not area[row, column]:
                assert np.isnan(found[row, column])
                continue
            near = [
                (r, c)
                for r in range(max(row - 1, 0), min(row + 2, 5))
                for c in range(max(column - 1, 0), min(column + 2, 6))
                if area[r, c]
            ]
            n, w, s = len(held), len(near), held.std()
            spread = s * np.sqrt((n * w - w * w) / (n - 1)) if n > 1 else 0
            score = (sum(counts[at] for at in near) - held.mean() * w) / spread if spread > 1e-9 else 0
            assert found[row, column] == pytest.approx(score, abs=1e-9)


@settings(deadline=None)
@given(scores=st.lists(st.floats(-4, 4), min_size=1, max_size=20))
def test_false_discovery_is_benjamini_and_hochbergs(scores: list[float]) -> None:
    from statistics import NormalDist

    p = np.array([1 - NormalDist().cdf(score) for score in scores])
    order = np.argsort(p)
    slow = np.empty(len(p))
    least = 1.0
    for rank in range(len(p), 0, -1):
        least = min(least, p[order[rank - 1]] * len(p) / rank)
        slow[order[rank - 1]] = least
    assert false_discovery(np.array(scores)) == pytest.approx(slow, abs=1e-9)


@settings(deadline=None)
@given(counts=SURFACES)
def test_concentration_is_what_a_sorted_list_says(counts: np.ndarray) -> None:
    found = concentration(counts)
    flat = sorted(counts.ravel(), reverse=True)
    if not sum(flat):
        assert set(found.values()) == {None}
        return
    assert found["top_10"] == pytest.approx(sum(flat[:3]) / sum(flat))
    apart = sum(abs(one - other) for one in flat for other in flat)
    assert found["gini"] == pytest.approx(apart / (2 * len(flat) * sum(flat)))


def test_accuracy_is_what_its_definitions_say() -> None:
    counts = np.array([[6.0, 2.0], [1.0, 1.0]])
    told = evaluate(counts, 3, area=10_000, county_area=100_000, made=Made(20, 10), cell=10_000)
    assert (told.hit_rate, told.pai, told.pei, told.rri) == (0.3, pytest.approx(3), 0.5, pytest.approx(0.6))
    none = evaluate(np.zeros((2, 2)), 0, 10_000, 100_000, None, 10_000)
    assert (none.hit_rate, none.pai, none.pei, none.rri) == (None, None, None, None)
