"""Scores for pairs that somebody else found: through stored keys, for one referral, for a delivery."""

from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.linkage import blocking
from fourfold.engines.linkage.crowding import crowds_sql
from fourfold.engines.linkage.model import Model
from fourfold.engines.linkage.normalising import CROWD, PREPARED, nobody, prepare
from fourfold.engines.linkage.planned import Planned
from fourfold.engines.linkage.sieving import Sieve
from fourfold.engines.linkage.source import FIELDS
from fourfold.engines.linkage.weighing import Given, Levels, weigh

NAMES = ("forename", "surname")
SOUNDS = ["first_sound", "surname_sound"]
NAMESAKES = "namesakes"
MARK = "|"
Frequencies = Mapping[str, Mapping[str, float]]
"""What is known of names among all people, or what of that concerns some records: how often one is borne (`forename`,
`surname`, from `name_frequencies`), and which are crowded (`namesakes`, from `crowded_names`). Without any, all names
weigh the same."""
NOTHING: Frequencies = {}


class Keys:
    """Makes the equality keys of records, to be stored. Use as a context; one at a time, not across threads.

    Opening one takes longer than the keys of a small delivery do: keep it where several come.
    """

    def __init__(self) -> None:
        keys = ", ".join(f"{rule.expression} as {rule.key}" for rule in blocking.RULES)
        self._keys = Planned(f"select {keys} from given", nobody().select(PREPARED))

    def __enter__(self) -> "Keys":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._keys.close()

    def of(self, prepared: pa.Table) -> pa.Table:
        """`record`, `rule` (name) and `key` (text) for records that `normalising.prepare` gave one form.

        Records that may be one person's share one. Keys change only with `blocking.KEYS_VERSION`.
        """
        found = self._keys.of(prepared.select(PREPARED))
        return pa.concat_tables(_keys_by(rule.key, prepared["record"], found[rule.key]) for rule in blocking.RULES)


def _keys_by(rule: str, records: pa.ChunkedArray, keys: pa.ChunkedArray) -> pa.Table:
    told = pa.table({"record": records, "rule": pa.repeat(pa.scalar(rule), len(keys)), "key": keys})
    return told.filter(pc.is_valid(keys))


class Scorer:
    """Scores given pairs with one model, as the batch would. Use as a context; one at a time, not across threads.

    Opening one takes longer than few pairs do: keep it for as long as the model stays.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._levels = Levels()
        self._sieve = Sieve()

    def __enter__(self) -> "Scorer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._sieve.close()
        self._levels.close()

    def score(
        self, prepared: pa.Table, pairs: pa.Table, known: Frequencies = NOTHING, *, least: float | None = None
    ) -> pa.Table:
        """`l`, `r`, `weight`, `probability`, and for each feature its `level_` and `part_`.

        `prepared`: records that `normalising.prepare` gave one form; `pairs` names two of them in `l` and `r`. Each
        pair comes back once, the smaller number first, in their order; with `least`, those that weigh as much or
        more, which is much sooner done than all of them.
        """
        model = self._model if known else self._model.fit_for(0)
        given = _given(prepared.combine_chunks(), pairs, known)
        if least is not None:
            given = self._sieve.of(model, given, least)
        given = replace(_each_once(given), prepared=_crowded(given, known.get(NAMESAKES, {})))
        grades = self._levels.of(given.prepared, given.left, given.right)
        numbers = given.prepared["record"].combine_chunks()
        named = {"l": numbers.take(given.left), "r": numbers.take(given.right)}
        found = pa.table(named | weigh(model, grades, given.rarity))
        return found if least is None else found.filter(pc.greater_equal(found["weight"], least))


def _given(prepared: pa.Table, pairs: pa.Table, known: Frequencies) -> Given:
    """The pairs by their places, the smaller number first."""
    numbers = prepared["record"].combine_chunks()
    ends = [pc.index_in(pairs[side].combine_chunks(), value_set=numbers) for side in "lr"]
    turned = pc.greater(*(numbers.take(end) for end in ends))
    often = {name: _often(prepared[name].combine_chunks(), known[name]) for name in NAMES if name in known}
    return Given(prepared, pc.if_else(turned, ends[1], ends[0]), pc.if_else(turned, ends[0], ends[1]), often)


def _often(names: pa.Array, known: Mapping[str, float]) -> pa.Array:
    coded = names.dictionary_encode()
    return pa.array([known.get(name) for name in coded.dictionary.to_pylist()], pa.float64()).take(coded.indices)


def _each_once(given: Given) -> Given:
    """Each pair once, in the order of their numbers."""
    numbers = given.prepared["record"].combine_chunks()
    ends = {"left": given.left, "right": given.right}
    pairs = pa.table(ends | {"l": numbers.take(given.left), "r": numbers.take(given.right)})
    pairs = (
        pairs.group_by(["left", "right", "l", "r"]).aggregate([]).sort_by([("l", "ascending"), ("r", "ascending")])
    )
    return replace(given, **{end: pairs[end].combine_chunks() for end in ends})


def _crowded(given: Given, crowds: Mapping[str, float]) -> pa.Table:
    """The records with CROWD filled in for those that are some pair's."""
    prepared = given.prepared
    if not crowds:
        return prepared
    met = pc.unique(pa.concat_arrays([given.left, given.right]))
    found: list[float | None] = [None] * prepared.num_rows
    for place, name in zip(met.to_pylist(), _sounds(prepared.select(SOUNDS).take(met)), strict=True):
        found[place] = crowds.get(name or "")
    return prepared.set_column(prepared.schema.get_field_index(CROWD), CROWD, pa.array(found, pa.int16()))


def name_frequencies(records: pa.Table) -> dict[str, dict[str, float]]:
    """How often each name is borne among the records, by NAMES. `records`: as `normalising.prepare` takes them."""
    with _over(records) as engine:
        return {
            column: _by_key(
                engine,
                f"select {column}, count(*) / sum(count(*)) over () from prepared "
                f"where {column} is not null group by {column}",
            )
            for column in NAMES
        }


def crowded_names(records: pa.Table) -> dict[str, int]:
    """Which names are crowded, as `names_met` knows them under NAMESAKES: by which power of two."""
    name = f"first_sound || '{MARK}' || surname_sound"
    with _over(records) as engine:
        return _by_key(engine, f"select {name}, {CROWD} from ({crowds_sql('prepared')}) crowds")


def names_met(prepared: pa.Table) -> dict[str, list[str]]:
    """The names of prepared records, each once: by NAMES, and under NAMESAKES how a name's parts sound."""
    met = {name: prepared[name].to_pylist() for name in NAMES} | {NAMESAKES: _sounds(prepared)}
    return {name: sorted({value for value in values if value}) for name, values in met.items()}


def _sounds(prepared: pa.Table) -> list[str | None]:
    return list(pc.binary_join_element_wise(*(prepared[sound] for sound in SOUNDS), MARK).to_pylist())


def _by_key(engine: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Any]:
    return dict(engine.execute(sql).fetchall())


def _over(records: pa.Table) -> duckdb.DuckDBPyConnection:
    engine = duckdb.connect(":memory:", config={"threads": 1})
    engine.register(
        "prepared", prepare(records.select([n for n in records.column_names if n in ("record", *FIELDS)]))
    )
    return engine
