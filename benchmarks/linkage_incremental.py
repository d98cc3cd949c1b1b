"""A delivery of 1,000 records against all others: ours through stored keys, and Splink's predict_between.

    python -m benchmarks.linkage_incremental 1040000

Both have before them what is known of all others, in the form in which it is compared: ours the normal forms and
their keys (here sorted in memory; in the product they stand in an index of PostgreSQL, and normal forms are made
anew of those records alone that share a key, which is timed apart), Splink its tidied table and how common names are.
Both begin with the delivery as it came, and end with a table of scored pairs. Each round is another delivery.
"""

import sys
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.linkage_data import people

DELIVERED = 1000
ROUNDS = 7
WARMING = 2
_HASHED = "hash(rule || key) as key"
Times = dict[str, list[tuple[float, float]]]


def main(number: int) -> None:
    """Print the median of each part, in milliseconds of the clock and of the processor."""
    from fourfold.engines.linkage.source import gather

    records = gather(people(number).sources).drop(["source", "record_id", "place"])
    step = records.num_rows // DELIVERED
    turn_of = [place % step for place in range(records.num_rows)]
    known = records.filter(pa.array([turn >= ROUNDS + WARMING for turn in turn_of]))
    deliveries = [records.filter(pa.array([one == turn for one in turn_of])) for turn in range(ROUNDS + WARMING)]
    print(f"{known.num_rows:,} records; each round delivers {deliveries[0].num_rows:,} others")
    print("| | Clock | Processor |\n|---|---|---|")
    ours(known, deliveries)
    splink(known, deliveries)


def ours(known: pa.Table, deliveries: Sequence[pa.Table]) -> None:
    """Normal forms and keys of the delivery, candidates, scores."""
    from fourfold.engines.linkage.model import shipped
    from fourfold.engines.linkage.normalising import prepare
    from fourfold.engines.linkage.scoring import Keys, Scorer, crowded_names, name_frequencies

    frequencies = name_frequencies(known) | {"namesakes": crowded_names(known)}
    forms = prepare(known).combine_chunks()
    place_of = {record: place for place, record in enumerate(known["record"].to_pylist())}
    spent: Times = {}
    pairs_met, sure = 0, 0
    least = shipped().thresholds.fracture
    with Scorer(shipped()) as scorer, Keys() as keys:
        store = _Store(keys.of(forms))
        for delivered in deliveries:
            new = timed(spent, "normal forms", lambda given=delivered: prepare(given))
            made = timed(spent, "keys", lambda given=new: keys.of(given))
            pairs = timed(spent, "candidates", lambda given=made: store.candidates(given))
            places = [place_of[record] for record in set(pairs["r"].to_pylist())]
            met = forms.take(pa.array(places))
            scored = timed(
                spent,
                "scores",
                lambda a=new, b=met, c=pairs: scorer.score(pa.concat_tables([a, b]), c, frequencies, least=least),
            )
            asked = known.take(pa.array(places))
            timed(spent, "again", lambda given=asked: prepare(given))
            pairs_met, sure = pairs_met + pairs.num_rows, sure + sum(w >= 0 for w in scored["weight"].to_pylist())
    again = spent.pop("again")
    for name, times in spent.items():
        _print(f"ours: {name}", times)
    _print("ours, in all", [tuple(map(sum, zip(*parts, strict=True))) for parts in zip(*spent.values(), strict=True)])
    _print("besides, where they are not kept: normal forms of the known that share a key", again)
    print(f"ours: {pairs_met / len(deliveries):,.0f} pairs a delivery, of which {sure / len(deliveries):,.0f} likely")


class _Store:
    """Keys of all others in the order of their hashes: looking one up takes as long as in an index."""

    def __init__(self, keys: pa.Table) -> None:
        from fourfold.engines.linkage.blocking import RULES
        from fourfold.engines.linkage.planned import Planned

        largest = pa.table({"rule": [rule.key for rule in RULES], "largest": [rule.largest for rule in RULES]})
        with duckdb.connect(":memory:") as engine:
            engine.register("given", keys)
            engine.register("rules", largest)
            # A key of too many is passed over, as in the product: with the one delivered there would be one more.
            stored = engine.sql(
                f"select {_HASHED}, array_agg(record) as records from given join rules using (rule) "
                "group by rule, key having count(*) < min(largest) order by 1"
            ).to_arrow_table()
        self._records, self._keys = (stored[name].combine_chunks() for name in ("records", "key"))
        self._hashes = Planned(f"select record, {_HASHED} from given", keys.slice(0, 0))

    def candidates(self, keys: pa.Table) -> pa.Table:
        """Each pair of a record with these keys and one that shares a key: `l`, `r`."""
        asked = self._hashes.of(keys)
        places = pc.min_element_wise(pc.search_sorted(self._keys, asked["key"]), len(self._keys) - 1)
        known = pc.equal(self._keys.take(places), asked["key"])
        sharing = self._records.take(places.filter(known))
        left = asked["record"].filter(known).take(pc.list_parent_indices(sharing))
        return pa.table({"l": left, "r": pc.list_flatten(sharing)}).group_by(["l", "r"]).aggregate([])


def splink(known: pa.Table, deliveries: Sequence[pa.Table]) -> None:
    """The delivery against all others, by a plain model."""
    import splink as library

    from benchmarks.plain_linkage import tidied, trained

    api = library.DuckDBAPI()
    linker = trained(known, api)
    for name in ("forename", "surname"):
        linker.table_management.compute_tf_table(name)
    old = api.register(tidied(api, known))
    spent: Times = {}
    pairs_met, sure = 0, 0
    for delivered in deliveries:
        new = timed(spent, "tidied", lambda given=delivered: api.register(tidied(api, given)))
        scored = timed(
            spent,
            "predicted",
            lambda given=new: (
                linker.inference.predict_between(old, given, threshold_match_probability=0.01, warning_mode="never")
                .as_duckdbpyrelation()
                .to_arrow_table()
            ),
        )
        pairs_met, sure = pairs_met + scored.num_rows, sure + sum(w >= 0 for w in scored["match_weight"].to_pylist())
    _print("Splink: the delivery tidied and registered", spent["tidied"])
    _print("Splink: `predict_between`", spent["predicted"])
    _print(
        "Splink, in all", [tuple(map(sum, zip(*parts, strict=True))) for parts in zip(*spent.values(), strict=True)]
    )
    print(f"Splink: {sure / len(deliveries):,.0f} likely pairs a delivery")


def timed(spent: Times, name: str, what: Callable[[], Any]) -> Any:
    """What a call gives; its time is written down under the name."""
    clock, work = time.perf_counter(), time.process_time()
    found = what()
    spent.setdefault(name, []).append((time.perf_counter() - clock, time.process_time() - work))
    return found


def _print(name: str, times: Sequence[tuple[float, ...]]) -> None:
    clock, work = (median(column) * 1000 for column in zip(*times[WARMING:], strict=True))
    print(f"| {name} | {clock:.0f} ms | {work:.0f} ms |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1_040_000)
