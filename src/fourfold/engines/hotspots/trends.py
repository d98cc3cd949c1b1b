"""Whether hot spots last, come up or fade, month by month."""

import numpy as np
from scipy.stats import norm

from fourfold.engines.hotspots.grid import County, Floats, Whole
from fourfold.engines.hotspots.significance import gi_star

HOT = 1.645
"""A z score that chance reaches in one of twenty cells."""

FEWEST_MONTHS = 4
"""Fewer months cannot show a trend at 5 %, whatever their order."""

LASTING = 0.9


def trends(cells: Whole, ages: Whole, months: int, county: County, top: Whole) -> list[str | None]:
    """For each of the cells `top`: emerging, fading, lasting or occasional, from Gi* of each month; None for few
    months.

    Emerging and fading have a trend by Mann and Kendall (p < 0.05, two-sided); lasting is hot in nine of ten months.
    """
    if months < FEWEST_MONTHS:
        return [None] * len(top)
    scores = np.empty((len(top), months))
    for month in range(months):
        then = cells[ages == months - 1 - month]
        scores[:, month] = gi_star(county.grid.counts(then), county.touched).ravel()[top]
    z = mann_kendall(scores)
    lasting = (scores >= HOT).mean(axis=1) >= LASTING
    level = norm.isf(0.025)
    names = np.select([z > level, z < -level, lasting], ["emerging", "fading", "lasting"], "occasional")
    return [str(name) for name in names]


def mann_kendall(series: Floats) -> Floats:
    """The z score of each row's trend, upwards above 0; ties corrected, zero where all are alike (Mann 1945;
    Kendall 1975).
    """
    count = series.shape[1]
    steps = np.zeros(len(series))
    for first in range(count - 1):
        steps += np.sign(series[:, first + 1 :] - series[:, [first]]).sum(axis=1)
    spread = np.array([_spread(row, count) for row in series])
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(spread > 0, (steps - np.sign(steps)) / np.sqrt(spread), 0.0)


def _spread(row: Floats, count: int) -> float:
    ties = np.unique(row, return_counts=True)[1].astype(np.float64)
    return float(count * (count - 1) * (2 * count + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
