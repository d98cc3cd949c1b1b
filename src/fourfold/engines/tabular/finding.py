"""Which row is the header, and what separates its cells."""

import csv
import re
from collections.abc import Collection, Sequence

from fourfold.engines.tabular.headers import normal
from fourfold.engines.tabular.refusing import Refusal
from fourfold.engines.tabular.rows import Row

LOOKED_AT = 40
"""Rows with something in them among which the header is looked for."""
DELIMITERS = (",", "\t", ";", "|")
MOST_COLUMNS = 500


def header_of(rows: Sequence[Row], expected: Collection[str]) -> Row:
    """The row with the most expected names (normal form); without any, the first that is as wide as most.

    Raises Refusal where the header stands in two rows, or where nothing can be a header.
    """
    if not rows:
        raise Refusal("The file holds no rows.", "Send the file that holds the header and the rows.")
    scores = [_known(row.cells, expected) for row in rows]
    best = max(scores)
    if best:
        found = scores.index(best)
        _refuse_two_rows(rows, found, best, expected)
        return _narrow(rows[found])
    width = max(_filled(row) for row in rows)
    return _narrow(next(row for row in rows if _filled(row) * 2 > width or _filled(row) == width))


def trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Headers without the empty ones at the end, and without signs that cannot be seen."""
    found = ["".join(filter(str.isprintable, re.sub(r"\s+", " ", cell))).strip() for cell in cells]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def delimiter_of(sample: Sequence[str], expected: Collection[str]) -> str:
    """What separates the cells of a text's first lines: what finds the most expected names, else the most even."""
    return max(DELIMITERS, key=lambda delimiter: _merit(sample, delimiter, expected))


def _merit(sample: Sequence[str], delimiter: str, expected: Collection[str]) -> tuple[int, float, int]:
    try:
        rows = [row for row in csv.reader(sample, delimiter=delimiter) if any(row)]
    except csv.Error:
        return (0, 0.0, 0)
    if not rows:
        return (0, 0.0, 0)
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    names = max(_known(row, expected) for row in rows)
    # A single column is as even as can be, and says nothing.
    return (names, widths.count(usual) / len(widths) if usual > 1 else 0.0, usual)


def _known(cells: Sequence[str], expected: Collection[str]) -> int:
    return len({normal(cell) for cell in cells} & set(expected) - {""})


def _filled(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _narrow(row: Row) -> Row:
    if len(trimmed(row.cells)) > MOST_COLUMNS:
        raise Refusal(
            f"Row {row.number} has {len(row.cells):,} columns; a feed has at most {MOST_COLUMNS}.",
            "Send the columns of the contract alone.",
        )
    return row


def _refuse_two_rows(rows: Sequence[Row], found: int, best: int, expected: Collection[str]) -> None:
    """A name that begins in one row and ends in the next ("Date of", "birth") is known only when they are joined."""
    for first in (found - 1, found):
        if not 0 <= first < len(rows) - 1:
            continue
        upper, lower = rows[first], rows[first + 1]
        joined = [f"{one} {other}" for one, other in zip(upper.cells, lower.cells, strict=False)]
        both = _known([*joined, *upper.cells, *lower.cells], expected)
        if both >= best + 2 and _known(joined, expected) >= 2:
            raise Refusal(
                f"The header stands in two rows ({upper.number} and {lower.number}).",
                "Put the whole name of each column into one row.",
            )
