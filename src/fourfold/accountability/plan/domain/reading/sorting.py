"""Walking a document whose strands have headings: what stands under which, and what is wrong with it."""

import re
from dataclasses import replace

from fourfold.accountability.plan.domain.reading.columns import Columns, fingerprint, heads_found, read_columns
from fourfold.accountability.plan.domain.reading.layouts import Chosen
from fourfold.accountability.plan.domain.reading.sections import HEADING, LIKE_A_HEADING, NAMES, Outline, Section
from fourfold.accountability.plan.domain.reading.tables import Place, Row, Source
from fourfold.accountability.plan.domain.reading.words import tidy, tokens
from fourfold.ground.kernel.errors import Problem

LONGEST_CELL = 100_000
"""Characters. Longer cells are no part of a plan."""
_LONGEST_HEADING = 12
"""Words."""
_SURE = 2
"""Known headings from which a row is a header, whatever follows."""
_COLUMNS = "Please begin it with Action/Objective, Lead/Delivered Through, Timescales and Success Factors."


class Sorter:
    """Walks a document once and remembers which strand and which table are open."""

    def __init__(self, chosen: Chosen) -> None:
        self.outline = Outline()
        self._chosen = chosen
        self._columns: Columns | None = None
        self._strange: Source | None = None
        self._doubtful: Row | None = None
        self._told: set[str] = set()

    def line(self, place: Place, text: str, *, in_table: bool) -> None:
        """A line outside tables: heading, title, aim, or loose words."""
        heading = HEADING.fullmatch(text)
        section = self.outline.sections[-1] if self.outline.sections else None
        strange = not heading and LIKE_A_HEADING.fullmatch(text)
        self._strange = Source(place, text) if strange else None
        if heading:
            self._open(heading, Source(place, text))
        elif section is None and not self.outline.title:
            self.outline.title = tidy(text)
        elif in_table and self._columns is not None:
            self._count(1, place)
        elif section is not None and not section.aim and not section.tables:
            section.aim = tidy(text)
        else:
            self.outline.loose.append(Source(place, tidy(text)))

    def row(self, row: Row) -> None:
        """A row: the header of a table, or one of its rows."""
        if not any(row.cells):
            return
        if row.opens_table:
            self._columns = None
            self._give_up_header()
        if not any(row.cells[1:]) and (self._columns is None or _is_heading(row.cells[0])):
            self.line(row.place, row.cells[0], in_table=False)
        elif self._heads_columns(row):
            self._header(row)
        elif row.ragged and (self._columns is None or not self.outline.sections):
            self.outline.loose += [Source(row.place.at(at), cell) for at, cell in enumerate(row.cells, 1) if cell]
        elif not self.outline.sections:
            self._loose_row(row)
        elif self._columns is None:
            self._problem("header", f"This table has no row that heads its columns. {_COLUMNS}", row.place)
        else:
            self._keep(row, self._columns)

    def finish(self) -> None:
        """Say what a finished document still lacks."""
        self._give_up_header()
        found = self.outline
        if not found.sections:
            found.problems.insert(0, Problem(f"This file is no 4P plan: it has no strand heading. {NAMES}"))
            return
        for section in found.sections:
            if not section.rows and not found.problems:
                said = "no table" if not section.tables else "no actions in its table"
                message = f"{section.name} has {said}. Please put a table with its actions under it."
                found.problems.append(Problem(message, str(section.heading.where)))

    def _open(self, heading: re.Match[str], source: Source) -> None:
        name, aim = heading[1].capitalize(), tidy(heading["aim"] or "")
        repeated = any(section.name == name for section in self.outline.sections)
        self.outline.sections.append(Section(name, aim, source, repeated))
        self._columns = None
        self._give_up_header()
        self._told.clear()

    def _heads_columns(self, row: Row) -> bool:
        headings = fingerprint([" ".join(cell.split()) for cell in row.cells])
        if headings in self._chosen.columns or (self._columns and headings == self._columns.fingerprint):
            return True  # as was chosen, or the same headings once more: of the next page, or of the next table
        if any(len(tokens(cell)) > _LONGEST_HEADING for cell in row.cells):
            return heads_found(row.cells) > 1  # sentences beside one heading that we know are no header
        return heads_found(row.cells) > (1 if self._columns else 0)

    def _keep(self, row: Row, columns: Columns) -> None:
        """A row under its columns. A spreadsheet leaves out empty cells at the end; elsewhere that is a mistake."""
        cells, width = list(row.cells), len(columns.order)
        while len(cells) > width and not cells[-1]:
            cells.pop()
        if row.ragged:
            cells += [""] * (width - len(cells))
        if len(cells) != width:
            self._count(len(row.cells), row.place)
            return
        self._doubtful = None
        kept = replace(row, cells=tuple(cells))
        self._check_length(kept)
        self.outline.sections[-1].rows.append((kept, columns))

    def _header(self, row: Row) -> None:
        self._give_up_header()
        self._columns = read_columns(row, self._chosen.columns)
        self._doubtful = row if heads_found(row.cells) < _SURE else None
        if self._strange is not None:
            word = self._strange.text.split(maxsplit=1)[0]
            self.outline.problems.append(
                Problem(f"{word!r} is none of the four strands. {NAMES}", str(self._strange.where.at(1)))
            )
            self._strange = None
        if self.outline.sections:
            self.outline.sections[-1].tables += 1
        else:
            self._problem("before", f"This table stands before any strand. {NAMES}", row.place)

    def _give_up_header(self) -> None:
        """A row of which one heading is known heads nothing if no row follows: its words are asked about."""
        if self._doubtful is not None:
            row, self._doubtful = self._doubtful, None
            self.outline.loose += [Source(row.place.at(at), cell) for at, cell in enumerate(row.cells, 1) if cell]

    def _loose_row(self, row: Row) -> None:
        self._problem("before", f"This action stands before any strand. {NAMES}", row.place)

    def _count(self, cells: int, place: Place) -> None:
        expected = len(self._columns.order) if self._columns else 4
        few = "A cell is missing" if cells < expected else "There is a cell too many"
        message = (
            f"This row has {cells} cell{'' if cells == 1 else 's'} and its table {expected}. {few}, perhaps a "
            "tab or a line break inside a cell. Please give the row as many cells as the header has."
        )
        self.outline.problems.append(Problem(message, str(place.at(min(cells, expected) + 1))))

    def _check_length(self, row: Row) -> None:
        for number, cell in enumerate(row.cells, start=1):
            if len(cell) > LONGEST_CELL:
                message = f"This cell has more than {LONGEST_CELL:,} characters. Please check where it ends."
                self.outline.problems.append(Problem(message, str(row.place.at(number))))

    def _problem(self, kind: str, message: str, place: Place) -> None:
        """Report a problem, each kind once in a strand: a table without a header is one problem, not ten."""
        if kind not in self._told:
            self._told.add(kind)
            self.outline.problems.append(Problem(message, str(place.at(1))))


def _is_heading(text: str) -> bool:
    return bool(HEADING.fullmatch(text) or LIKE_A_HEADING.fullmatch(text))
