"""The levels that given pairs stand at, and what a model makes of them: for few pairs, asked often.

Splink writes and plans its queries anew for each call, which takes longer than a small delivery's pairs do. Here the
conditions of all levels are one statement, planned once, whatever the model; the weights are looked up beside it. The
sum is Splink's: the level's weight, and for a rare name what its rarity adds (a test holds both to each other).
"""

from math import log2

import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.linkage.beside import beside
from fourfold.engines.linkage.comparisons import FEATURES, Feature
from fourfold.engines.linkage.deciding.priors import odds_weight
from fourfold.engines.linkage.model import Model
from fourfold.engines.linkage.normalising import nobody
from fourfold.engines.linkage.planned import Planned
from fourfold.engines.linkage.splinking import LEAST_RARITY

Rarity = dict[str, tuple[pa.Array, pa.Array]]


class Levels:
    """Finds levels of pairs. Not across threads; `close` gives the engine back."""

    def __init__(self) -> None:
        nothing = pa.array([], pa.int64())
        grades = ", ".join(f"cast({_grade_sql(feature)} as tinyint) as {feature.key}" for feature in FEATURES)
        self._grades = Planned(f"select {grades} from given", beside(nobody(), nothing, nothing))

    def of(self, prepared: pa.Table, left: pa.Array, right: pa.Array) -> pa.Table:
        """For each pair of rows of `prepared`, by feature the place of its level among the feature's (int8)."""
        return self._grades.of(beside(prepared, left, right))

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
        part = pc.add(_weights(feature, model).take(grade), _rarity(feature, model, grade, rarity))
        weight = pc.add(weight, part)
        told[f"part_{feature.key}"] = part.cast(pa.float32())
        told[f"level_{feature.key}"] = pa.array([level.key for level in feature.levels]).take(grade)
    probability = pc.divide(1.0, pc.add(1.0, pc.power(2.0, pc.negate(weight))))
    return {"weight": weight, "probability": probability} | told


def _weights(feature: Feature, model: Model) -> pa.Array:
    chances = model.chances[feature.key]
    weights = [0.0 if level.missing else chances[level.key].weight for level in feature.levels]
    return pa.array(weights, pa.float64())


def _rarity(feature: Feature, model: Model, grade: pa.Array, rarity: Rarity) -> pa.Array | pa.Scalar:
    column = next((level.rare for level in feature.levels if level.rare), None)
    if not (model.rarity and column in rarity):
        return pa.scalar(0.0)
    counts = pa.array([bool(level.rare) for level in feature.levels]).take(grade)
    often = pc.max_element_wise(*rarity[column], skip_nulls=True)
    known = pc.max_element_wise(pc.fill_null(often, 1.0), LEAST_RARITY)
    added = pc.multiply(model.rarity, pc.subtract(log2(model.chances[feature.key]["same"].u), pc.log2(known)))
    return pc.if_else(pc.and_(counts, pc.is_valid(often)), added, 0.0)
