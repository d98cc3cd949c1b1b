"""Between two looks at a file: what the first accepted, so that it need not be checked again; and working ahead."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import BinaryIO, TypeVar, cast

import pyarrow as pa

T = TypeVar("T")


class Spool:
    """Accepted rows on disk, in a file without a name that ends with this process. Full or empty, never half."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._writer: pa.RecordBatchStreamWriter | None = None
        self.is_full = False

    def put(self, table: pa.Table) -> None:
        """Keep one batch's rows."""
        if self._writer is None:
            self._writer = pa.ipc.new_stream(self._file, table.schema)
        self._writer.write_table(table)

    def close(self) -> None:
        """No more rows come."""
        if self._writer is not None:
            self._writer.close()
            self.is_full = True

    def tables(self) -> Iterator[pa.Table]:
        """The rows again, batch by batch."""
        self._file.seek(0)
        for batch in pa.ipc.open_stream(self._file):
            yield pa.Table.from_batches([batch])


@contextmanager
def spooling() -> Iterator[Spool]:
    """A spool for the time in which one process checks a delivery and lets it enter."""
    with TemporaryFile(prefix="fourfold-spool-") as file:
        yield Spool(cast("BinaryIO", file))


def ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items; the next is made in a thread of its own while the caller, or the database, works on one."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item
