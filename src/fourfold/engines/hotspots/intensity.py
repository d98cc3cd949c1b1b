"""How much to expect at each cell: what happened there lately, and a little of what happened around it."""

from dataclasses import dataclass

import numpy as np

from fourfold.engines.hotspots.density import SQUARE_KILOMETRE, Kernel, corrected, density, silverman
from fourfold.engines.hotspots.errors import BadQuestion
from fourfold.engines.hotspots.grid import County, Floats, Whole

AROUND = 1 / 3
"""The share of an event's weight that is spread around its cell; the rest stays in it."""

WIDTH = 150.0
"""How far that share is spread: the standard deviation in metres."""

HALF_LIFE = 6.0
"""Months after which an event weighs half."""


WIDEST = 20_000.0
"""Metres: the county is a hundred kilometres wide."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a surface is made. `kernel` None stands for *anchored*: most of an event's weight stays in its own cell.

    Police.uk moves every event to the nearest of a fixed list of points: smoothing them all away from these loses
    more than it finds. `bandwidth` in metres; None by rule (Silverman), or 150 m for the anchored. `half_life` in
    months; 0 weighs all months alike.
    """

    kernel: Kernel | None = None
    bandwidth: float | None = None
    half_life: float = HALF_LIFE

    @property
    def name(self) -> str:
        """The kernel's name, as people choose it."""
        return self.kernel.value if self.kernel else "anchored"


def recipe(words: str) -> Recipe:
    """A recipe in the words of a person: a kernel, and its bandwidth in metres after a colon. Raises BadQuestion."""
    kernel, _, width = words.strip().partition(":")
    names = [each.value for each in Kernel]
    if kernel not in ("anchored", *names):
        raise BadQuestion(f"There is no kernel {kernel}. Choose one of: anchored, {', '.join(names)}.")
    try:
        bandwidth = float(width) if width else None
    except ValueError:
        bandwidth = 0.0
    if bandwidth is not None and not 0 < bandwidth <= WIDEST:
        raise BadQuestion(f"{width} is no bandwidth. Give metres up to {WIDEST:,.0f}, as in quartic:300.")
    return Recipe(None if kernel == "anchored" else Kernel(kernel), bandwidth)


def by_age(ages: Whole, half_life: float) -> Floats:
    """Weights of events by their age in months, which sum to their number."""
    if half_life <= 0 or not len(ages):
        return np.ones(len(ages))
    weights = 0.5 ** (np.asarray(ages, np.float64) / half_life)
    return np.asarray(weights * (len(weights) / weights.sum()))


def surface(x: Floats, y: Floats, weights: Floats, county: County, recipe: Recipe) -> tuple[Floats, float]:
    """Events a square kilometre over the whole period at each cell of the county, and the bandwidth used, in metres.

    Raises BadQuestion where the bandwidth cannot be had by rule, or is too narrow for the cells.
    """
    grid = county.grid
    width = recipe.bandwidth or (silverman(x, y) if recipe.kernel else WIDTH)
    if width <= 0:
        raise BadQuestion("All events stand at one place, so no rule gives a bandwidth. Give one, as in quartic:300.")
    kernel = recipe.kernel or Kernel.GAUSSIAN
    wide = corrected(density(x, y, grid, width, kernel, weights), county.touched, grid, width, kernel)
    if recipe.kernel:
        return wide, width
    own = grid.counts(grid.cells(x, y), weights) * (SQUARE_KILOMETRE / grid.size**2)
    return np.where(county.touched, (1 - AROUND) * own + AROUND * wide, 0.0), width
