"""The inner loops of density, compiled by numba on first use and kept in its cache folder."""

import numpy as np

from fourfold.engines.hotspots.compiling import compiled, loosely_compiled
from fourfold.engines.hotspots.grid import Floats

Corner = tuple[float, float, float]


@loosely_compiled
def spread(x: Floats, y: Floats, weights: Floats, corner: Corner, out: Floats, margin: int) -> None:
    """Add each point to its nine nearest cells so that its place survives to the second moment (Lagrange weights).

    `corner` is the grid's south-west and its cells' size, in the units of `x` and `y`. It lies `margin` cells within
    `out`. Points beyond the grid are left out; no weights mean one each.
    """
    east, north, size = corner
    scale, columns, rows = 1 / size, out.shape[1] - 2 * margin, out.shape[0] - 2 * margin
    one, two = np.uint64(1), np.uint64(2)
    weighted = len(weights) > 0
    for point in range(len(x)):
        across, up = (x[point] - east) * scale, (y[point] - north) * scale
        if not (across >= 0 and up >= 0 and across < columns and up < rows):
            continue
        column, row = int(across), int(up)
        across -= column + 0.5
        up -= row + 0.5
        weight = weights[point] if weighted else 1.0
        left, middle, right = across * (across - 1) * 0.5, 1 - across * across, across * (across + 1) * 0.5
        low, level, high = weight * up * (up - 1) * 0.5, weight * (1 - up * up), weight * up * (up + 1) * 0.5
        at, over = np.uint64(column + margin - 1), np.uint64(row + margin - 1)
        below, same, above = out[over], out[over + one], out[over + two]
        below[at] += low * left
        below[at + one] += low * middle
        below[at + two] += low * right
        same[at] += level * left
        same[at + one] += level * middle
        same[at + two] += level * right
        above[at] += high * left
        above[at + one] += high * middle
        above[at + two] += high * right


@loosely_compiled
def _add(out: Floats, near: Floats, far: Floats, weight: float) -> None:
    for place in range(len(out)):
        out[place] += weight * (near[place] + far[place])


@compiled
def along_rows(source: Floats, kernel: Floats, out: Floats, first: int, last: int) -> None:
    """Smooth the rows from `first` up to `last`; `source` is wider than `out` by the kernel's reach at both ends."""
    reach, width = len(kernel) - 1, out.shape[1]
    for row in range(first, last):
        line, target = source[row], out[row]
        target[:] = kernel[0] * line[reach : reach + width]
        for step in range(1, reach + 1):
            ahead = line[reach + step : reach + step + width]
            _add(target, ahead, line[reach - step : reach - step + width], kernel[step])


@compiled
def along_columns(source: Floats, kernel: Floats, out: Floats, first: int, last: int) -> None:
    """Smooth the columns, for the rows of `out` from `first` up to `last`; `source` is higher by the reach both
    ways.
    """
    reach = len(kernel) - 1
    for row in range(first, last):
        target = out[row]
        target[:] = kernel[0] * source[row + reach]
        for step in range(1, reach + 1):
            _add(target, source[row + reach + step], source[row + reach - step], kernel[step])
