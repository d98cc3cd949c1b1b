"""Which column is which, by the words of a table's first row, or as a person said of a table with such headings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from fourfold.accountability.plan.domain.reading.tables import Row, Source
from fourfold.accountability.plan.domain.reading.words import tokens


class Column(StrEnum):
    """What a column of a plan's table can hold. Several columns may hold the same; their cells are read as one."""

    ACTION = "action"
    NUMBER = "number"
    STRAND = "strand"
    LEADS = "leads"
    DELIVERERS = "deliverers"
    TIMESCALES = "timescales"
    FACTORS = "factors"
    STATUS = "status"
    PROGRESS = "progress"
    BESIDE = "beside"
    """Kept with the document, and no part of the plan."""

    @property
    def label(self) -> str:
        """The field as a person chooses it."""
        return _LABELS[self]


_LABELS = {
    Column.ACTION: "What will be done",
    Column.NUMBER: "Number or reference",
    Column.STRAND: "Strand",
    Column.LEADS: "Who leads",
    Column.DELIVERERS: "Who delivers",
    Column.TIMESCALES: "By when",
    Column.FACTORS: "Success factors",
    Column.STATUS: "Status (RAG)",
    Column.PROGRESS: "Progress so far",
    Column.BESIDE: "Leave it with the document",
}
_HEADS = {
    Column.ACTION: (
        "action objective", "action", "actions", "objective", "objectives", "actions objectives", "activity",
        "activities", "what we will do", "what will be done", "what will we do", "what", "task", "tasks",
        "key action", "key actions", "action required", "actions required", "agreed action", "proposed action",
        "commitment", "deliverable", "deliverables", "intervention", "action to be taken", "description of action",
    ),
    Column.NUMBER: ("ref", "ref no", "reference", "no", "number", "action no", "action number", "action ref", "id"),
    Column.STRAND: ("strand", "theme", "priority", "4p", "4ps", "4 ps", "pillar", "workstream", "strategic priority"),
    Column.LEADS: (
        "lead delivered through", "lead", "leads", "lead agency", "lead agencies", "lead organisation",
        "lead partner", "who", "who leads", "who will lead", "who is responsible", "responsible", "responsibility",
        "owner", "action owner", "lead officer", "responsible agency", "accountable agency", "lead s",
    ),
    Column.DELIVERERS: (
        "delivered through", "delivered by", "delivery partners", "partners", "partner agencies", "supported by",
        "supporting agencies", "support", "key partners", "who else", "with whom", "contributors",
    ),
    Column.TIMESCALES: (
        "timescales", "timescale", "due", "due date", "by when", "when", "when by", "target date", "deadline",
        "timeframe", "completion date", "target completion date", "date due", "end date", "timing", "timescale s",
    ),
    Column.FACTORS: (
        "success factors", "success factor", "measures of success", "measure of success", "how will we know",
        "how will we know it has worked", "success measures", "success criteria", "outcome", "outcomes", "impact",
        "expected outcome", "intended outcome", "measures", "measure", "kpi", "kpis", "performance measure",
        "what does success look like",
    ),
    Column.STATUS: ("status", "rag", "rag status", "rag rating", "brag", "brag status", "action status"),
    Column.PROGRESS: (
        "progress", "progress update", "update", "updates", "latest update", "progress to date", "progress so far",
        "comments", "comment", "commentary", "progress notes", "position", "current position",
    ),
    Column.BESIDE: ("notes", "note", "cost", "budget", "funding", "resources", "resource", "source", "page"),
}  # fmt: skip
_BY_HEAD = {head: column for column, heads in _HEADS.items() for head in heads}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table in their order: what each holds, and how the document heads it.

    `unsure` are the places (from 0) of columns whose heading nobody has explained yet.
    """

    order: tuple[Column, ...]
    headings: tuple[str, ...]
    unsure: tuple[int, ...] = ()

    @property
    def fingerprint(self) -> str:
        """What tells tables of one layout from all others."""
        return fingerprint(self.headings)

    def has(self, column: Column) -> bool:
        """Whether the table has such a column."""
        return column in self.order

    def cells(self, row: Row, column: Column) -> list[Source]:
        """The cells of a row that hold it and say something, each with its place and heading."""
        return [
            Source(row.place.at(at + 1, self.headings[at]), cell)
            for at, (held, cell) in enumerate(zip(self.order, row.cells, strict=True))
            if held is column and tokens(cell)
        ]

    def cell(self, row: Row, column: Column) -> Source:
        """What the row says of it: its cell, or several as one, line by line; an empty text where it says nothing."""
        found = self.cells(row, column)
        if found:
            return Source(found[0].where, "\n".join(cell.text for cell in found))
        at = self.order.index(column) if column in self.order else len(self.order)
        return Source(row.place.at(at + 1, self.headings[at] if at < len(self.headings) else column.label), "")


def fingerprint(headings: Sequence[str]) -> str:
    """A hash of normalised headings: case, punctuation and spaces make no difference, words and order do."""
    return sha256("\x1f".join(" ".join(tokens(heading)) for heading in headings).encode()).hexdigest()


def heads_found(cells: Sequence[str]) -> int:
    """How many different columns that we know these cells head: a row that says `4P` twice is none of headings."""
    return len({column_of(cell) for cell in cells} - {None})


def read_columns(row: Row, chosen: Mapping[str, Sequence[Column]]) -> Columns:
    """The columns that a header row names: as was chosen for such headings, else by the words that we know."""
    headings = tuple(" ".join(cell.split()) for cell in row.cells)
    known = chosen.get(fingerprint(headings))
    if known is not None and len(known) == len(headings):
        return Columns(tuple(known), headings)
    guessed = [column_of(heading) for heading in headings]
    unsure = tuple(at for at, column in enumerate(guessed) if column is None and tokens(headings[at]))
    return Columns(tuple(column or Column.BESIDE for column in guessed), headings, unsure)


def column_of(heading: str) -> Column | None:
    """What a column with this heading holds; None where its words say nothing to us."""
    return _BY_HEAD.get(" ".join(tokens(heading)))
