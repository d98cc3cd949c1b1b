"""Checks across the columns of a row. A value that is itself wrong breaks no further rule."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from fourfold.engines.tabular.cells import Cell
from fourfold.engines.tabular.contract import Check, Rule
from fourfold.engines.tabular.times import LONDON

Cells = Sequence[Cell]
"""The cells of one row that a rule looks at, in the order of its columns."""


def broken(check: Check, columns: Mapping[str, Sequence[Cell]], count: int) -> Iterator[int]:
    """The places, from 0, of the rows that break a rule."""
    holds = _RULES[check.rule]
    looked_at = [columns[key] for key in check.columns]
    for place, cells in zip(range(count), zip(*looked_at, strict=True), strict=True):
        if not holds(check, cells) and not any(cell.problem for cell in cells):
            yield place


def age(born: date, on: date) -> int:
    """Whole years; who was born on 29 February has a birthday on 1 March in other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def day_of(value: object) -> date | None:
    """The day in London of a day or a moment."""
    if isinstance(value, datetime):
        return value.astimezone(LONDON).date()
    return value if isinstance(value, date) else None


def _not_before(_check: Check, cells: Cells) -> bool:
    return _order(cells[0].value, cells[1].value) >= 0


def _not_after(_check: Check, cells: Cells) -> bool:
    return _order(cells[0].value, cells[1].value) <= 0


def _within_hours(check: Check, cells: Cells) -> bool:
    late, early = (_moment(cell.value) for cell in cells)
    return late is None or early is None or late - early <= timedelta(hours=check.most or 0)


def _at_most(_check: Check, cells: Cells) -> bool:
    one, other = cells[0].value, cells[1].value
    return not isinstance(one, int | float) or not isinstance(other, int | float) or one <= other


def _required_if(check: Check, cells: Cells) -> bool:
    return not _applies(check, cells[1]) or cells[0].value is not None


def _only_if(check: Check, cells: Cells) -> bool:
    return cells[0].value is None or _applies(check, cells[1])


def _one_of(_check: Check, cells: Cells) -> bool:
    return any(cell.value is not None for cell in cells)


def _together(_check: Check, cells: Cells) -> bool:
    return len({cell.value is None for cell in cells}) == 1


def _age(check: Check, cells: Cells) -> bool:
    born, on = day_of(cells[0].value), day_of(cells[1].value)
    if born is None or on is None:
        return True
    years = age(born, on)
    return (check.least is None or years >= check.least) and (check.most is None or years <= check.most)


_RULES: Mapping[Rule, Callable[[Check, Cells], bool]] = {
    Rule.NOT_BEFORE: _not_before,
    Rule.NOT_AFTER: _not_after,
    Rule.WITHIN_HOURS: _within_hours,
    Rule.AT_MOST: _at_most,
    Rule.REQUIRED_IF: _required_if,
    Rule.ONLY_IF: _only_if,
    Rule.ONE_OF: _one_of,
    Rule.TOGETHER: _together,
    Rule.AGE: _age,
}


def _applies(check: Check, cell: Cell) -> bool:
    return cell.value is not None and (not check.values or cell.canon in check.values)


def _order(one: object, other: object) -> int:
    """-1, 0 or 1; 0 where one of them is empty. A day and a moment are compared as days in London."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return (one > other) - (one < other)
    first, second = day_of(one), day_of(other)
    if first is None or second is None:
        return 0
    return (first > second) - (first < second)


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    return (
        datetime(value.year, value.month, value.day, tzinfo=LONDON).astimezone(UTC)
        if isinstance(value, date)
        else None
    )
