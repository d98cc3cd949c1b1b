"""From records as they came to the columns that are compared and blocked on. Arrow in, Arrow out."""

from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.linkage.normalising.deriving import DERIVED, derive
from fourfold.engines.linkage.normalising.spreading import processors, spread

# Up to so many records, what was met before is remembered.
SMALL = 50_000
# How crowded a name is hangs on everybody's records, not on one: `crowding` fills it in.
CROWD = "crowd"


def prepare(records: pa.Table) -> pa.Table:
    """`record` (kept), PREPARED and CROWD (null), for a table with `record` and any of the input fields as text.

    The different values of many records are brought to one form by as many processes as there are processors.
    """
    given = [field for field in DERIVED if field in records.column_names]
    with ThreadPoolExecutor(processors()) as pool:
        encoded = pool.map(lambda field: pc.dictionary_encode(records[field].combine_chunks()), given)
        coded = dict(zip(given, encoded, strict=True))
    values = {field: column.dictionary for field, column in coded.items()}
    if records.num_rows <= SMALL:
        formed = {field: pa.table(derive(field, each, remembered=True)) for field, each in values.items()}
    else:
        formed = spread(values)
    columns: dict[str, pa.ChunkedArray] = {"record": records["record"], CROWD: pa.nulls(records.num_rows, pa.int16())}
    for field, derived in DERIVED.items():
        for name, kind in derived.columns:
            if field in formed:
                columns[name] = formed[field][name].combine_chunks().take(coded[field].indices)
            else:
                columns[name] = pa.nulls(records.num_rows, kind)
    return pa.table(columns)


def nobody() -> pa.Table:
    """What `prepare` makes of no records: its columns and their types."""
    return prepare(pa.table({"record": pa.array([], pa.int64())}))


def noted(records: pa.Table, prepared: pa.Table) -> dict[str, int]:
    """How many values of each field were given, but count as missing (placeholders, wrong check digits)."""
    lost = {}
    for field, derived in DERIVED.items():
        given = records.num_rows - records[field].null_count
        kept = records.num_rows - min(prepared[name].null_count for name, _type in derived.columns)
        lost[field] = given - kept
    return {field: count for field, count in lost.items() if count}
