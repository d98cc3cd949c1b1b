"""What is handed back: each record with its person, the pairs with their parts, and what a person should look at."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.linkage.comparisons import FEATURES
from fourfold.engines.linkage.deciding.clustering import Rules
from fourfold.engines.linkage.deciding.overrides import Decided, Key
from fourfold.engines.linkage.deciding.plain import people
from fourfold.engines.linkage.model import Model
from fourfold.engines.linkage.source import KEY

PARTS = tuple(f"part_{feature.key}" for feature in FEATURES)
MARK = "\x1f"


@dataclass(frozen=True, slots=True)
class Answer:
    """See `linking.Linked`."""

    clusters: pa.Table
    pairs: pa.Table
    review: pa.Table
    people: int


def no_pairs() -> pa.Table:
    """A table of scored pairs without rows."""
    fields = {"l": pa.int32(), "r": pa.int32(), "weight": pa.float64()} | dict.fromkeys(PARTS, pa.float32())
    return pa.schema(list(fields.items())).empty_table()


def numbers(records: pa.Table) -> Mapping[Key, int]:
    """The number of each record, by its key."""
    keys = zip(records["source"].to_pylist(), records[KEY].to_pylist(), strict=True)
    return dict(zip(keys, records["record"].to_pylist(), strict=True))


def answer(records: pa.Table, scored: pa.Table, model: Model, known: Decided) -> Answer:
    """Cluster the scored pairs and give records and pairs their keys back."""
    rules = Rules(model.thresholds.join, model.thresholds.fracture)
    person = people(records.num_rows, scored, rules, known)
    clusters = pa.table({"source": records["source"], KEY: records[KEY], "person_id": _person_ids(records, person)})
    clusters = clusters.take(pc.sort_indices(records["place"]))
    shown = scored.filter(pc.greater_equal(scored["weight"], rules.fracture))
    one = pc.equal(person.take(shown["l"].combine_chunks()), person.take(shown["r"].combine_chunks()))
    pairs = _keyed(records, shown)
    open_still = pc.invert(pc.or_(one, _judged(shown, known)))
    return Answer(clusters, pairs, pairs.filter(open_still), pc.count_distinct(person).as_py())


def _person_ids(records: pa.Table, person: pa.Array) -> pa.Array:
    """A person is known by the first of their records, whatever the order in which these came."""
    coded = pc.dictionary_encode(person)
    firsts = records.select(["source", KEY]).take(coded.dictionary)
    firsts = firsts.append_column("place", pa.array(range(firsts.num_rows), pa.int32()))
    with duckdb.connect(":memory:") as engine:
        engine.register("firsts", firsts)
        ids = engine.sql(
            f"select 'P' || left(sha256(source || '{MARK}' || {KEY}), 16) as id from firsts order by place"
        ).to_arrow_table()["id"]
    return ids.combine_chunks().take(coded.indices)


def _keyed(records: pa.Table, scored: pa.Table) -> pa.Table:
    columns: dict[str, pa.ChunkedArray] = {}
    for side in "lr":
        these = records.select(["source", KEY]).take(scored[side])
        columns |= {f"source_{side}": these["source"], f"{KEY}_{side}": these[KEY]}
    columns["match_weight"] = scored["weight"]
    columns["match_probability"] = pc.divide(1.0, pc.add(1.0, pc.power(2.0, pc.negate(scored["weight"]))))
    return pa.table(columns | {name.removeprefix("part_"): scored[name] for name in PARTS})


def _judged(scored: pa.Table, known: Decided) -> pa.Array:
    settled = set(known.together) | set(known.apart)
    if not settled:
        return pa.repeat(pa.scalar(False), scored.num_rows)
    shown = zip(scored["l"].to_pylist(), scored["r"].to_pylist(), strict=True)
    return pa.array((pair in settled for pair in shown), pa.bool_())
