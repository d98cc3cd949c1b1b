"""A CSV file to the neutral form. Its separator is the one that gives most lines as many cells as the first."""

import csv
import io

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
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]

    def often(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in lines]
        return sum(count > 0 for count in counts), sum(counts)

    return max(_SEPARATORS, key=often)
