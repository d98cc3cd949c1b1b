"""Most groups of records need no deciding: every pair in them reaches `join`. They are found here, in bulk.

What `agree` would make of all pairs is the same; it is asked only about the others.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.linkage.deciding.clustering import Rules, agree
from fourfold.engines.linkage.deciding.overrides import Decided, Pair


def people(size: int, scored: pa.Table, rules: Rules, known: Decided) -> pa.Array:
    """For each of `size` records, the smallest number (int32) among its person's. `scored`: `l`, `r`, `weight`."""
    left, right, weight = (scored[name].combine_chunks() for name in ("l", "r", "weight"))
    strong = pc.greater_equal(weight, rules.join)
    ties = (left.filter(strong), right.filter(strong))
    hanging = _smallest(size, chain(zip(*(side.to_pylist() for side in ties), strict=True), known.together))
    home = pa.array(hanging, pa.int32())
    torn = _torn(home, ties[0], (*known.together, *known.apart))
    if not len(torn):
        return home
    inside = pc.and_(pc.equal(home.take(left), home.take(right)), pc.is_in(home.take(left), torn))
    edges = zip(*(side.filter(inside).to_pylist() for side in (left, right, weight)), strict=True)
    for record in pc.indices_nonzero(pc.is_in(home, torn)).to_pylist():
        hanging[record] = record
    for group in agree(edges, rules, together=known.together, apart=known.apart):
        for record in group:
            hanging[record] = group[0]
    return pa.array(hanging, pa.int32())


def _smallest(size: int, ties: Iterable[Pair]) -> list[int]:
    """For each record, the smallest that hangs together with it."""
    above = list(range(size))
    for pair in ties:
        left, right = pair
        while left != above[left]:
            above[left] = left = above[above[left]]
        while right != above[right]:
            above[right] = right = above[above[right]]
        if left < right:
            above[right] = left
        else:
            above[left] = right
    # Whatever stands above a record is smaller, and so is set already.
    for record, higher in enumerate(above):
        above[record] = above[higher]
    return above


def _torn(home: pa.Array, strong: pa.Array, judged: Sequence[Pair]) -> pa.Array:
    """The homes in which not every pair is strong, or of which somebody decided something."""
    tied = pc.value_counts(home.take(strong)).flatten()
    members = pc.value_counts(home.filter(pc.is_in(home, tied[0]))).flatten()
    ties, sizes = (counted[1].take(pc.sort_indices(counted[0])) for counted in (tied, members))
    whole = pc.equal(pc.multiply(ties, 2), pc.multiply(sizes, pc.subtract(sizes, 1)))
    torn = tied[0].take(pc.sort_indices(tied[0])).filter(pc.invert(whole))
    decided = home.take(pa.array(chain.from_iterable(judged), pa.int32()))
    return pc.unique(pa.concat_arrays([torn, decided]))
