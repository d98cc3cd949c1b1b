"""What a row of another layout says beside its action: strand, status, progress, and what stays with the document."""

from typing import TYPE_CHECKING

from fourfold.accountability.plan.domain.reading.columns import Column, Columns
from fourfold.accountability.plan.domain.reading.layouts import Chosen, key_of
from fourfold.accountability.plan.domain.reading.questions import Question, QuestionKind
from fourfold.accountability.plan.domain.reading.results import Beside, Unassigned
from fourfold.accountability.plan.domain.reading.statuses import StatusCell, read_status
from fourfold.accountability.plan.domain.reading.strand_words import only_names, strand_meant
from fourfold.accountability.plan.domain.reading.tables import Row, Source
from fourfold.accountability.plan.domain.reading.words import tidy, tokens

if TYPE_CHECKING:
    from fourfold.accountability.plan.domain.reading.rows import RowReading


def read_beside(row: Row, columns: Columns, chosen: Chosen, into: "RowReading") -> Beside:
    """What stands beside the action. A row without an action keeps its status and progress to be asked about."""
    cells = [*columns.cells(row, Column.NUMBER), *columns.cells(row, Column.BESIDE)]
    strand, kept = _strand(row, columns, chosen, into)
    progress = columns.cell(row, Column.PROGRESS).text
    has_action = bool(tokens(columns.cell(row, Column.ACTION).text))
    status = _status(row, columns, chosen, into) if has_action else None
    return Beside(strand, status, tidy(progress) if has_action else "", (*cells, *kept))


def _strand(row: Row, columns: Columns, chosen: Chosen, into: "RowReading") -> tuple[str, list[Source]]:
    """The strand that the row names, and the cells that say more than its name."""
    cells = columns.cells(row, Column.STRAND)
    for cell in cells:
        meant = strand_meant(cell.text, chosen.strands)
        first_time = key_of(cell.text) not in {key_of(words) for words in into.strand_words}
        into.strand_words.setdefault(tidy(cell.text), meant.kind.value if meant else "")
        if first_time and (meant is None or not meant.sure):
            into.questions.append(_asks_strand(cell, meant.kind.label if meant else ""))
        if meant is not None:
            return meant.kind.label, [item for item in cells if not only_names(item.text, meant.kind)]
    return "", cells


def _asks_strand(cell: Source, proposed: str) -> Question:
    words = tidy(cell.text)
    if proposed:
        asked = f"We took {words!r} for the strand {proposed}. Is that right?"
        return Question(QuestionKind.STRAND, asked, cell, (proposed,))
    return Question(QuestionKind.STRAND, f"Which of the four strands is {words!r}?", cell)


def _status(row: Row, columns: Columns, chosen: Chosen, into: "RowReading") -> StatusCell | None:
    """The status, if its words are known; else they are kept and asked about, once for the same words."""
    cell = columns.cell(row, Column.STATUS)
    found = read_status(cell.text, chosen.statuses)
    if found is None:
        return None
    first_time = key_of(cell.text) not in {key_of(words) for words in into.status_words}
    into.status_words.setdefault(found.raw, found.status.value if found.status else "")
    if found.status is not None:
        return found
    into.unassigned.append(Unassigned(found.raw, cell))
    if first_time:
        asked = f"We do not know the status {found.raw!r}. How does the action go?"
        into.questions.append(Question(QuestionKind.STATUS, asked, cell))
    return None
