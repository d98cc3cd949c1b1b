"""The levels that given pairs stand at, and what a model makes of them: for few pairs, asked often.

Splink writes and plans its queries anew for each call, which takes longer than a small delivery's pairs do. Here the
conditions of all levels are one statement, planned once, whatever the model; the weights are looked up beside it. The
sum is Splink's: the level's weight, and for a rare name what its rarity adds (a test holds both to each other).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log2

import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.linkage.beside import beside, compared
from fourfold.engines.linkage.comparisons import FEATURES, Feature
from fourfold.engines.linkage.deciding.priors import odds_weight
from fourfold.engines.linkage.model import Model
from fourfold.engines.linkage.normalising import nobody
from fourfold.engines.linkage.planned import Planned
from fourfold.engines.linkage.splinking import LEAST_RARITY

Rarity = dict[str, tuple[pa.Array, pa.Array]]


@dataclass(frozen=True, slots=True)
class Given:
    """Pairs of rows of `prepared`. `often`: by `forename` and `surname`, how often each row's is borne; null where
    that is not known."""

    prepared: pa.Table
    left: pa.Array
    right: pa.Array
    often: dict[str, pa.Array]

    @property
    def rarity(self) -> Rarity:
        """How often the names of both records are borne."""
        return {name: (often.take(self.left), often.take(self.right)) for name, often in self.often.items()}

    def only(self, kept: pa.Array) -> "Given":
        """The pairs for which this holds."""
        return replace(self, left=self.left.filter(kept), right=self.right.filter(kept))


class Levels:
    """Finds levels of pairs, of all features or of some. Not across threads; `close` gives the engine back."""

    def __init__(self, some: Sequence[Feature] = FEATURES) -> None:
        nothing = pa.array([], pa.int64())
        self._columns = compared(some)
        grades = ", ".join(f"cast({_grade_sql(feature)} as tinyint) as {feature.key}" for feature in some)
        self._grades = Planned(f"select {grades} from given", beside(nobody(), nothing, nothing, self._columns))

    def of(self, prepared: pa.Table, left: pa.Array, right: pa.Array) -> pa.Table:
        """For each pair of rows of `prepared`, by feature the place of its level among the feature's (int8)."""
        return self._grades.of(beside(prepared, left, right, self._columns))

    def close(self) -> None:
        """Give the engine back."""
        self._grades.close()


def _grade_sql(feature: Feature) -> str:
    *conditions, _last = feature.levels
    cases = " ".join(f"when {level.condition} then {place}" for place, level in enumerate(conditions))
    return f"case {cases} else {len(conditions)} end"


def weigh(model: Model, grades: pa.Table, rarity: Rarity) -> dict[str, pa.Array]:
    """`weight`, `probability`, and for each feature its `level_` and `part_`.

    `rarity`: for `forename` and `surname`, how often the left and right record's are borne; null where unknown.
    """
    weight = pa.repeat(pa.scalar(odds_weight(model.prior)), grades.num_rows)
    told: dict[str, pa.Array] = {}
    for feature in FEATURES:
        grade = grades[feature.key].combine_chunks()
        part = part_of(feature, model, grade, rarity)
        weight = pc.add(weight, part)
        told[f"part_{feature.key}"] = part.cast(pa.float32())
        told[f"level_{feature.key}"] = pa.array([level.key for level in feature.levels]).take(grade)
    probability = pc.divide(1.0, pc.add(1.0, pc.power(2.0, pc.negate(weight))))
    return {"weight": weight, "probability": probability} | told


def part_of(feature: Feature, model: Model, grade: pa.Array, rarity: Rarity) -> pa.Array:
    """What the feature adds to the weight of each pair (float64). `grade`: the places of its levels."""
    weights = pa.array(level_weights(feature, model).values(), pa.float64()).take(grade)
    added = rareness(feature, model, rarity)
    if added is None:
        return weights
    counts = pa.array([bool(level.rare) for level in feature.levels]).take(grade)
    return pc.add(weights, pc.if_else(counts, added, 0.0))


def level_weights(feature: Feature, model: Model) -> dict[str, float]:
    """The weight of each of the feature's levels, in their order."""
    chances = model.chances[feature.key]
    return {level.key: 0.0 if level.missing else chances[level.key].weight for level in feature.levels}


def rareness(feature: Feature, model: Model, rarity: Rarity) -> pa.Array | None:
    """What the rarity of the pair's names adds to those levels that it counts for: 0 where it is not known. None
    where it counts for nothing."""
    column = next((level.rare for level in feature.levels if level.rare), None)
    if not (model.rarity and column in rarity):
        return None
    often = pc.max_element_wise(*rarity[column], skip_nulls=True)
    known = pc.max_element_wise(often, LEAST_RARITY, skip_nulls=False)
    common = log2(model.chances[feature.key]["same"].u)
    return pc.fill_null(pc.multiply(model.rarity, pc.subtract(common, pc.log2(known))), 0.0)
