"""A data set as a file: CSV that no spreadsheet takes for formulas, Parquet, and what its columns mean."""

import io

import pyarrow as pa
import pyarrow.parquet as pq

from fourfold.ground.documents.sheets import to_csv
from fourfold.records.datasets.domain.dictionary import Line
from fourfold.records.datasets.queries.rows import Table


def as_csv(found: Table) -> bytes:
    """A line for each record, under the names of the columns."""
    return to_csv(found.columns, ([row[column] for column in found.columns] for row in found.rows))


def as_arrow(found: Table) -> pa.Table:
    """The same as an Arrow table: text in every column, empty where something is not known."""
    schema = pa.schema([(column, pa.string()) for column in found.columns])
    return pa.Table.from_pylist([dict(row) for row in found.rows], schema=schema)


def as_parquet(found: Table) -> bytes:
    """The Arrow table as Parquet."""
    out = io.BytesIO()
    pq.write_table(as_arrow(found), out)
    return out.getvalue()


def dictionary_csv(lines: list[Line]) -> bytes:
    """What each column means."""
    return to_csv(("column", "meaning"), ((line.column, line.meaning) for line in lines))
