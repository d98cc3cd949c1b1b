"""A statement over one table, planned once and then asked of table after table.

DuckDB plans anew whatever it is asked of a table that it did not know, which takes longer than the rows of a small
delivery do; and putting them into a table of its own first, as long again. Here it knows one source, which hands over
another table each time.
"""

import duckdb
import pyarrow as pa


class _Source:
    """What DuckDB reads: the table that stands here at that moment (Arrow's PyCapsule interface)."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def __arrow_c_schema__(self) -> object:
        return self.table.schema.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


class Planned:
    """A planned statement. Not across threads; `close` gives the engine back.

    `statement` reads one table, `given`; `nothing`: such a table without rows.
    """

    def __init__(self, statement: str, nothing: pa.Table) -> None:
        self._nothing = nothing
        self._source = _Source(nothing)
        self._engine = duckdb.connect(":memory:", config={"threads": 1})
        # One scan of one table: there is nothing to optimise, and trying takes longer than the scan.
        self._engine.execute("pragma disable_optimizer").fetchall()
        self._engine.register("given", self._source)
        self._engine.execute(f"prepare planned as {statement}").fetchall()

    def of(self, given: pa.Table) -> pa.Table:
        """What the statement makes of a table, in the order of its rows. ValueError where its columns are others."""
        self._source.table = given.cast(self._nothing.schema)
        try:
            return self._engine.sql("execute planned").to_arrow_table()
        finally:
            self._source.table = self._nothing

    def close(self) -> None:
        """Give the engine back."""
        self._engine.close()
