"""A CSV file to the neutral form. Its separator is the one that its header is written with."""

import csv
import io
from collections import Counter

from fourfold.accountability.plan.domain.reading.columns import heads_found
from fourfold.accountability.plan.domain.reading.tables import Block, Document, Place, Row, check_length
from fourfold.ground.kernel.errors import BadInput

_SEPARATORS = ",;|\t"
_LOOKED_AT = 40
_LONGEST_FIELD = 200_000


def read_csv(text: str) -> Document:
    """The records of a CSV file as rows. Raises `BadInput`."""
    check_length(text.count("\n") + 1)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    blocks: list[Block] = []
    try:
        for record in reader:
            stripped = [cell.strip() for cell in record]
            if not any(stripped):
                continue
            # A line with one cell may be a caption or an action alone: whoever knows the table decides.
            cells = stripped if len(stripped) > 1 else [*stripped, ""]
            blocks.append(Row(Place(line=reader.line_num), tuple(cells), ragged=True))
    except csv.Error as error:
        raise BadInput.one(f"We could not read this CSV file, at line {reader.line_num}: {error}. {_AGAIN}") from None
    return Document(tuple(blocks))


_AGAIN = "Please save it again as CSV (UTF-8) and try again."


def _separator(text: str) -> str:
    """What the header is written with, if we know one of its headings; else what most lines are, by as many cells."""
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]

    def divides(separator: str) -> tuple[int, int]:
        try:
            records = [[cell.strip() for cell in record] for record in csv.reader(lines, delimiter=separator)]
        except csv.Error:  # said where the whole file is read
            return 0, 0
        widths = Counter(len(record) for record in records)
        return max(map(heads_found, records), default=0), max(((w - 1) * n for w, n in widths.items()), default=0)

    return max(_SEPARATORS, key=divides)
