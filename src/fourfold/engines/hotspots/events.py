"""Files of events, with the columns of police.uk as they are. What is odd but clear is put right and told."""

import gzip
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from fourfold.engines.hotspots.errors import BadEvents

Note = Callable[[str], None]
COLUMNS = {
    "month": ("month",),
    "day": ("date", "day", "occurred", "occurred_at", "occurred_on", "datetime", "timestamp", "time", "event_date"),
    "longitude": ("longitude", "lon", "lng", "long"),
    "latitude": ("latitude", "lat"),
    "x": ("easting", "eastings", "x"),
    "y": ("northing", "northings", "y"),
    "category": ("crime_type", "category", "type", "offence"),
    "lsoa": ("lsoa_code", "lsoa", "lsoa11cd", "lsoa21cd"),
}
"""Each column here, and the names that files give it, after spaces and hyphens became underscores."""

GZIP = b"\x1f\x8b"
NUMBERS = ("longitude", "latitude", "x", "y")


def read(paths: Sequence[Path], note: Note, needed: Iterable[str] = ()) -> pa.Table:
    """All files one below the other: `month`, `day` and `category` as text, places as numbers, `lsoa`; null where
    unknown.

    A column that no file has is null throughout. `needed` are those without which nothing can be done. Raises
    BadEvents.
    """
    if not paths:
        raise BadEvents("No file of events was named. Name one or more CSV files.")
    twice = {path for path in paths if [each.resolve() for each in paths].count(path.resolve()) > 1}
    if twice:
        raise BadEvents(f"{min(twice).name} is named twice: its events would count twice. Name it once.")
    return pa.concat_tables([_one(path, note, tuple(needed)) for path in paths])


def _one(path: Path, note: Note, needed: tuple[str, ...]) -> pa.Table:
    raw = _bytes(path)
    header = raw.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace").strip().split(",")
    uniform = [name.strip().strip('"').lower().replace("-", "_").replace(" ", "_") for name in header]
    found = {
        column: next(uniform.index(name) for name in names if name in uniform)
        for column, names in COLUMNS.items()
        if set(names) & set(uniform)
    }
    _require(path, found, needed, uniform)
    table = _table(path, raw, len(header))
    columns = {name: _column(path, name, found, table, note) for name in COLUMNS}
    return pa.table(columns)


def _bytes(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
        raw = gzip.decompress(raw) if raw.startswith(GZIP) else raw
    except FileNotFoundError:
        raise BadEvents(f"There is no file {path}. Check its name and folder.") from None
    except IsADirectoryError:
        raise BadEvents(f"{path} is a folder. Name its CSV files.") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise BadEvents(f"{path.name} is a damaged gzip file. Fetch it again.") from None
    except OSError as error:
        raise BadEvents(f"{path} cannot be opened: {error.strerror}.") from None
    if not raw.strip():
        raise BadEvents(f"{path.name} is empty. It needs a line of column names, then a line for each event.")
    if b"\0" in raw:
        raise BadEvents(f"{path.name} is no text file. Save it as CSV in UTF-8.")
    return raw


def _require(path: Path, found: dict[str, int], needed: tuple[str, ...], header: list[str]) -> None:
    missing = [name for name in needed if name not in found]
    if not ({"longitude", "latitude"} <= set(found) or {"x", "y"} <= set(found)):
        missing.append("longitude and latitude (or easting and northing)")
    if missing:
        told = ", ".join(COLUMNS[name][0].replace("_", " ") if name in COLUMNS else name for name in missing)
        has = ", ".join(name for name in header[:8] if name.isprintable())[:120]
        raise BadEvents(f"{path.name} has no column {told}. Its first line should name it; it names: {has}.")


def _table(path: Path, raw: bytes, width: int) -> pa.Table:
    names = [f"column_{place}" for place in range(width)]
    try:
        return arrow_csv.read_csv(
            pa.BufferReader(raw),
            read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=1),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=b'"' in raw),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, check_utf8=False
            ),
        )
    except pa.ArrowInvalid as error:
        told = str(error).splitlines()[0]
        raise BadEvents(f"{path.name} is no even table: {told}. Each line needs {width} values.") from None


def _column(path: Path, name: str, found: dict[str, int], table: pa.Table, note: Note) -> pa.Array | pa.ChunkedArray:
    kind = pa.float64() if name in NUMBERS else pa.string()
    if name not in found:
        return pa.nulls(table.num_rows, kind)
    text = pc.utf8_trim_whitespace(table.column(found[name]))
    text = pc.if_else(pc.equal(text, ""), None, text)
    if name == "month":
        return pc.utf8_slice_codeunits(text, 0, 7)
    if name not in NUMBERS:
        return text
    number = pc.match_substring_regex(text, r"^[-+]?\d+(\.\d*)?([eE][-+]?\d+)?$")
    odd = pc.sum(pc.invert(number)).as_py() or 0
    if odd:
        note(f"{path.name}: {odd:,} values of {name} are no numbers and count as missing.")
    return pc.cast(pc.if_else(number, text, None), kind)
