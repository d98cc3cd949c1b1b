"""Whether what is withheld can be worked out from what is shown, and what else is then withheld.

An attacker knows how counts are published: a shown count was within 2 of it and at least 8, a withheld one 0 to 7.
They know that tables of one kind count the same things, so that their columns have one sum; that there are as many
episodes as children in each row, or more; and that a month in two reports is one month. From all that they narrow
each count (bounds propagation). A withheld cell keeps at least as many possible values as one that is shown has.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fourfold.records.feeds.domain.disclosure import SMALLEST, STEP, Line, Table

KEPT = 5
"""Values that a withheld count may have, at the least: as many as stand behind a rounded one."""
_MOST = 10**6
_ROUNDS = 60

Tables = Mapping[str, Table]
Cell = tuple[str, str, str]
"""A table's key, a row, a column."""
Bounds = dict[Cell, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What is known of the tables beside their cells."""

    kinds: tuple[tuple[str, ...], ...]
    """Keys of tables whose columns have the same sums."""
    within: tuple[tuple[str, str], ...] = ()
    """(fewer, more): tables with the same rows, where each row of the first sums to at most that of the second."""


@dataclass(frozen=True, slots=True)
class _Constraint:
    """The sum of `left` is that of `right`, or at most that."""

    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    is_equal: bool = True


def attack(tables: Tables, rules: Rules, extra: frozenset[Cell] = frozenset()) -> Bounds:
    """What an attacker knows of each count. `extra`: cells withheld though they are not small.

    Of these the attacker is taken to know that they are not small: the worst case.
    """
    return _narrowed(_start(tables, extra), _constraints(tables, rules))


def guarded(tables: Tables, rules: Rules, before: Tables | None = None) -> dict[str, Table]:
    """The tables, with as much withheld besides as it takes. `before`: the report before, which is public already."""
    shown = dict(tables)
    extra: frozenset[Cell] = frozenset()
    while found := _victim(shown, rules, before, extra):
        extra |= {found}
        shown[found[0]] = _without(shown[found[0]], found)
    return shown


def _victim(shown: Tables, rules: Rules, before: Tables | None, extra: frozenset[Cell]) -> Cell | None:
    """The smallest count whose showing narrows a withheld one too far; None when none does."""
    known = attack(shown, rules, extra)
    if before is not None:
        known = _with_before(shown, before, rules, extra) or known
    for cell, (least, most) in sorted(known.items()):
        if most - least + 1 < KEPT and _is_small(cell, shown, before, extra):
            column = cell[2]
            near = [cell[0].removeprefix(_BEFORE)]
            kind = next((kind for kind in rules.kinds if near[0] in kind), ())
            for keys in (near, kind, tuple(shown)):
                if options := list(_shown_cells(shown, keys, column if keys != tuple(shown) else None)):
                    return min(options)[1]
    return None


def _is_small(cell: Cell, shown: Tables, before: Tables | None, extra: frozenset[Cell]) -> bool:
    key = cell[0]
    table = (before or {}).get(key.removeprefix(_BEFORE)) if key.startswith(_BEFORE) else shown.get(key)
    return table is not None and cell not in extra and _value(table, cell) is None


def _shown_cells(tables: Tables, keys: Sequence[str], column: str | None) -> Iterator[tuple[int, Cell]]:
    for key in keys:
        for line in tables[key].lines:
            for name, count in zip(tables[key].columns, line.cells, strict=True):
                if count is not None and column in (None, name):
                    yield count, (key, line.label, name)


def _value(table: Table, cell: Cell) -> int | None:
    line = next(line for line in table.lines if line.label == cell[1])
    return line.cells[table.columns.index(cell[2])]


def _without(table: Table, cell: Cell) -> Table:
    place = table.columns.index(cell[2])
    lines = tuple(
        replace(line, cells=(*line.cells[:place], None, *line.cells[place + 1 :])) if line.label == cell[1] else line
        for line in table.lines
    )
    return Table(table.columns, lines)


_BEFORE = "before:"


def _with_before(shown: Tables, before: Tables, rules: Rules, extra: frozenset[Cell]) -> Bounds | None:
    """Both reports at once, months that stand in both being one; None where later deliveries changed some."""
    renamed = {f"{_BEFORE}{key}": table for key, table in before.items()}
    rules_before = Rules(
        tuple(tuple(f"{_BEFORE}{key}" for key in kind) for kind in rules.kinds),
        tuple((f"{_BEFORE}{fewer}", f"{_BEFORE}{more}") for fewer, more in rules.within),
    )
    one_month = [
        _Constraint((("month", line.label, column),), ((f"{_BEFORE}month", line.label, column),))
        for line in shown["month"].lines
        for column in shown["month"].columns
        if any(other.label == line.label for other in before["month"].lines)
    ]
    return _narrowed(
        _start(shown, extra) | _start(renamed, frozenset()),
        [*_constraints(shown, rules), *_constraints(renamed, rules_before), *one_month],
        may_fail=True,
    )


def _start(tables: Tables, extra: frozenset[Cell]) -> Bounds:
    found: Bounds = {}
    for key, table in tables.items():
        for line in table.lines:
            for column, count in zip(table.columns, line.cells, strict=True):
                cell = (key, line.label, column)
                found[cell] = _range(count, is_extra=cell in extra)
    return found


def _range(count: int | None, *, is_extra: bool) -> tuple[int, int]:
    if count is None:
        return (SMALLEST, _MOST) if is_extra else (0, SMALLEST - 1)
    return max(SMALLEST, count - STEP // 2), count + STEP // 2


def _constraints(tables: Tables, rules: Rules) -> list[_Constraint]:
    found = []
    for kind in rules.kinds:
        first, *others = kind
        for other in others:
            for column in tables[first].columns:
                found.append(_Constraint(_column(tables, first, column), _column(tables, other, column)))
    for fewer, more in rules.within:
        for line in tables[fewer].lines:
            found.append(_Constraint(_row(tables, fewer, line), _row(tables, more, line), is_equal=False))
    return found


def _column(tables: Tables, key: str, column: str) -> tuple[Cell, ...]:
    return tuple((key, line.label, column) for line in tables[key].lines)


def _row(tables: Tables, key: str, line: Line) -> tuple[Cell, ...]:
    return tuple((key, line.label, column) for column in tables[key].columns)


def _narrowed(bounds: Bounds, constraints: Sequence[_Constraint], *, may_fail: bool = False) -> Bounds:
    """The bounds after every constraint was heard until none says anything new."""
    found = dict(bounds)
    for _round in range(_ROUNDS):
        before = dict(found)
        for one in constraints:
            _at_most(found, one.left, one.right)
            if one.is_equal:
                _at_most(found, one.right, one.left)
        if found == before:
            break
    if any(least > most for least, most in found.values()):
        return {} if may_fail else dict(bounds)
    return found


def _at_most(found: Bounds, left: Sequence[Cell], right: Sequence[Cell]) -> None:
    """The sum of the left is at most that of the right."""
    most_right = sum(found[cell][1] for cell in right)
    least_left = sum(found[cell][0] for cell in left)
    slack = most_right - least_left
    for cell in left:
        least, most = found[cell]
        found[cell] = least, min(most, least + slack)
    for cell in right:
        least, most = found[cell]
        found[cell] = max(least, most - slack), most
