"""Scores for candidate pairs: Splink's prediction with our model, on either backend (see `weighing_many`, too)."""

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fourfold.engines.linkage.backends import Backend
from fourfold.engines.linkage.comparisons import FEATURES
from fourfold.engines.linkage.deciding.priors import odds_weight
from fourfold.engines.linkage.model import Model
from fourfold.engines.linkage.splinking import part_sql, settings

if TYPE_CHECKING:
    from splink import Linker


def linker(backend: Backend, prepared: str, model: Model, *, leaving_out: Sequence[str] = ()) -> "Linker":
    """A Splink linker over prepared records with the model's weights, without the features that are left out."""
    from splink import Linker

    table = backend.api.table_to_splink_dataframe(prepared, prepared)
    logging.getLogger("splink").setLevel(logging.ERROR)
    made = Linker(table, settings(model, leaving_out), log_level=None, validate_settings=False)
    # Splink keeps by its name what it reckoned from the table before this one: how rare names were among those.
    made.table_management.invalidate_cache()
    return made


def predict(
    backend: Backend, prepared: str, pairs: str, model: Model, *, least: float, into: str, rare: Sequence[str] = ()
) -> None:
    """Score `pairs` into a table: `l`, `r`, `weight`, and for each feature its `part_` of the weight.

    Pairs below the weight `least` are left out. For the columns in `rare`, the backend's table `frequencies_<column>`
    says how often a value occurs; for others, the records themselves do.
    """
    scorer = linker(backend, prepared, model)
    for column in rare if model.rarity else ():
        table = backend.api.table_to_splink_dataframe(f"frequencies_{column}", f"frequencies_{column}")
        scorer.table_management.register_term_frequency_lookup(table, column)
    registered = backend.api.table_to_splink_dataframe("__splink__blocked_id_pairs", pairs)
    scorer.table_management.register_blocked_pairs_for_predict(registered)
    scored = scorer.inference.predict(threshold_match_weight=least, warning_mode="never")
    columns = ", ".join(f"cast({part_sql(feature, model)} as float) as part_{feature.key}" for feature in FEATURES)
    backend.create(
        into,
        "select least(record_l, record_r) as l, greatest(record_l, record_r) as r, match_weight as weight, "
        f"{columns} from {scored.physical_name}",
    )
    scored.drop_table_from_database_and_remove_from_cache()


def shifted_sql(scored: str, assumed: float, settled: float) -> str:
    """The scored pairs with the weight that they have under another prior."""
    parts = ", ".join(f"part_{feature.key}" for feature in FEATURES)
    shift = odds_weight(settled) - odds_weight(assumed)
    return f"select l, r, weight + ({shift}) as weight, {parts} from {scored}"
