"""Getis-Ord Gi*: whether a cell and its neighbours hold more than chance would give them, and how sure that is."""

import numpy as np
from scipy.ndimage import convolve1d
from scipy.stats import false_discovery_control, norm

from fourfold.engines.hotspots.grid import Flags, Floats


def gi_star(counts: Floats, inside: Flags, reach: int = 1) -> Floats:
    """Gi* as a z score for each cell of the study area, NaN elsewhere (Getis and Ord 1992; Ord and Getis 1995).

    A cell's neighbours are itself and all within `reach` cells, diagonals too, as far as they lie in the area.
    Where every cell holds the same, no score exists and all are zero.
    """
    area = inside.astype(np.float64)
    cells = area.sum()
    values = np.where(inside, counts, 0.0)
    mean = values.sum() / max(cells, 1)
    deviation = np.sqrt(max((values**2).sum() / max(cells, 1) - mean**2, 0.0))
    near, sums = _window(area, reach), _window(values, reach)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = deviation * np.sqrt(np.maximum(cells * near - near**2, 0) / (cells - 1))
        score = np.where(spread > 1e-12, (sums - mean * near) / spread, 0.0)
    return np.where(inside, score, np.nan)


def false_discovery(scores: Floats) -> Floats:
    """For each score the share of false alarms among all that are at least as high (Benjamini and Hochberg 1995).

    One-sided, towards more; NaN stays NaN. Neighbouring scores hang together, under which the method still holds.
    """
    found = np.full(scores.shape, np.nan)
    known = np.isfinite(scores)
    if known.any():
        found[known] = false_discovery_control(norm.sf(scores[known]), method="bh")
    return found


def _window(surface: Floats, reach: int) -> Floats:
    ones = np.ones(2 * reach + 1)
    return np.asarray(convolve1d(convolve1d(surface, ones, 0, mode="constant"), ones, 1, mode="constant"))
