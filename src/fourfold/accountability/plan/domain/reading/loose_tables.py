"""A document that heads no strand: its tables under their captions, however their columns are called."""

import re

from fourfold.accountability.plan.domain.reading.columns import Columns, read_columns
from fourfold.accountability.plan.domain.reading.layouts import Chosen
from fourfold.accountability.plan.domain.reading.sections import NAMES, Section
from fourfold.accountability.plan.domain.reading.sorting import Sorter
from fourfold.accountability.plan.domain.reading.tables import Place, Row, Source
from fourfold.accountability.plan.domain.reading.words import tidy, tokens
from fourfold.ground.kernel.errors import Problem

_BAND = re.compile(
    r"(?:strategic\s+)?(?:priority|theme|strand|objective|aim|pillar|workstream|outcome|goal|section)\b.{0,20}?\d"
    r"|(?:prevent|protect|pursue|prepare)\b",
    re.IGNORECASE,
)
_LONGEST_HEADING = 60


class LooseTables(Sorter):
    """A document that heads no strand: tables with or without a caption, one or many."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__(chosen)
        self._caption: Source | None = None

    def line(self, place: Place, text: str, *, in_table: bool) -> None:
        """The title, or what may be the caption of the table that follows, wherever it stands."""
        del in_table
        if not self.outline.title and not self.outline.sections:
            self.outline.title = tidy(text)
            return
        self._leave_caption()
        self._caption, self._columns = Source(place, tidy(text)), None

    def row(self, row: Row) -> None:
        """A header, a band across the table that heads what follows, or a row."""
        filled = [cell for cell in row.cells if cell]
        if not filled:
            return
        if row.opens_table:
            self._columns = None
        if len(filled) == 1 and (self._columns is None or _BAND.match(filled[0])):
            columns = self._columns
            self.line(row.place, filled[0], in_table=False)
            if columns is not None:
                self._open_section(columns)
        elif self._heads_columns(row) or (self._columns is None and _looks_like_a_header(row)):
            self._open_section(read_columns(row, self._chosen.columns))
        elif self._columns is None:
            self.outline.loose += [Source(row.place.at(at), cell) for at, cell in enumerate(row.cells, 1) if cell]
        else:
            self._keep(row, self._columns)

    def finish(self) -> None:
        """Refuse what holds no table at all."""
        self._leave_caption()
        found = self.outline
        found.sections = [section for section in found.sections if section.rows or self._without_rows(section)]
        if not any(section.rows for section in found.sections) and not found.problems:
            found.problems.append(Problem(f"This file is no 4P plan: it has no strand heading. {NAMES}"))

    def _without_rows(self, section: Section) -> bool:
        """A caption over a header without rows is kept as words without a place."""
        if section.aim:
            self.outline.loose.append(section.heading)
        return False

    def _open_section(self, columns: Columns) -> None:
        caption = self._caption or Source(Place(), "")
        self._caption, self._columns = None, columns
        self.outline.sections.append(Section("", caption.text, caption, tables=1))

    def _leave_caption(self) -> None:
        if self._caption is not None:
            self.outline.loose.append(self._caption)
            self._caption = None


def _looks_like_a_header(row: Row) -> bool:
    """Whether every cell of a first row is a short heading, though none of its words is known to us."""
    return len(row.cells) >= 3 and all(
        cell
        and len(cell) <= _LONGEST_HEADING
        and any(len(word) > 1 and word.isalpha() for word in tokens(cell))
        and not cell.rstrip().endswith(".")
        for cell in row.cells
    )
