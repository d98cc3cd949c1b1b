"""The fixed catalogue of the missing children report: which tables there are, and what they count.

Each episode stands in one cell of each table of episodes, each child in one cell of each table of children. Totals
are sums of what is shown. There are no free filters: they would let small counts be worked out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from fourfold.records.feeds.domain.contracts import code_lists
from fourfold.records.feeds.domain.disclosure import SMALLEST, Line, Table, table_of

INTERVIEW_HOURS = 72
"""From the child's return to the interview (statutory guidance of January 2014, independent return interviews)."""
REPEAT_DAYS = 90
"""In which two episodes, or three and more, count as repeated. The guidance asks to look at children who go missing
repeatedly and sets no number; this is the measure in use among local protocols [verify against Kent's own]."""
AGE_BANDS = (0, 12, 15)
"""First ages: 0 to 11, 12 to 14, 15 to 17, as the UK Missing Persons Unit publishes children."""
MONTHS = 12
READY_DAY = 12
"""Day of the next month from which a month is reported: 72 hours, a week's delivery and its 3 days have passed."""

NO_RETURN = "no-return"
STAGES = ("held", "offered", "late", "nothing", NO_RETURN)
"""How far the interview came by the clock: held in time, offered in time, or held later, neither, no return."""
OFTEN = ("once", "two", "three")
FROM = ("home", "care", "placed", "elsewhere")
UNKNOWN = "unknown"
EPISODES_FEED = "missing-episodes"
INTERVIEWS_FEED = "return-home-interviews"
"""The contracts whose rows are counted."""


class Counted(StrEnum):
    """What a table counts."""

    EPISODES = "episodes"
    CHILDREN = "children"


@dataclass(frozen=True, slots=True)
class Cut:
    """One table of the catalogue. `rows` in order; of months they follow from the report's period."""

    key: str
    counted: Counted
    columns: tuple[str, ...]
    rows: tuple[str, ...] = ()


def cuts(since: date, until: date) -> tuple[Cut, ...]:
    """The catalogue, for a report from `since` up to and without `until`."""
    districts = tuple(sorted(code_lists()["districts"], key=lambda code: code_lists()["districts"][code]))
    ages = (*map(str, AGE_BANDS), UNKNOWN)
    return (
        Cut("month", Counted.EPISODES, STAGES, tuple(months(since, until))),
        Cut("from", Counted.EPISODES, STAGES, FROM),
        Cut("age", Counted.EPISODES, STAGES, ages),
        Cut("district", Counted.EPISODES, STAGES, districts),
        Cut("children-age", Counted.CHILDREN, OFTEN, ages),
        Cut("children-district", Counted.CHILDREN, OFTEN, districts),
    )


def months(since: date, until: date) -> list[str]:
    """`2026-10`, every month from `since` up to and without `until`."""
    found = []
    month = since
    while month < until:
        found.append(f"{month:%Y-%m}")
        month = (month + timedelta(days=31)).replace(day=1)
    return found


def due_report(today: date) -> tuple[date, date]:
    """The period that a report is due for on a day: the 12 months up to the last one that is ready."""
    ready = today if today.day >= READY_DAY else today.replace(day=1) - timedelta(days=1)
    until = ready.replace(day=1)
    return until.replace(year=until.year - 1), until


Cells = Mapping[tuple[str, str, str], int | None]
"""Published counts by table, row and column."""


def tables_of(cells: Cells, since: date, until: date) -> dict[str, Table]:
    """The tables of the catalogue; a cell of which nothing is known is withheld like a small one."""
    return {
        cut.key: table_of(
            {(row, column): count for (key, row, column), count in cells.items() if key == cut.key},
            cut.rows,
            cut.columns,
        )
        for cut in cuts(since, until)
    }


def as_json(tables: Mapping[str, Table]) -> dict[str, Any]:
    """For keeping."""
    return {
        key: {"columns": list(table.columns), "rows": {line.label: list(line.cells) for line in table.lines}}
        for key, table in tables.items()
    }


def from_json(kept: Mapping[str, Any], order: Sequence[Cut]) -> dict[str, Table]:
    """As they were kept, with the rows in the catalogue's order."""
    return {
        cut.key: Table(
            tuple(kept[cut.key]["columns"]),
            tuple(Line(row, tuple(kept[cut.key]["rows"][row])) for row in cut.rows),
        )
        for cut in order
    }


WIDEST = 25
"""Points between the least and the most of a percentage above which none is given."""


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage as far as published cells say it: each cell that is withheld stands for 0 to 7."""

    least: int
    most: int


def share(lines: Sequence[Line], columns: Sequence[str], wanted: Sequence[str]) -> Percent | None:
    """Of the episodes with a return in these rows, how many per cent stand in the wanted columns.

    From published cells alone. None where the wanted ones or the others are all withheld, so that it never says 0 or
    100 per cent, and where so many are withheld that it would say nothing.
    """
    yes, no, yes_hidden, no_hidden = 0, 0, 0, 0
    for line in lines:
        for name, count in zip(columns, line.cells, strict=True):
            if name in wanted:
                yes, yes_hidden = yes + (count or 0), yes_hidden + (count is None)
            elif name != NO_RETURN:
                no, no_hidden = no + (count or 0), no_hidden + (count is None)
    if not yes or not no:
        return None
    most_yes, most_no = yes + (SMALLEST - 1) * yes_hidden, no + (SMALLEST - 1) * no_hidden
    found = Percent(round(100 * yes / (yes + most_no)), round(100 * most_yes / (most_yes + no)))
    return found if found.most - found.least <= WIDEST else None
