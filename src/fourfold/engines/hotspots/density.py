"""Kernel density of events on a grid: how many lie near each cell's middle, a square kilometre."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from itertools import pairwise

import numpy as np
from scipy.signal import oaconvolve

from fourfold.engines.hotspots.errors import BadQuestion
from fourfold.engines.hotspots.grid import Flags, Floats, Grid
from fourfold.engines.hotspots.loops import along_columns, along_rows, spread

REACH = 4.0
"""Standard deviations after which a Gaussian is cut: it has lost 0.03 % of its mass there."""

FEWEST_CELLS = 0.75
"""A narrower kernel would fall between the cells of the grid."""

SQUARE_KILOMETRE = 1e6
FEW = 50_000
"""So few points are not worth a second surface."""

Points = tuple[Floats, Floats, Floats]


class Kernel(StrEnum):
    """How an event's weight falls away: `bandwidth` is the standard deviation of one, the whole reach of the
    other.
    """

    GAUSSIAN = "gaussian"
    QUARTIC = "quartic"


def density(
    x: Floats,
    y: Floats,
    grid: Grid,
    bandwidth: float,
    kernel: Kernel = Kernel.GAUSSIAN,
    weights: Floats | None = None,
) -> Floats:
    """Events a square kilometre at the middle of each cell, from points and bandwidth in metres.

    Points beyond the grid are left out. Raises BadQuestion where the bandwidth is too narrow for the cells.
    """
    reach = bandwidth / grid.size
    if not reach >= (FEWEST_CELLS if kernel is Kernel.GAUSSIAN else 2 * FEWEST_CELLS):
        raise BadQuestion(f"A bandwidth of {bandwidth:g} m is too narrow for cells of {grid.size:g} m. Widen it.")
    points = (x, y, np.empty(0) if weights is None else weights)
    found = (_gaussian if kernel is Kernel.GAUSSIAN else _quartic)(points, grid, reach)
    return np.maximum(found, 0, out=found)


def silverman(x: Floats, y: Floats) -> float:
    """A bandwidth by rule, in metres (Silverman 1986, for two dimensions, with the lesser of deviation and
    quartiles).

    Zero where all events stand at one place. Events of a whole county make it kilometres wide: good for an overview.
    """
    if len(x) < 2:
        return 0.0
    spreads = [min(part.std(), np.subtract(*np.percentile(part, (75, 25))) / 1.349) for part in (x, y)]
    return float(np.sqrt(spreads[0] * spreads[1]) * len(x) ** (-1 / 6))


def corrected(surface: Floats, inside: Flags, grid: Grid, bandwidth: float, kernel: Kernel) -> Floats:
    """A density divided by the share of the kernel that lies in the county: beyond its edge nobody counted (Diggle
    1985).

    Cells outside are zero. At a corner where less than a tenth lies inside, the divisor stays a tenth.
    """
    rows, columns = np.nonzero(inside)
    x = np.asarray(grid.east + (columns + 0.5) * grid.size, np.float64)
    y = np.asarray(grid.north + (rows + 0.5) * grid.size, np.float64)
    seen = density(x, y, grid, bandwidth, kernel) * grid.size**2 / SQUARE_KILOMETRE
    return np.where(inside, surface / np.clip(seen, 0.1, 1.0), 0.0)


def _gaussian(points: Points, grid: Grid, width: float) -> Floats:
    """Both directions one after the other: a Gaussian is a product. Rows and points are shared among the
    processors.
    """
    reach = int(np.ceil(REACH * width))
    kernel = np.exp(-0.5 * (np.arange(reach + 1) / width) ** 2) / (np.sqrt(2 * np.pi) * width)
    halfway = np.empty((grid.rows + 2 * reach, grid.columns))
    out = np.empty(grid.shape)
    workers = min(os.cpu_count() or 1, 4)
    with ThreadPoolExecutor(workers) as pool:
        source = _spread(pool, workers, points, grid, reach)
        _shared(pool, workers, len(halfway), lambda first, last: along_rows(source, kernel, halfway, first, last))
        in_kilometres = kernel * (SQUARE_KILOMETRE / grid.size**2)
        _shared(pool, workers, grid.rows, lambda first, last: along_columns(halfway, in_kilometres, out, first, last))
    return out


def _spread(pool: ThreadPoolExecutor, workers: int, points: Points, grid: Grid, margin: int) -> Floats:
    x, y, weights = points
    parts = workers if len(x) > FEW else 1
    surfaces = [np.zeros((grid.rows + 2 * margin, grid.columns + 2 * margin)) for _ in range(parts)]
    ends = np.linspace(0, len(x), parts + 1).astype(int)
    jobs = []
    for first, last, surface in zip(ends[:-1], ends[1:], surfaces, strict=True):
        some = weights[first:last]
        jobs.append(pool.submit(spread, x[first:last], y[first:last], some, grid.corner, surface, margin))
    for job in jobs:
        job.result()
    for other in surfaces[1:]:
        surfaces[0] += other
    return surfaces[0]


def _shared(pool: ThreadPoolExecutor, workers: int, rows: int, work: Callable[[int, int], None]) -> None:
    ends = np.linspace(0, rows, workers + 1).astype(int)
    for job in [pool.submit(work, int(first), int(last)) for first, last in pairwise(ends)]:
        job.result()


def _quartic(points: Points, grid: Grid, width: float) -> Floats:
    """3 / (pi h²) (1 - r²/h²)² within h: round, so no product; convolved by Fourier transform."""
    reach = int(np.ceil(width))
    margin = reach + 1
    source = np.zeros((grid.rows + 2 * margin, grid.columns + 2 * margin))
    spread(*points, grid.corner, source, margin)
    steps = np.arange(-reach, reach + 1) / width
    squared = steps[:, None] ** 2 + steps[None, :] ** 2
    kernel = 3 / (np.pi * width**2) * np.where(squared < 1, (1 - squared) ** 2, 0)
    found = oaconvolve(source, kernel, mode="same")[margin:-margin, margin:-margin]
    return np.asarray(found * (SQUARE_KILOMETRE / grid.size**2))
