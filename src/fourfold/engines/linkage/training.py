"""Estimate a model's chances from records whose matches nobody has marked: sampling and expectation maximisation.

Splink does both. Estimates are drawn towards the model that training starts from, the more the fewer records there
are; a feature that a file does not have keeps that model's chances.
"""

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING, Any

from fourfold.engines.linkage.backends import Backend
from fourfold.engines.linkage.comparisons import FEATURES
from fourfold.engines.linkage.model import Chance, Model
from fourfold.engines.linkage.predicting import linker

if TYPE_CHECKING:
    from splink import Linker

ByLevel = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class _Found:
    """Estimates of one feature, by level; a level that was never met is not there."""

    m: dict[str, float]
    u: dict[str, float]


@dataclass(frozen=True, slots=True)
class Session:
    """One round of expectation maximisation over pairs that share the columns."""

    columns: tuple[str, ...]
    silent: tuple[str, ...]


# Below this number of records there is too little to learn from: the given model is used as it is.
FEWEST = 300
# As many records as this weigh as much as the model that training starts from.
RECORDS_OF_PRIOR = 3000
PAIRS_OF_PRIOR = 100_000
RECORDS_TO_LEARN_FROM = 75_000
RANDOM_PAIRS = 300_000
TRAINING_PAIRS = 400_000
# Of more records than are learnt from, fewer pairs teach as much: none of them is the only one of its kind.
TRAINING_PAIRS_OF_MANY = 100_000
FIRST_GUESS = 0.2
SEED = 20260101
# What two records share while the other features are learnt from them, and which features that says nothing of.
SESSIONS = (
    Session(("forename", "surname"), ("forename", "surname")),
    Session(("birth",), ("birth",)),
)
LEAST_CHANCE = 1e-7


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is: records, and values by column."""

    records: int
    values: dict[str, int]


def train(backend: Backend, prepared: str, start: Model) -> Model:
    """A model for these records, from `start`."""
    sizes = _sizes(backend, prepared)
    if sizes.records < FEWEST:
        return start
    found = {key: _Found({}, {}) for key in start.chances}
    for feature, by_level in _sampled(backend, prepared, start, sizes).items():
        found[feature].u.update(by_level)
    for session in SESSIONS:
        if all(sizes.values[column] > sizes.records // 10 for column in session.columns):
            for feature, by_level in _maximised(backend, prepared, start, session, sizes).items():
                found[feature].m.update(by_level)
    return _drawn(start, found, sizes)


def _sizes(backend: Backend, prepared: str) -> Sizes:
    columns = sorted({column for session in SESSIONS for column in session.columns})
    counted = ", ".join(f"count({column}) as {column}" for column in columns)
    row = backend.fetch(f"select count(*) as records, {counted} from {prepared}").to_pylist()[0]
    return Sizes(row["records"], {column: row[column] for column in columns})


def _sampled(backend: Backend, prepared: str, start: Model, sizes: Sizes) -> ByLevel:
    """How often pairs picked blindly stand at each level."""
    backend.create("linkage_training", f"select * from {prepared} where {_chosen(backend, 'record', sizes)}")
    learner = linker(backend, "linkage_training", start, leaving_out=start.held)
    learner.training.estimate_u_using_random_sampling(
        max_pairs=RANDOM_PAIRS, seed=SEED, min_count_per_level=None, num_chunks=1
    )
    backend.drop("linkage_training")
    return _estimates(learner, "u_probability")


def _chosen(backend: Backend, expression: str, sizes: Sizes) -> str:
    """A condition that keeps about RECORDS_TO_LEARN_FROM, and all of those that share what is learnt by."""
    parts = ceil(sizes.records / RECORDS_TO_LEARN_FROM)
    return f"{backend.bucket_of(f'cast({expression} as varchar)', parts)} = 0" if parts > 1 else "true"


def _maximised(backend: Backend, prepared: str, start: Model, session: Session, sizes: Sizes) -> ByLevel:
    """How often records of one person stand at each level, among pairs that share the session's columns."""
    from splink import block_on
    from splink.internals.exceptions import EMTrainingException

    shared = " || '|' || ".join(session.columns)
    wanted = _chosen(backend, shared, sizes)
    backend.create("linkage_training", f"select *, {shared} as session_key from {prepared} where {wanted}")
    learner = linker(backend, "linkage_training", start.with_prior(FIRST_GUESS), leaving_out=session.silent)
    most = TRAINING_PAIRS if sizes.records <= RECORDS_TO_LEARN_FROM else TRAINING_PAIRS_OF_MANY
    try:
        learner.training.estimate_parameters_using_expectation_maximisation(
            block_on("session_key"), estimate_without_term_frequencies=True, max_pairs=most
        )
    except EMTrainingException:
        return {}  # No two records share these: there is nothing to learn from them.
    finally:
        backend.drop("linkage_training")
    return _estimates(learner, "m_probability")


def _estimates(learner: "Linker", which: str) -> ByLevel:
    told: dict[str, Any] = learner.misc.save_model_to_json()
    return {
        comparison["output_column_name"]: {
            level["label_for_charts"]: level[which] for level in comparison["comparison_levels"] if level.get(which)
        }
        for comparison in told["comparisons"]
    }


def _drawn(start: Model, found: dict[str, _Found], sizes: Sizes) -> Model:
    trust = sizes.records / (sizes.records + RECORDS_OF_PRIOR)
    pairs = min(RANDOM_PAIRS, sizes.records * (sizes.records - 1) // 2)
    sampled = pairs / (pairs + PAIRS_OF_PRIOR)
    chances = dict(start.chances)
    for feature in (feature for feature in FEATURES if feature.key not in start.held):
        m, u = found[feature.key].m, found[feature.key].u
        drawn = {
            key: Chance(
                trust * m.get(key, known.m) + (1 - trust) * known.m,
                # A level that no pair of the sample stood at is rare; how rare, the start knows better.
                sampled * u.get(key, known.u / 10) + (1 - sampled) * known.u,
            )
            for key, known in start.chances[feature.key].items()
        }
        chances[feature.key] = _to_one(drawn)
    return replace(start, chances=chances, made={"records": sizes.records, "from": start.version})


def _to_one(chances: dict[str, Chance]) -> dict[str, Chance]:
    m = sum(chance.m for chance in chances.values())
    u = sum(chance.u for chance in chances.values())
    return {
        key: Chance(max(LEAST_CHANCE, chance.m / m), max(LEAST_CHANCE, chance.u / u))
        for key, chance in chances.items()
    }
