"""A CSV file of records, read as a source. What is odd but clear is put right and told, the rest refused."""

import codecs
import csv
import difflib
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow_csv

from fourfold.engines.linkage.errors import BadSource
from fourfold.engines.linkage.source import FIELDS, KEY, Source

Note = Callable[[str], None]
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
DELIMITERS = ",;\t|"
# Names that agencies give the columns, after spaces and hyphens became underscores.
OTHER_NAMES = {
    "id": KEY, "first_name": "forename", "given_name": "forename", "last_name": "surname", "family_name": "surname",
    "dob": "date_of_birth", "birth_date": "date_of_birth", "gender": "sex", "post_code": "postcode",
    "nhs": "nhs_number", "nhs_no": "nhs_number", "pnc": "pnc_id", "pncid": "pnc_id",
}  # fmt: skip


def read(path: Path, note: Note) -> Source:
    """The file as a source that is named after its stem. `note` is told what was put right. Raises BadSource."""
    text = _text(path, note)
    header, delimiter = _header(path, text)
    columns = _columns(path, header, note)
    table = _table(path, text, header, delimiter)
    chosen = {name: table.column(place) for name, place in columns.items()}
    if KEY not in chosen:
        note(f"{path.name} has no column {KEY}: records are numbered from 1.")
        chosen[KEY] = pa.array([str(number) for number in range(1, table.num_rows + 1)], pa.string())
    return Source(path.stem, pa.table(chosen))


def _text(path: Path, note: Note) -> bytes:
    """The file in UTF-8 without a byte order mark."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadSource(f"There is no file {path}. Check its name and folder.") from None
    except IsADirectoryError:
        raise BadSource(f"{path} is a folder. Name a CSV file.") from None
    except OSError as error:
        raise BadSource(f"{path} cannot be opened: {error.strerror}.") from None
    if not raw.strip():
        raise BadSource(f"{path.name} is empty. It needs a line of column names, then a line for each record.")
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _decoded(path, raw[len(mark) :], encoding).encode()
    if b"\0" in raw:
        raise BadSource(f"{path.name} holds NUL characters: it is no text file. Save it as CSV in UTF-8.")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        note(f"{path.name} is not in UTF-8: read as Windows-1252. Check names with accents.")
        return raw.decode("cp1252", errors="replace").encode()
    return raw


def _decoded(path: Path, raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadSource(
            f"{path.name} begins as {encoding}, but is not. Save it as CSV in UTF-8. ({error.reason})"
        ) from None


def _header(path: Path, text: bytes) -> tuple[list[str], str]:
    """The names of the first line, and the sign between them."""
    first = text.lstrip().split(b"\n", 1)[0].decode("utf-8").rstrip("\r")
    delimiter = max(DELIMITERS, key=first.count)
    names = next(csv.reader(io.StringIO(first), delimiter=delimiter), [])
    uniform = ["_".join(name.strip().lower().replace("-", " ").split()) for name in names]
    twice = [name for name, times in Counter(uniform).items() if times > 1 and name]
    if twice:
        raise BadSource(f"{path.name} has two columns {twice[0]}. Rename or remove one.")
    return uniform, delimiter


def _columns(path: Path, header: list[str], note: Note) -> dict[str, int]:
    found = {name: place for place, name in enumerate(header) if name in (KEY, *FIELDS)}
    for place, name in enumerate(header):
        meant = OTHER_NAMES.get(name)
        if meant and meant not in found:
            note(f"{path.name}: column {name} is read as {meant}.")
            found[meant] = place
    if not set(found) & set(FIELDS):
        known = ", ".join(FIELDS)
        raise BadSource(
            f"{path.name} has none of the columns that can be compared. Name its columns as here: {known}."
        )
    for place, name in enumerate(header):
        if place not in found.values() and name:
            close = difflib.get_close_matches(name, [field for field in FIELDS if field not in found], 1)
            note(f"{path.name}: column {name} is not used." + (f" Did you mean {close[0]}?" if close else ""))
    return found


def _table(path: Path, text: bytes, header: list[str], delimiter: str) -> pa.Table:
    names = [f"column_{place}" for place in range(len(header))]
    try:
        return arrow_csv.read_csv(
            pa.BufferReader(text),
            read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=1 + _blank_lines(text)),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=b'"' in text),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except pa.ArrowInvalid as error:
        told = str(error).splitlines()[0]
        raise BadSource(f"{path.name} is no even table: {told}. Each line needs {len(header)} values.") from None


def _blank_lines(text: bytes) -> int:
    return text[: len(text) - len(text.lstrip())].count(b"\n")
