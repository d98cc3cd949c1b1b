"""Delimited text and JSON Lines: what they are, and their rows."""

import io
import itertools
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from fourfold.engines.tabular import unpacking
from fourfold.engines.tabular.encodings import Encoding
from fourfold.engines.tabular.finding import LOOKED_AT, delimiter_of, header_of, trimmed
from fourfold.engines.tabular.records import records
from fourfold.engines.tabular.rows import Form, Problem, Row, Sniffed

_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 200_000
_HINT = "sep="
"""Excel's own hint of the delimiter, in the first line."""


def sniff_delimited(path: Path, encoding: Encoding, expected: Collection[str]) -> Sniffed:
    """What a delimited text is. Raises Refusal where it has no header."""
    with decoded(path, encoding.codec, is_damaged=encoding.is_damaged) as text:
        hint, delimiter = _delimiter(text, expected)
    with decoded(path, encoding.codec, is_damaged=encoding.is_damaged) as text:
        filled = (row for row in records(text, delimiter) if any(cell.strip() for cell in row.cells))
        first = [row for row in itertools.islice(filled, LOOKED_AT + 1) if not (hint and row.number == 1)]
    header = header_of(first, expected)
    return Sniffed(
        form=Form.DELIMITED,
        headers=trimmed(header.cells),
        header_row=header.number,
        remarks=tuple(_remarks(first, header, encoding)),
        encoding=encoding.name,
        codec=encoding.codec,
        is_damaged=encoding.is_damaged,
        delimiter=delimiter,
        line_ends=encoding.line_ends,
        is_packed=unpacking.is_packed(path),
    )


def read_delimited(path: Path, sniffed: Sniffed) -> Iterator[Row]:
    """The rows below the header, as wide as it, unless their own width is the problem."""
    width = len(sniffed.headers)
    with decoded(path, sniffed.codec, is_damaged=sniffed.is_damaged) as text:
        for row in records(text, sniffed.delimiter):
            if row.number <= sniffed.header_row:
                continue
            if len(row.cells) == width or row.problem:
                yield row
            elif not any(cell.strip() for cell in row.cells):
                yield Row(row.number, [])
            elif any(cell.strip() for cell in row.cells[width:]) or len(row.cells) < width:
                yield Row(row.number, row.cells, _ragged(len(row.cells), width))
            else:
                yield Row(row.number, row.cells[:width])


@contextmanager
def decoded(path: Path, codec: str, *, is_damaged: bool) -> Iterator[io.TextIOWrapper]:
    """The text of a file, with its line ends as they are; damaged bytes become the sign U+FFFD."""
    with unpacking.opened(path) as stream:
        yield io.TextIOWrapper(stream, codec, "replace" if is_damaged else "strict", newline="")


def _delimiter(text: io.TextIOBase, expected: Collection[str]) -> tuple[bool, str]:
    sample: list[str] = []
    size = 0
    while len(sample) < _SAMPLE_LINES and size < _SAMPLE_CHARACTERS:
        line = text.readline(_SAMPLE_CHARACTERS)
        if not line:
            break
        if line.strip():
            sample.append(line)
            size += len(line)
    first = sample[0].strip().strip('"').casefold() if sample else ""
    if first.startswith(_HINT) and len(first) == len(_HINT) + 1:
        return True, first[-1]
    return False, delimiter_of(sample, expected)


def _remarks(first: list[Row], header: Row, encoding: Encoding) -> Iterator[str]:
    if above := [str(row.number) for row in first if row.number < header.number]:
        yield f"The header is in line {header.number}; we left out what stands above it (line {', '.join(above)})."
    if encoding.is_damaged:
        yield f"Some letters are damaged: they are not of the encoding of the rest ({encoding.name})."
    if "and" in encoding.line_ends:
        yield f"The lines end in different ways ({encoding.line_ends}); we read all of them."


def _ragged(have: int, want: int) -> Problem:
    return Problem(
        f"The row has {have} values and the header {want}.",
        "Look for a delimiter too few or too many, or a text with one in it that needs quotation marks.",
    )
