"""Pairs that cannot weigh what is asked for are left out before all of them is compared.

First by their ceilings; then, of those that are left, the features are compared whose ceilings are the loosest,
because all hangs on the spelling. What comes out holds every pair that weighs enough, and few others.
"""

from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.linkage.ceiling import ceilings
from fourfold.engines.linkage.comparisons import features
from fourfold.engines.linkage.deciding.priors import odds_weight
from fourfold.engines.linkage.model import Model
from fourfold.engines.linkage.weighing import Given, Levels, part_of

SPELT = ("forename", "surname", "place")
# Sums of the same parts in another order differ by less.
SLACK = 1e-6


class Sieve:
    """Opened once, asked often. Not across threads; `close` gives the engine back."""

    def __init__(self) -> None:
        self._spelt = Levels([features()[key] for key in SPELT])

    def of(self, model: Model, given: Given, least: float) -> Given:
        """The pairs that may weigh `least` or more, in their order."""
        parts = ceilings(model, given)
        kept = _reaching(model, parts, least)
        given, parts = given.only(kept), {key: _only(part, kept) for key, part in parts.items()}
        grades = self._spelt.of(given.prepared, given.left, given.right)
        for key in SPELT:
            parts[key] = part_of(features()[key], model, grades[key].combine_chunks(), given.rarity)
        return given.only(_reaching(model, parts, least))

    def close(self) -> None:
        """Give the engine back."""
        self._spelt.close()


def _reaching(model: Model, parts: dict[str, pa.Array | float], least: float) -> pa.Array:
    return pc.greater_equal(reduce(pc.add, parts.values(), odds_weight(model.prior)), least - SLACK)


def _only(part: pa.Array | float, kept: pa.Array) -> pa.Array | float:
    return part.filter(kept) if isinstance(part, pa.Array) else part
