"""Our features and model as Splink's settings, and Splink's answers as ours."""

from collections.abc import Sequence
from typing import Any

from fourfold.engines.linkage.comparisons import FEATURES, Feature, Level
from fourfold.engines.linkage.model import Chance, Model

WEIGHT = "mw_"
# Names borne by fewer than ten in a million weigh as if by as many: how rare they are is not known.
LEAST_RARITY = 0.00001


def settings(model: Model, leaving_out: Sequence[str] = ()) -> dict[str, Any]:
    """A Splink settings dictionary that scores with the model. `record` is the key of a record."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "record",
        "probability_two_random_records_match": model.prior,
        "comparisons": [_comparison(feature, model) for feature in FEATURES if feature.key not in leaving_out],
        "blocking_rules_to_generate_predictions": [],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "em_convergence": 0.001,
        "max_iterations": 15,
    }


def _comparison(feature: Feature, model: Model) -> dict[str, Any]:
    chances = model.chances[feature.key]
    held = feature.key in model.held
    return {
        "output_column_name": feature.key,
        "comparison_levels": [
            _level(level, chances.get(level.key), held=held, rarity=model.rarity) for level in feature.levels
        ],
    }


def _level(level: Level, chance: Chance | None, *, held: bool, rarity: float) -> dict[str, Any]:
    told: dict[str, Any] = {"sql_condition": level.condition, "label_for_charts": level.key}
    if level.missing or chance is None:
        return told | {"is_null_level": True}
    told |= {"m_probability": chance.m, "u_probability": chance.u}
    if held:
        told |= {"fix_m_probability": True, "fix_u_probability": True}
    if level.rare and rarity:
        told |= {
            "tf_adjustment_column": level.rare,
            "tf_adjustment_weight": rarity,
            "tf_minimum_u_value": LEAST_RARITY,
        }
    return told


def part_sql(feature: Feature, model: Model) -> str:
    """The feature's part of a pair's match weight: of its level, and of how rare the shared value is."""
    rare = f" + {WEIGHT}tf_adj_{feature.key}" if model.rarity and any(level.rare for level in feature.levels) else ""
    return f"{WEIGHT}{feature.key}{rare}"
