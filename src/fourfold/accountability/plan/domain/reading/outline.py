"""The outline of a document: its title, its strands with their tables, and the lines that belong to none."""

import re
from dataclasses import dataclass, field

from fourfold.accountability.plan.domain.reading.columns import Columns, heads_found, read_columns
from fourfold.accountability.plan.domain.reading.tables import Document, Place, Row, Source
from fourfold.accountability.plan.domain.reading.words import tidy
from fourfold.ground.kernel.errors import Problem

STRANDS = ("Prevent", "Protect", "Pursue", "Prepare")
LONGEST_CELL = 100_000
"""Characters. Longer cells are no part of a plan."""

_HEADING = re.compile(
    r"(PREVENT|PROTECT|PURSUE|PREPARE|Prevent|Protect|Pursue|Prepare)"
    r"(?:(?:\s+[-–—]+\s*|[-–—]+\s+|\s*:\s*)(?P<aim>.*)|\s*)",
    re.DOTALL,
)
_LIKE_A_HEADING = re.compile(r"(?!OFFICIAL|SECRET|RESTRICTED|CONFIDENTIAL)[A-Z]{4,}\s+[-–—]\s+\S.*", re.DOTALL)


@dataclass
class Section:
    """A strand as it stands: its name, aim, heading, and the rows of its tables with their columns."""

    name: str
    aim: str
    heading: Source
    repeated: bool = False
    tables: int = 0
    rows: list[tuple[Row, Columns]] = field(default_factory=list)


@dataclass
class Outline:
    """What stands where. With problems, nothing else of it is to be used."""

    title: str = ""
    sections: list[Section] = field(default_factory=list)
    loose: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def outline(document: Document) -> Outline:
    """Sort the blocks of a document under their strands."""
    sorter = _Sorter()
    for block in document.blocks:
        if isinstance(block, Row):
            sorter.row(block)
        else:
            sorter.line(block.place, block.text, in_table=block.follows_row)
    found = sorter.outline
    found.loose += [Source(margin.place, margin.text) for margin in document.margins]
    sorter.finish()
    return found


class _Sorter:
    """Walks a document once and remembers which strand and which table are open."""

    def __init__(self) -> None:
        self.outline = Outline()
        self._columns: Columns | None = None
        self._strange: Source | None = None
        self._told: set[str] = set()

    def line(self, place: Place, text: str, *, in_table: bool) -> None:
        """A line outside tables: heading, title, aim, or loose words."""
        heading = _HEADING.fullmatch(text)
        section = self.outline.sections[-1] if self.outline.sections else None
        strange = not heading and _LIKE_A_HEADING.fullmatch(text)
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
        if not any(row.cells[1:]) and (self._columns is None or _is_heading(row.cells[0])):
            self.line(row.place, row.cells[0], in_table=False)
        elif heads_found(row) > (1 if self._columns else 0):
            self._header(row)
        elif not self.outline.sections:
            self._loose_row(row)
        elif self._columns is None:
            self._problem("header", f"This table has no row that heads its columns. {_COLUMNS}", row.place)
        elif len(row.cells) != len(self._columns.order):
            self._count(len(row.cells), row.place)
        else:
            self._check_length(row)
            self.outline.sections[-1].rows.append((row, self._columns))

    def finish(self) -> None:
        """Say what a finished document still lacks."""
        found = self.outline
        if not found.sections:
            found.problems.insert(0, Problem(f"This file is no 4P plan: it has no strand heading. {_NAMES}"))
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
        self._told.clear()

    def _header(self, row: Row) -> None:
        self._columns, problems = read_columns(row)
        self.outline.problems += problems
        if self._strange is not None:
            word = self._strange.text.split(maxsplit=1)[0]
            self.outline.problems.append(
                Problem(f"{word!r} is none of the four strands. {_NAMES}", str(self._strange.where.at(1)))
            )
            self._strange = None
        if self.outline.sections:
            self.outline.sections[-1].tables += 1
        else:
            self._problem("before", f"This table stands before any strand. {_NAMES}", row.place)

    def _loose_row(self, row: Row) -> None:
        self._problem("before", f"This action stands before any strand. {_NAMES}", row.place)

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
    return bool(_HEADING.fullmatch(text) or _LIKE_A_HEADING.fullmatch(text))


_NAMES = "Please head each strand as PREVENT, PROTECT, PURSUE or PREPARE, a dash and its aim, on a line of its own."
_COLUMNS = "Please begin it with Action/Objective, Lead/Delivered Through, Timescales and Success Factors."
