"""Scores for pairs that somebody else found: through stored keys, for one referral, for a delivery."""

from collections.abc import Mapping
from types import TracebackType

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.linkage import blocking
from fourfold.engines.linkage.crowding import crowds_sql
from fourfold.engines.linkage.model import Model
from fourfold.engines.linkage.normalising import CROWD, PREPARED, nobody, prepare
from fourfold.engines.linkage.planned import Planned
from fourfold.engines.linkage.source import FIELDS
from fourfold.engines.linkage.weighing import Levels, Rarity, weigh

NAMES = ("forename", "surname")
NAMESAKES = "namesakes"
MARK = "|"
Frequencies = Mapping[str, pa.Table]


def keys_of(records: pa.Table) -> pa.Table:
    """The equality keys of records, to be stored: `record`, `rule` (name), `key` (text).

    Records that may be one person's share one. `records` holds `record` (integer) and any of FIELDS as text. Keys
    change only with `blocking.KEYS_VERSION`.
    """
    with Keys() as keys:
        return keys.of(prepare(records))


class Keys:
    """Makes keys of prepared records, as `keys_of` does. Use as a context; one at a time, not across threads.

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
        """The keys of records that `normalising.prepare` gave one form."""
        found = self._keys.of(prepared.select(PREPARED))
        return pa.concat_tables(_keys_by(rule.key, prepared["record"], found[rule.key]) for rule in blocking.RULES)


def _keys_by(rule: str, records: pa.ChunkedArray, keys: pa.ChunkedArray) -> pa.Table:
    told = pa.table({"record": records, "rule": pa.repeat(pa.scalar(rule), len(keys)), "key": keys})
    return told.filter(pc.is_valid(keys))


class Scorer:
    """Scores given pairs with one model, as the batch would. Use as a context; one at a time, not across threads.

    `frequencies`: what is known of names among all people, or what of that concerns these records: how often one is
    borne (`forename`, `surname`, from `name_frequencies`), and which are crowded (`namesakes`, from `crowded_names`).
    Without, all names weigh the same. Opening one takes a while: keep it for as long as model and frequencies stay.
    """

    def __init__(self, model: Model, *, frequencies: Frequencies | None = None) -> None:
        known = frequencies or {}
        self.model = model if known else model.fit_for(0)
        self._often = {name: _by_key(known[name]) for name in NAMES if name in known}
        self._crowds = _by_key(known[NAMESAKES]) if NAMESAKES in known else {}
        self._levels = Levels()

    def __enter__(self) -> "Scorer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._levels.close()

    def score(self, records: pa.Table, pairs: pa.Table) -> pa.Table:
        """`l`, `r`, `weight`, `probability`, and for each feature its `level_` and `part_`.

        `records` as in `keys_of`; `pairs` names two of them in `l` and `r`. Each pair comes back once, the smaller
        number first, in their order.
        """
        return self.compare(prepare(records), pairs)

    def compare(self, prepared: pa.Table, pairs: pa.Table) -> pa.Table:
        """The same for records that `normalising.prepare` gave one form before, where that is kept."""
        prepared = self._crowded(prepared)
        numbers = prepared["record"].combine_chunks()
        asked = _each_once(pairs)
        left, right = (pc.index_in(asked[side].combine_chunks(), value_set=numbers) for side in "lr")
        grades = self._levels.of(prepared, left, right)
        told = weigh(self.model, grades, self._rarity(prepared, left, right))
        return pa.table({"l": asked["l"], "r": asked["r"]} | told)

    def _crowded(self, prepared: pa.Table) -> pa.Table:
        if not self._crowds:
            return prepared
        crowds = pa.array([self._crowds.get(name or "") for name in _names_of(prepared)], pa.int16())
        return prepared.set_column(prepared.schema.get_field_index(CROWD), CROWD, crowds)

    def _rarity(self, prepared: pa.Table, left: pa.Array, right: pa.Array) -> Rarity:
        found = {}
        for name, often in self._often.items():
            values = pa.array([often.get(value) for value in prepared[name].to_pylist()], pa.float64())
            found[name] = values.take(left), values.take(right)
        return found


def _by_key(table: pa.Table) -> dict[str, float]:
    keys, values = (column.to_pylist() for column in table.columns)
    return dict(zip(keys, values, strict=True))


def _each_once(pairs: pa.Table) -> pa.Table:
    low = pc.min_element_wise(pairs["l"], pairs["r"])
    high = pc.max_element_wise(pairs["l"], pairs["r"])
    return (
        pa.table({"l": low, "r": high})
        .group_by(["l", "r"])
        .aggregate([])
        .sort_by([("l", "ascending"), ("r", "ascending")])
    )


def name_frequencies(records: pa.Table) -> dict[str, pa.Table]:
    """How often each name is borne among the records, for `Scorer`. `records` as in `keys_of`."""
    with _over(records) as engine:
        return {
            column: engine.sql(
                f"select {column}, count(*) / sum(count(*)) over () as tf_{column} from prepared "
                f"where {column} is not null group by {column}"
            ).to_arrow_table()
            for column in NAMES
        }


def crowded_names(records: pa.Table) -> pa.Table:
    """Which names are crowded, for `Scorer`: `namesakes` (as in `names_of`), `crowd` (a power of two)."""
    name = f"first_sound || '{MARK}' || surname_sound as {NAMESAKES}"
    with _over(records) as engine:
        return engine.sql(f"select {name}, {CROWD} from ({crowds_sql('prepared')}) crowds").to_arrow_table()


def names_of(records: pa.Table) -> list[str | None]:
    """For each record its name as `crowded_names` knows it: how its parts sound."""
    return _names_of(prepare(records))


def _names_of(prepared: pa.Table) -> list[str | None]:
    return list(pc.binary_join_element_wise(prepared["first_sound"], prepared["surname_sound"], MARK).to_pylist())


def _over(records: pa.Table) -> duckdb.DuckDBPyConnection:
    engine = duckdb.connect(":memory:", config={"threads": 1})
    engine.register(
        "prepared", prepare(records.select([n for n in records.column_names if n in ("record", *FIELDS)]))
    )
    return engine
