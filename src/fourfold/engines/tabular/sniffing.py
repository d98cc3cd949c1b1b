"""What a file is, by what it holds and not by its name; and its rows in batches, at constant memory."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from fourfold.engines.tabular import unpacking
from fourfold.engines.tabular.encodings import encoding_of
from fourfold.engines.tabular.lines import read_lines, sniff_lines
from fourfold.engines.tabular.parquets import read_parquet, sniff_parquet
from fourfold.engines.tabular.refusing import Refusal
from fourfold.engines.tabular.rows import BATCH_ROWS, Batch, Form, Sniffed, in_batches
from fourfold.engines.tabular.sheets import read_sheet, sniff_sheet
from fourfold.engines.tabular.texts import read_delimited, sniff_delimited

_AGAIN = "Save the table as CSV or as an Excel workbook (.xlsx) and send that."
_OTHERS = (
    (b"%PDF", "a PDF file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel file (.xls), or one locked with a password"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"7z\xbc\xaf", "a packed file (7z)"),
    (b"Rar!", "a packed file (rar)"),
    (b"BZh", "a packed file (bzip2)"),
    (b"\xfd7zXZ", "a packed file (xz)"),
    (b"\x28\xb5\x2f\xfd", "a packed file (zstd)"),
    (b"SQLite format 3", "a database (SQLite)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_ZIP, _PARQUET = b"PK\x03\x04", b"PAR1"
_ENDINGS = {
    Form.DELIMITED: (".csv", ".tsv", ".txt", ".tab", ".psv"),
    Form.SHEET: (".xlsx",),
    Form.JSON_LINES: (".jsonl", ".ndjson", ".json"),
    Form.PARQUET: (".parquet", ".pq"),
}


def sniff(path: Path, expected: Collection[str] = (), *, sheet: str = "", name: str = "") -> Sniffed:
    """What a file is: form, encoding, delimiter, header.

    `expected`: names of columns in normal form (`headers.normal`), by which header, delimiter and sheet are found;
    `sheet`: the sheet that is meant, of several; `name`: the file's name where `path` has another.
    Raises Refusal where it is no table that we read. Reads texts whole, at constant memory.
    """
    try:
        found = _sniff(path, expected, sheet)
    except OSError as error:
        raise Refusal(f"The file cannot be read: {error.strerror or error}.", "Check its name and folder.") from None
    return _with_name(found, (name or path.name).casefold())


def read(path: Path, sniffed: Sniffed, batch_rows: int = BATCH_ROWS) -> Iterator[Batch]:
    """The rows below the header, in batches; from the start at each call. Raises Refusal where it is damaged."""
    readers = {
        Form.DELIMITED: read_delimited,
        Form.SHEET: read_sheet,
        Form.JSON_LINES: read_lines,
        Form.PARQUET: read_parquet,
    }
    return in_batches(readers[sniffed.form](path, sniffed), batch_rows)


def _sniff(path: Path, expected: Collection[str], sheet: str) -> Sniffed:
    with unpacking.opened(path) as stream:
        start = stream.peek(512)[:512]
        if not start:
            raise Refusal("The file is empty.", "Send the file that holds the rows.")
        _refuse_others(start, is_packed=unpacking.is_packed(path))
        if start.startswith(_ZIP):
            return sniff_sheet(path, expected, sheet)
        if start.startswith(_PARQUET):
            return sniff_parquet(path)
        encoding = encoding_of(stream)
    first = start.decode(encoding.codec, "ignore").lstrip("\ufeff \t\r\n")[:15].casefold()
    if first.startswith("["):
        raise Refusal(
            "The file is one JSON list.", "Send JSON Lines: one object a line, without the list around them."
        )
    if first.startswith(("<!doctype", "<html", "<?xml")):
        raise Refusal("The file is a web page or XML, not a table.", _AGAIN)
    return sniff_lines(path, encoding) if first.startswith("{") else sniff_delimited(path, encoding, expected)


def _refuse_others(start: bytes, *, is_packed: bool) -> None:
    for sign, kind in _OTHERS:
        if start.startswith(sign):
            raise Refusal(f"The file is {kind}, not a table that we read.", _AGAIN)
    if is_packed and start.startswith((_ZIP, _PARQUET, unpacking.GZIP)):
        raise Refusal("The file is packed twice.", "Unpack it once and send what is in it.")


def _with_name(found: Sniffed, name: str) -> Sniffed:
    """Says where the name promises something else than the file holds."""
    plain = name.removesuffix(".gz")
    promised = next((form for form, endings in _ENDINGS.items() if plain.endswith(endings)), None)
    if promised is None or promised is found.form:
        return found
    remark = f"The file is named as {promised.value} and is {found.form.value}; we read it as that."
    return replace(found, remarks=(remark, *found.remarks))
