"""Where the work is done: DuckDB in this process, or Spark for those who outgrow one machine."""

import os
from typing import Any, Protocol

import pyarrow as pa

from fourfold.engines.linkage.errors import BackendMissing

MEMORY = "3GB"


class Backend(Protocol):
    """Tables by name, SQL that both dialects read, and Splink's door to it."""

    api: Any
    is_here: bool
    """Whether the work is done in this process, so that records need not be sent to it."""

    def register(self, name: str, table: pa.Table) -> None:
        """Give an Arrow table a name."""

    def create(self, name: str, sql: str) -> None:
        """Keep what a query gives under a name."""

    def fetch(self, sql: str) -> pa.Table:
        """What a query gives."""

    def drop(self, *names: str) -> None:
        """Forget tables."""

    def each_of(self, expression: str) -> str:
        """An expression that gives a row for each member of a list."""

    def bucket_of(self, expression: str, parts: int) -> str:
        """An expression from 0 to parts - 1 for a text expression, the same on every run."""

    def close(self) -> None:
        """Give everything back."""


class DuckDB:
    """In this process, in memory, on as many threads as there are processors (`threads`)."""

    is_here = True

    def __init__(self, *, threads: int | None = None) -> None:
        import duckdb
        from splink import DuckDBAPI

        self.connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY})
        self.connection.execute(f"set threads = {threads or os.cpu_count() or 1}")
        self.connection.execute("set preserve_insertion_order = false")
        self.api = DuckDBAPI(connection=self.connection)

    def register(self, name: str, table: pa.Table) -> None:
        self.connection.register(f"{name}_arrow", table)
        self.connection.execute(f"create or replace table {name} as from {name}_arrow")
        self.connection.unregister(f"{name}_arrow")

    def create(self, name: str, sql: str) -> None:
        self.connection.execute(f"create or replace table {name} as {sql}")

    def fetch(self, sql: str) -> pa.Table:
        return self.connection.sql(sql).to_arrow_table()

    def drop(self, *names: str) -> None:
        for name in names:
            self.connection.execute(f"drop table if exists {name}")

    def each_of(self, expression: str) -> str:
        return f"unnest({expression})"

    def bucket_of(self, expression: str, parts: int) -> str:
        return f"hash({expression}) % {parts}"

    def close(self) -> None:
        self.connection.close()


def open_backend(name: str) -> Backend:
    """`duckdb` or `spark`. Raises BackendMissing, with what to install."""
    if name == "duckdb":
        return DuckDB()
    if name == "spark":
        from fourfold.engines.linkage.spark import Spark

        return Spark()
    raise BackendMissing(f"There is no backend {name}. Choose duckdb or spark.")
