"""What comes in: tables of records, each with a key of its own, any of the known columns present."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.linkage.errors import BadSource

KEY = "record_id"
FIELDS = ("forename", "surname", "date_of_birth", "sex", "address", "postcode", "nhs_number", "upn", "pnc_id")


@dataclass(frozen=True, slots=True)
class Source:
    """One agency's records: a name, and a table with `record_id` (text, unique) and any of FIELDS (text)."""

    name: str
    table: pa.Table


def gather(sources: Sequence[Source]) -> pa.Table:
    """All records in one table, in the order of their keys, so that nothing hangs on the order in which they came:
    `record` (int32, 0 to n-1), `place` (int32, where it came), `source`, `record_id`, and each of FIELDS as text.

    Raises BadSource where two sources share a name, or a source lacks unique keys.
    """
    twice = [name for name, times in Counter(source.name for source in sources).items() if times > 1]
    if twice:
        raise BadSource(f"Two sources are called {twice[0]}. Records are told apart by it: rename one.")
    tables = [_uniform(source) for source in sources]
    whole = pa.concat_tables(tables) if tables else _nothing()
    count = pa.array(range(whole.num_rows), pa.int32())
    ordered = whole.append_column("place", count).sort_by([("source", "ascending"), (KEY, "ascending")])
    return ordered.append_column("record", count).combine_chunks()


def _uniform(source: Source) -> pa.Table:
    names = source.table.column_names
    if KEY not in names:
        raise BadSource(f"{source.name} has no column {KEY}. Each record needs a key of its own.")
    keys = source.table[KEY].cast(pa.string())
    if keys.null_count:
        raise BadSource(
            f"{source.name}: {keys.null_count} records have no {KEY}. Each record needs a key of its own."
        )
    _require_unique(source.name, keys)
    size = source.table.num_rows
    columns = {"source": pa.repeat(pa.scalar(source.name), size), KEY: keys}
    for field in FIELDS:
        columns[field] = source.table[field].cast(pa.string()) if field in names else pa.nulls(size, pa.string())
    return pa.table(columns)


def _require_unique(name: str, keys: pa.ChunkedArray) -> None:
    if pc.count_distinct(keys).as_py() == len(keys):
        return
    counted = pc.value_counts(keys).to_pylist()
    again = sorted(one["values"] for one in counted if one["counts"] > 1)
    shown = ", ".join(again[:3])
    raise BadSource(f"{name}: {len(again)} keys stand more than once ({shown}). Make each {KEY} unique.")


def _nothing() -> pa.Table:
    return pa.table({name: pa.array([], pa.string()) for name in ("source", KEY, *FIELDS)})
