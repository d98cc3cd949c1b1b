"""The figures in a file, and everything that is wrong with them, row by row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from fourfold.accountability.indicators.domain.figures import NO_DATA, Figure, Figures, Where, trouble_with
from fourfold.accountability.indicators.domain.numbers import EMPTY, FORMULA, NotANumber, read_number
from fourfold.accountability.indicators.domain.periods import Frequency, end_of, following, name_of, read_period
from fourfold.accountability.indicators.domain.places import place_called, places
from fourfold.accountability.indicators.domain.reading.tables import LONGEST_CELL, Row, Table, read_table
from fourfold.accountability.indicators.domain.wording import seems_personal
from fourfold.ground.kernel.measures import Unit
from fourfold.ground.kernel.periods import Period

_WITHHELD = {"*", "[c]", "[low]", "withheld", "suppressed"}
_DECIMAL_COMMA = re.compile(r"-?\d+,(?:\d{1,2}|\d{4,})%?")
_YES, _NO = {"", "yes", "y", "true", "1", "complete"}, {"no", "n", "false", "0", "incomplete", "provisional"}
_FAR = 10


@dataclass(frozen=True, slots=True)
class Measured:
    """What a reader must know of an indicator: its unit, how often, its headline place, and whom it counts."""

    unit: Unit
    frequency: Frequency
    place: str
    about_people: bool = False


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row, and how to mend it."""

    line: int
    message: str


@dataclass
class FileReading:
    """What a file says. With a problem, nothing of it may be taken; `notes` are worth a look, no more."""

    figures: Figures = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    count: int = 0


def read_figures(
    data: bytes, measured: Measured, *, today: date, known: Mapping[Where, Mapping[Period, Figure]] | None = None
) -> FileReading:
    """The figures of a CSV file, and the rows that are wrong. Raises `BadInput` where the file as a whole is none."""
    table = read_table(data)
    reading = FileReading()
    comma = _has_decimal_commas(table)
    lines: dict[tuple[Where, Period], int] = {}
    for row in table.rows:
        found = _read_row(row, measured, comma, reading)
        if found is None:
            continue
        where, figure = found
        before = lines.setdefault((where, figure.period), row.line)
        if before != row.line:
            _say(reading, row, f"Line {before} gives the same period and place. Keep one of the two.")
            continue
        for wrong in trouble_with(figure, measured.unit, about_people=measured.about_people, today=today):
            _say(reading, row, wrong)
        reading.figures.setdefault(where, []).append(figure)
        reading.count += 1
    for figures in reading.figures.values():
        figures.sort(key=lambda figure: figure.period.start)
    _look_again(reading, table, measured, lines, known or {})
    if comma:
        reading.notes.append("We read 12,5 as twelve and a half.")
    return reading


def _say(reading: FileReading, row: Row, message: str) -> None:
    reading.problems.append(RowProblem(row.line, message))


def _read_row(row: Row, measured: Measured, comma: bool, reading: FileReading) -> tuple[Where, Figure] | None:
    """The figure of a row; None where it says nothing, or where something that it says cannot be read."""
    wrong = len(reading.problems)
    for name, cell in row.cells.items():
        if len(cell) > LONGEST_CELL:
            _say(reading, row, f"The {name} is longer than {LONGEST_CELL} characters. Shorten it.")
        elif name in ("note", "breakdown", "place") and FORMULA.match(cell):
            _say(reading, row, f"The {name} is a formula. Put plain words in the cell.")
        elif name in ("note", "breakdown") and (seems := seems_personal(cell)):
            _say(reading, row, f"{name.capitalize()}: {seems}")
    period = _period(row, measured.frequency, reading)
    place = place_called(row.get("place")) if row.get("place") else places().get(measured.place)
    if place is None:
        _say(
            reading,
            row,
            f"We do not know the place “{row.get('place')}”. Use a district’s name or code, as in the template.",
        )
    numbers = _numbers(row, measured.unit, comma, reading)
    complete = row.get("complete").casefold()
    if complete not in _YES | _NO:
        _say(reading, row, "Write yes or no under “complete”.")
    if len(reading.problems) > wrong or period is None or place is None:
        return None
    said = row.get("value").casefold()
    note = row.get("note") or ("Withheld at the source." if said in _WITHHELD else NO_DATA if said else "")
    if numbers["value"] is None and not note:
        return None
    value, low, high = (numbers[name] for name in ("value", "low", "high"))
    n = None if numbers["n"] is None else int(numbers["n"])
    kept = note if value is None else row.get("note")
    figure = Figure(period, value, low, high, n=n, complete=complete in _YES, note=kept)
    return Where(place.code, row.get("breakdown")), figure


def _period(row: Row, frequency: Frequency, reading: FileReading) -> Period | None:
    said = row.get("period")
    period = read_period(frequency, said) if said else None
    if period is None and row.get("start"):
        return _span(row, frequency, reading)
    if period is None:
        asked = f"Write it like {frequency.example}."
        _say(reading, row, f"“{said}” is not one {frequency.value.replace('-', ' ')}. {asked}" if said else asked)
    return period


def _span(row: Row, frequency: Frequency, reading: FileReading) -> Period | None:
    """A period given by its first and its last day. It must be a whole one: others would overlap their neighbours."""
    try:
        first, last = (_day(row.get(name)) for name in ("start", "end"))
    except ValueError:
        _say(reading, row, "Write the first and the last day like 2026-10-01.")
        return None
    found = read_period(frequency, _written_start(frequency, first))
    if found is None or found.start != first or end_of(found) - timedelta(days=1) != last:
        name = frequency.value.replace("-", " ")
        _say(
            reading,
            row,
            f"These days are not one whole {name}, so they overlap the periods beside it. Give one row a {name}.",
        )
        return None
    return found


def _day(text: str) -> date:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)


def _written_start(frequency: Frequency, day: date) -> str:
    if frequency is Frequency.FINANCIAL_YEAR:
        return f"{day.year}/{(day.year + 1) % 100:02}"
    if frequency is Frequency.QUARTER:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day:%Y-%m}" if frequency is Frequency.MONTH else str(day.year)


def _numbers(row: Row, unit: Unit, comma: bool, reading: FileReading) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for name in ("value", "low", "high", "n"):
        try:
            found[name] = read_number(row.get(name), Unit.COUNT if name == "n" else unit, decimal_comma=comma)
        except NotANumber as error:
            _say(reading, row, f"{name.capitalize()} “{row.get(name)}”: {error}")
            found[name] = None
    number = found["n"]
    if number is not None and (number < 0 or number != int(number)):
        _say(reading, row, "The number behind a figure (n) is whole and not below 0.")
    return found


def _has_decimal_commas(table: Table) -> bool:
    """Whether the file writes 12,5: only where commas do not part its columns, and no value has a point."""
    values = [row.get(name) for row in table.rows for name in ("value", "low", "high")]
    return (
        table.delimiter != ","
        and any(_DECIMAL_COMMA.fullmatch(value) for value in values)
        and not any("." in value for value in values if value.casefold() not in EMPTY)
    )


def _look_again(
    reading: FileReading,
    table: Table,
    measured: Measured,
    lines: Mapping[tuple[Where, Period], int],
    known: Mapping[Where, Mapping[Period, Figure]],
) -> None:
    """What only shows when the figures are seen together: wrong units, gaps, and figures far from the rest."""
    for where, figures in reading.figures.items():
        old = [figure.value for figure in known.get(where, {}).values() if figure.value is not None]
        new = [figure.value for figure in figures if figure.value is not None]
        usual = median(old or new) if old or new else 0
        shares = measured.unit is Unit.PERCENT and bool(new) and (usual > 1 or _all_shares(new))
        for figure in figures:
            if figure.value is None:
                continue
            if shares and 0 < figure.value <= 1 and (usual > 10 or _all_shares(new)):
                line = lines[where, figure.period]
                reading.problems.append(RowProblem(line, "This looks like a share of 1. Enter 45 for 45 per cent."))
            elif len(old) >= 3 and usual and not usual / _FAR <= figure.value <= usual * _FAR:
                name = name_of(measured.frequency, figure.period)
                reading.notes.append(f"{name}: this figure is far from the others of its series. Check its unit.")
        reading.notes += _gaps(
            where, {**known.get(where, {}), **{figure.period: figure for figure in figures}}, measured
        )
    if table.unread:
        names = ", ".join(f"“{name[:40]}”" for name in table.unread[:5])
        reading.notes.append(f"We do not read these columns: {names}.")
    reading.problems.sort(key=lambda problem: problem.line)


def _all_shares(values: list[float]) -> bool:
    return all(0 <= value <= 1 for value in values) and any(0 < value < 1 for value in values)


def _gaps(where: Where, figures: Mapping[Period, Figure], measured: Measured) -> list[str]:
    """The periods between the first and the last that nothing is said about."""
    found = []
    for period, later in pairwise(sorted(figures, key=lambda period: period.start)):
        missing = following(measured.frequency, period)
        if missing.start >= later.start:
            continue
        until = (
            "" if missing.end == later.start else f" and what follows, until {later.start - timedelta(days=1):%B %Y}"
        )
        place, name = places()[where.place].name, name_of(measured.frequency, missing)
        found.append(f"{place}: nothing is said of {name}{until}. The line will not cross the gap.")
    return found
