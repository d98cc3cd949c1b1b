"""Which column is which, by the words of a table's first row."""

from dataclasses import dataclass
from enum import StrEnum

from fourfold.accountability.plan.domain.reading.tables import Row, Source
from fourfold.accountability.plan.domain.reading.words import tidy, tokens
from fourfold.ground.kernel.errors import Problem


class Column(StrEnum):
    """The four columns of a plan's tables, named as a plan heads them."""

    ACTION = "Action/Objective"
    LEADS = "Lead/Delivered Through"
    TIMESCALES = "Timescales"
    FACTORS = "Success Factors"


_HEADS = {
    Column.ACTION: ("action objective", "action", "actions", "objective", "objectives", "actions objectives"),
    Column.LEADS: ("lead delivered through", "lead", "leads", "delivered through", "lead agency"),
    Column.TIMESCALES: ("timescales", "timescale", "due", "due date", "by when"),
    Column.FACTORS: ("success factors", "success factor", "measures of success"),
}
_BY_HEAD = {head: column for column, heads in _HEADS.items() for head in heads}


@dataclass(frozen=True, slots=True)
class Columns:
    """The order of the columns in one table."""

    order: tuple[Column, ...]

    def cell(self, row: Row, column: Column) -> Source:
        """The cell of a row in that column, with its place."""
        at = self.order.index(column)
        return Source(row.place.at(at + 1, column), row.cells[at])


def heads_found(row: Row) -> int:
    """How many cells of the row are the heading of a column."""
    return sum(_column(cell) is not None for cell in row.cells)


def read_columns(row: Row) -> tuple[Columns, list[Problem]]:
    """The columns that a header row names, with what is wrong with it."""
    order, problems = [], []
    for number, cell in enumerate(row.cells, start=1):
        column = _column(cell)
        where = str(row.place.at(number))
        if column is None:
            problems.append(Problem(f"We do not know the column {tidy(cell)!r}. {_mend()}", where))
        elif column in order:
            problems.append(Problem(f"The column {column.value!r} stands here a second time. {_mend()}", where))
        else:
            order.append(column)
    missing = [column.value for column in Column if column not in order]
    if missing and not problems:
        problems.append(Problem(f"The column {', '.join(missing)} is missing. {_mend()}", str(row.place)))
    return Columns(tuple(order)), problems


def _column(cell: str) -> Column | None:
    return _BY_HEAD.get(" ".join(tokens(cell)))


def _mend() -> str:
    return "Please head the columns " + ", ".join(f"{column.value!r}" for column in Column) + "."
