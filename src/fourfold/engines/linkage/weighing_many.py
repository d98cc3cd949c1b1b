"""Weights for many pairs of records that lie in this process: what Splink's prediction gives (`predicting`), sooner.

Splink joins the pairs with all columns of both records in one query. Taken by their places, part by part, they cost
about half, and memory does not grow with the pairs.
"""

from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.linkage.comparisons import FEATURES
from fourfold.engines.linkage.deciding.answers import PARTS
from fourfold.engines.linkage.model import Model
from fourfold.engines.linkage.normalising import processors
from fourfold.engines.linkage.weighing import Levels, weigh

PART = 25_000
RARE = tuple(dict.fromkeys(level.rare for feature in FEATURES for level in feature.levels if level.rare))


def weighed(prepared: pa.Table, pairs: pa.Table, model: Model, *, least: float) -> pa.Table:
    """`l`, `r`, `weight`, and for each feature its `part_` of the weight, of pairs that weigh `least` or more.

    `prepared`: records in the order of their numbers, from 0. `pairs`: `join_key_l` < `join_key_r`; their order is
    kept.
    """
    weighing = _Weighing(prepared.combine_chunks(), model, least)
    left, right = (pairs[side].combine_chunks() for side in ("join_key_l", "join_key_r"))
    hands = max(1, min(processors(), len(left) // PART))
    share = -(-len(left) // hands)
    starts = range(0, len(left) or 1, share or 1)
    with ThreadPoolExecutor(hands) as pool:
        found = pool.map(
            weighing.of, (left.slice(at, share) for at in starts), (right.slice(at, share) for at in starts)
        )
        return pa.concat_tables(found).combine_chunks()


class _Weighing:
    """What all pairs have in common."""

    def __init__(self, prepared: pa.Table, model: Model, least: float) -> None:
        self.prepared, self.model, self.least = prepared, model, least
        self.often = {column: _frequencies(prepared[column].combine_chunks()) for column in RARE}

    def of(self, left: pa.Array, right: pa.Array) -> pa.Table:
        """Weigh pairs by their places, a part of them at a time."""
        levels = Levels()
        try:
            starts = range(0, len(left) or 1, PART)
            return pa.concat_tables(self._part(levels, left.slice(at, PART), right.slice(at, PART)) for at in starts)
        finally:
            levels.close()

    def _part(self, levels: Levels, left: pa.Array, right: pa.Array) -> pa.Table:
        rarity = {column: (often.take(left), often.take(right)) for column, often in self.often.items()}
        told = weigh(self.model, levels.of(self.prepared, left, right), rarity)
        found = pa.table({"l": left, "r": right} | {name: told[name] for name in ("weight", *PARTS)})
        return found.filter(pc.greater_equal(found["weight"], self.least))


def _frequencies(values: pa.Array) -> pa.Array:
    """For each value the share of all values that are as it is; null where there is none."""
    coded = values.dictionary_encode()
    counted = pc.value_counts(coded.indices.drop_null()).flatten()
    often = counted[1].take(pc.sort_indices(counted[0])).cast(pa.float64())
    return pc.divide(often, float(len(values) - values.null_count)).take(coded.indices)
