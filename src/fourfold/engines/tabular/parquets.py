"""Parquet: columns with types, read as text so that one rule holds for every form."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from fourfold.engines.tabular.finding import MOST_COLUMNS
from fourfold.engines.tabular.refusing import Refusal
from fourfold.engines.tabular.rows import BATCH_ROWS, Form, Row, Sniffed

MOST_UNPACKED = 4 * 2**30


def sniff_parquet(path: Path) -> Sniffed:
    """What a Parquet file is. Its rows are numbered as in a sheet: the header is 1. Raises Refusal."""
    with _opened(path) as opened:
        groups = (opened.metadata.row_group(index) for index in range(opened.metadata.num_row_groups))
        size = sum(group.total_byte_size for group in groups)
        schema = opened.schema_arrow
        _refuse(schema, size, opened.metadata.num_rows)
    return Sniffed(form=Form.PARQUET, headers=tuple(schema.names), header_row=1)


def read_parquet(path: Path, _sniffed: Sniffed) -> Iterator[Row]:
    """The rows, as text."""
    with _opened(path) as opened:
        number = 1
        for batch in opened.iter_batches(batch_size=BATCH_ROWS, use_threads=False):
            columns = [[_text(value) for value in _readable(column).to_pylist()] for column in batch.columns]
            for cells in zip(*columns, strict=True):
                number += 1
                yield Row(number, list(cells))


def _refuse(schema: pa.Schema, size: int, rows: int) -> None:
    if size > MOST_UNPACKED:
        raise Refusal(f"The file would unpack to {size // 2**20:,} MB.", "Send it in parts.")
    if not rows:
        raise Refusal("The file is empty.", "Send the file that holds the rows.")
    if len(schema) > MOST_COLUMNS:
        raise Refusal(f"The file has {len(schema):,} columns.", "Send the columns of the contract alone.")
    nested = [field.name for field in schema if pa.types.is_nested(field.type)]
    if nested:
        raise Refusal(f"Columns hold lists or structures: {', '.join(nested)}.", "Give one value a cell.")


def _readable(column: pa.Array) -> pa.Array:
    """Moments to the second of a thousandth: Python knows nothing finer."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type):
        return column.cast(pa.timestamp("us", column.type.tz), safe=False)
    if pa.types.is_time(column.type) or pa.types.is_duration(column.type):
        return (
            column.cast(pa.string()) if pa.types.is_time(column.type) else column.cast(pa.int64()).cast(pa.string())
        )
    return column


@contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    try:
        with pq.ParquetFile(path, memory_map=False) as opened:
            yield opened
    except (pa.ArrowException, OSError, ValueError, OverflowError, TypeError, KeyError):
        raise Refusal("The Parquet file is damaged.", "Write it again and send it once more.") from None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() and value.tzinfo is None else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)
