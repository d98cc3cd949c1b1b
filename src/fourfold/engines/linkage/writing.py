"""Results as CSV files: all of them, or none."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import NamedTemporaryFile

import duckdb
import pyarrow as pa

from fourfold.engines.linkage.errors import BadSource


def write(tables: Mapping[Path, pa.Table]) -> None:
    """Write each table beside its place first, then move all of them there: no reader ever sees half a file.

    Raises BadSource where a folder is missing or may not be written.
    """
    with ExitStack() as undone:
        ready: dict[Path, Path] = {}
        for path, table in tables.items():
            ready[path] = _beside(path, table, undone)
        for path, temporary in ready.items():
            temporary.replace(path)


def _beside(path: Path, table: pa.Table, undone: ExitStack) -> Path:
    if path.is_dir():
        raise BadSource(f"{path} is a folder. Name a file for the result.")
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as opened:
            temporary = Path(opened.name)
            undone.callback(temporary.unlink, missing_ok=True)
        # DuckDB quotes only what needs it, and writes in parallel.
        with duckdb.connect(":memory:") as engine:
            engine.from_arrow(table).write_csv(str(temporary), header=True)
    except (OSError, duckdb.IOException) as error:
        raise BadSource(f"{path} cannot be written: {getattr(error, 'strerror', None) or error}.") from None
    return temporary
