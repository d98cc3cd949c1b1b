"""Hot spots beside their peers: how fast, and what they foretell.

    python -m benchmarks.hotspots ../shared/data/police_kent/street

Speed: a million made-up points on 1,100 x 700 cells beside histogram2d and gaussian_filter, and Knox's test of
100,000 events. Foretelling, where the folder of police.uk files is named: the PAI of the same area for our cells,
a count, a plain density and Gi*, over windows of months.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter

from fourfold.engines.hotspots.choosing import months_of
from fourfold.engines.hotspots.density import Kernel, density
from fourfold.engines.hotspots.events import read
from fourfold.engines.hotspots.grid import Grid, county
from fourfold.engines.hotspots.intensity import Recipe, by_age, surface
from fourfold.engines.hotspots.mapping import most_intense
from fourfold.engines.hotspots.near_repeat import Bands, knox
from fourfold.engines.hotspots.placing import place
from fourfold.engines.hotspots.significance import gi_star

GRID = Grid(540_000, 115_000, 1_100, 700)
WINDOWS = [("2022-01:2022-10", "2022-11:2022-12"), ("2022-01:2022-06", "2022-07:2022-08")]
WINDOWS += [("2022-03:2022-12", "2024-01:2024-02"), ("2018-10:2018-12", "2019-01:2019-02")]


def speed() -> None:
    """Print the medians of eleven rounds in turn, and the errors at 300 cells."""
    rng = np.random.default_rng(1)
    middles = rng.random((400, 2)) * (90_000, 60_000) + (550_000, 120_000)
    points = middles[rng.integers(0, 400, 1_000_000)] + rng.normal(0, 3_000, (1_000_000, 2))
    x, y = points[:, 0].copy(), points[:, 1].copy()
    ours, peer = (lambda: density(x, y, GRID, 500.0)), (lambda: plain(x, y))
    ours()
    rounds = [(_timed(ours), _timed(peer)) for _ in range(11)]
    mine, theirs = np.median(np.array(rounds), axis=0)
    print(f"density of 1M points: {1e3 * mine:.0f} ms, peer {1e3 * theirs:.0f} ms, {theirs / mine:.1f} times as fast")
    cells = np.column_stack((rng.integers(0, GRID.rows, 300), rng.integers(0, GRID.columns, 300)))
    exact = np.array([_exact(x, y, row, column) for row, column in cells])
    held = exact > 1e-9 * exact.max()
    for name, found in (("ours", ours()), ("peer", peer())):
        error = np.abs(found[cells[:, 0], cells[:, 1]] - exact)[held] / exact[held]
        print(f"median error of {name} against exact: {np.median(error):.1e}")
    few = slice(0, 100_000)
    days = rng.integers(0, 365, 100_000)
    knox(x[:100], y[:100], days[:100], Bands([100, 200], [7]), 1)
    began, used = time.perf_counter(), time.process_time()
    found = knox(x[few], y[few], days[few], Bands([100, 200, 300, 400], [7, 14, 21, 28]))
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    print(
        f"Knox, 100,000 events ({found.pairs:,} close pairs), 4 x 4 bands, 999: {wall:.1f} s, processor {cpu:.1f} s"
    )


def plain(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """What a script would do: count by cell, then smooth. Events a square kilometre."""
    ends = [[GRID.north, GRID.north + 100 * GRID.rows], [GRID.east, GRID.east + 100 * GRID.columns]]
    return gaussian_filter(np.histogram2d(y, x, bins=GRID.shape, range=ends)[0], 5) * 100


def foretelling(folder: Path) -> None:
    """Print the PAI of one per cent of the county by each method."""
    print("| From | To | Ours | Count | Density by rule | Density 150 m | Gi* |\n|---|---|---|---|---|---|---|")
    for first, then in WINDOWS:
        figures = " | ".join(f"{each:.2f}" for each in pais(folder, months_of(first), months_of(then)))
        print(f"| {first} | {then} | {figures} |")


def pais(folder: Path, first: Sequence[str], then: Sequence[str]) -> list[float]:
    """PAI of ours, a count grid, densities by rule and of 150 m, and Gi*, for violence."""
    ground = county()
    made, later = (_placed(folder, months, ground) for months in (first, then))
    counts = ground.grid.counts(later[0].cells)
    found, ages = made
    ones = np.ones(len(ages))
    grid = np.where(ground.touched, ground.grid.counts(found.cells), 0)
    surfaces = [
        surface(found.x, found.y, by_age(ages, Recipe().half_life), ground, Recipe())[0],
        grid,
        surface(found.x, found.y, ones, ground, Recipe(Kernel.GAUSSIAN))[0],
        surface(found.x, found.y, ones, ground, Recipe(Kernel.GAUSSIAN, 150.0))[0],
        np.nan_to_num(gi_star(grid, ground.touched)),
    ]
    tops = [most_intense(each, grid, ground, 0.01, lambda _: None) for each in surfaces]
    area = 0.01
    return [counts.ravel()[top].sum() / counts.sum() / area for top in tops]


def _placed(folder: Path, months: Sequence[str], ground):
    files = [folder / f"{month}-kent-street.csv.gz" for month in months]
    table = read([file for file in files if file.exists()], lambda _: None)
    table = table.filter(np.asarray(table.column("category").to_pylist()) == "Violence and sexual offences")
    found = place(table, ground, lambda _: None)
    held = np.array(table.column("month").to_pylist())[found.kept]
    return found, len(months) - 1 - np.searchsorted(np.array(months), held)


def _exact(x: np.ndarray, y: np.ndarray, row: int, column: int) -> float:
    far = (x - GRID.east - 100 * column - 50) ** 2 + (y - GRID.north - 100 * row - 50) ** 2
    return float(np.exp(-far / (2 * 500**2)).sum() / (2 * np.pi * 500**2) * 1e6)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    speed()
    if len(sys.argv) > 1:
        foretelling(Path(sys.argv[1]))
