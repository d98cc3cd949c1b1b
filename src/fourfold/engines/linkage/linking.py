"""The whole way: records in, people out."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from fourfold.engines.linkage import blocking, crowding, predicting, relatives, training, weighing_many
from fourfold.engines.linkage.backends import Backend, open_backend
from fourfold.engines.linkage.deciding import answers
from fourfold.engines.linkage.deciding.overrides import Override, decided
from fourfold.engines.linkage.deciding.priors import settle
from fourfold.engines.linkage.model import FEWEST_FOR_RARITY, Model, shipped
from fourfold.engines.linkage.normalising import noted, prepare
from fourfold.engines.linkage.source import Source, gather

Progress = Callable[[str], None]
# Pairs below this weight are not kept: they are two persons, whatever the prior turns out to be.
LEAST_WEIGHT = -20.0


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: counts, and how many values of each field count as missing (`noted`)."""

    records: int
    people: int
    pairs: int
    review: int
    noted: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Linked:
    """`clusters`: source, record_id, person_id. `pairs`, `review`: both keys, weight, probability, each part."""

    clusters: pa.Table
    pairs: pa.Table
    review: pa.Table
    model: Model
    report: Report


def link(
    sources: Sequence[Source],
    *,
    model: Model | None = None,
    overrides: Sequence[Override] = (),
    backend: str = "duckdb",
    progress: Progress = lambda _words: None,
) -> Linked:
    """Decide which records are the same person. Every record comes back exactly once.

    Without a model, one is estimated from these records, from the one that is shipped. Raises LinkageError.
    """
    records = gather(sources)
    progress(f"Read {records.num_rows:,} records.")
    opened = open_backend(backend)
    try:
        prepared = _pair(opened, records)
        progress("Found the pairs that are worth comparing.")
        used = model or _estimated(opened, Counter(records["source"].to_pylist()))
        if model is None:
            progress("Estimated how much each likeness weighs.")
        scored = score(opened, used, prepared)
        progress(f"Compared {scored.table.num_rows:,} pairs.")
    finally:
        opened.close()
    numbers = answers.numbers(records) if overrides else {}
    found = answers.answer(records, scored.table, scored.model, decided(overrides, numbers))
    progress(f"Found {found.people:,} people.")
    report = Report(
        records.num_rows, found.people, found.pairs.num_rows, found.review.num_rows, noted(records, prepared)
    )
    return Linked(found.clusters, found.pairs, found.review, scored.model, report)


def candidates(sources: Sequence[Source]) -> list[tuple[int, int]]:
    """The pairs that `link` would compare, as places of records in the order in which the sources give them."""
    records = gather(sources)
    opened = open_backend("duckdb")
    try:
        _pair(opened, records)
        found = opened.fetch("select join_key_l, join_key_r from pairs")
    finally:
        opened.close()
    places = records["place"].to_pylist()
    left, right = (found[name].to_pylist() for name in ("join_key_l", "join_key_r"))
    return [(places[one], places[other]) for one, other in zip(left, right, strict=True)]


def _pair(backend: Backend, records: pa.Table) -> pa.Table:
    """Make the tables `prepared` and `pairs`. Returns the records as they are compared."""
    prepared = prepare(records).append_column("source", records["source"])
    if records.num_rows >= FEWEST_FOR_RARITY:
        prepared = crowding.filled(backend, prepared)
    backend.register("prepared", prepared)
    blocking.block(backend, "prepared", "pairs")
    return prepared


def _estimated(backend: Backend, sources: Counter[str]) -> Model:
    """A model for these records; without the guards against relatives where there are none."""
    start = shipped()
    if not relatives.are_met(backend, "prepared", "pairs", sources):
        start = start.without("kin", relatives.GUARDS)
    return training.train(backend, "prepared", start)


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs with weights, under a model whose prior is settled for these records."""

    table: pa.Table
    model: Model


def score(backend: Backend, model: Model, prepared: pa.Table) -> Scored:
    """Score the candidate pairs, and settle the prior. `prepared`: what the backend's table of that name holds."""
    records = prepared.num_rows
    if records < 2:
        return Scored(answers.no_pairs(), model)
    model = model.fit_for(records)
    if backend.is_here:
        pairs = backend.fetch("select join_key_l, join_key_r from pairs order by all")
        backend.register("scored", weighing_many.weighed(prepared, pairs, model, least=LEAST_WEIGHT))
    else:
        predicting.predict(backend, "prepared", "pairs", model, least=LEAST_WEIGHT, into="scored")
    prior = settle(backend, "scored", records, model.prior)
    return Scored(backend.fetch(predicting.shifted_sql("scored", model.prior, prior)), model.with_prior(prior))
