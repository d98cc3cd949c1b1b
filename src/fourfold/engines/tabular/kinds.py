"""From a column of a contract to the function that reads its cells, and to its Arrow type."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import MappingProxyType

import pyarrow as pa

from fourfold.engines.tabular.areas import SmallAreas
from fourfold.engines.tabular.cells import EMPTY, Cell, cleaned
from fourfold.engines.tabular.contract import Column, Kind
from fourfold.engines.tabular.identifiers import read_nhs_number, read_pnc, read_postcode, read_upn, read_uprn
from fourfold.engines.tabular.numbers import read_boolean, read_integer, read_number
from fourfold.engines.tabular.places import read_degrees, read_lsoa
from fourfold.engines.tabular.rows import Problem
from fourfold.engines.tabular.times import Calendar, Order, read_date, read_datetime, read_month
from fourfold.engines.tabular.words import read_code, read_text, spellings

ARROW: Mapping[Kind, pa.DataType] = MappingProxyType(
    dict.fromkeys(Kind, pa.string())
    | {
        Kind.DATE: pa.date32(),
        Kind.MONTH: pa.date32(),
        Kind.DATETIME: pa.timestamp("us", "UTC"),
        Kind.INTEGER: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.LONGITUDE: pa.float64(),
        Kind.LATITUDE: pa.float64(),
        Kind.BOOLEAN: pa.bool_(),
    }
)
_NOTHING = {"null", "n/a", "na", "nan", "none", "nil", "-", "--", "\\n", "(null)", "#n/a"}
"""What programs write for an empty cell. In text it stays as it is: Null is a surname."""
_FORMULA = Problem("The cell holds a formula, and we work none out.", "Paste the value in place of the formula.")


@dataclass(frozen=True, slots=True)
class Context:
    """What reading a file's cells needs to know beside the contract. `orders`: of the dates of a column, by key."""

    today: date
    orders: Mapping[str, Order] = field(default_factory=dict)
    epoch: datetime | None = None
    comma_is_point: bool = False
    """The file separates its cells with semicolons, as programs do where a comma begins a fraction."""


def reader_of(column: Column, context: Context, areas: SmallAreas) -> Callable[[str], Cell]:
    """The function that reads one cell of a column: its value, or what is wrong with it and how to mend it."""
    inner = _inner(column, context, areas)

    def read(text: str) -> Cell:
        clean = cleaned(text)
        if clean.problem:
            return clean
        if clean.value is None:
            return _required(clean, column)
        found = inner(clean)
        if found.problem is None:
            return _with_notes(_not_in_future(found, column, context.today), clean.notes)
        if column.kind is not Kind.TEXT:
            if str(clean.value).casefold() in _NOTHING:
                return _required(Cell(notes=(*clean.notes, "stand-in")), column)
            if "formula" in clean.notes:
                return Cell(problem=_FORMULA)
        return found

    return read


def _inner(column: Column, context: Context, areas: SmallAreas) -> Callable[[Cell], Cell]:
    calendar = Calendar(context.orders.get(column.key, Order.DAY_FIRST), context.epoch)
    comma = context.comma_is_point
    known = spellings(column.codes)
    readers: Mapping[Kind, Callable[[Cell], Cell]] = {
        Kind.TEXT: lambda cell: read_text(cell, column),
        Kind.CODE: lambda cell: read_code(cell, column, known),
        Kind.DATE: lambda cell: read_date(_words(cell), calendar),
        Kind.DATETIME: lambda cell: read_datetime(_words(cell), calendar),
        Kind.MONTH: lambda cell: read_month(_words(cell), calendar),
        Kind.INTEGER: lambda cell: read_integer(_words(cell), column, comma_is_point=comma),
        Kind.NUMBER: lambda cell: read_number(_words(cell), column, comma_is_point=comma),
        Kind.BOOLEAN: lambda cell: read_boolean(_words(cell)),
        Kind.NHS_NUMBER: lambda cell: read_nhs_number(_words(cell)),
        Kind.UPN: lambda cell: read_upn(_words(cell)),
        Kind.PNC: lambda cell: read_pnc(_words(cell), context.today.year),
        Kind.UPRN: lambda cell: read_uprn(_words(cell)),
        Kind.POSTCODE: lambda cell: read_postcode(_words(cell)),
        Kind.LSOA: lambda cell: read_lsoa(_words(cell), areas),
        Kind.LONGITUDE: lambda cell: read_degrees(_words(cell), Kind.LONGITUDE),
        Kind.LATITUDE: lambda cell: read_degrees(_words(cell), Kind.LATITUDE),
    }
    return readers[column.kind]


def _words(cell: Cell) -> str:
    return str(cell.value)


def _required(cell: Cell, column: Column) -> Cell:
    if not column.required:
        return cell if cell.notes else EMPTY
    return Cell(problem=Problem(f"{column.label} is empty, and every row needs it.", "Give the value."))


def _not_in_future(cell: Cell, column: Column, today: date) -> Cell:
    if not column.past or not isinstance(cell.value, date):
        return cell
    day = cell.value.astimezone(UTC).date() if isinstance(cell.value, datetime) else cell.value
    if day <= today:
        return cell
    return Cell(problem=Problem(f"{day.isoformat()} is in the future.", "Correct the day, the month or the year."))


def _with_notes(cell: Cell, notes: tuple[str, ...]) -> Cell:
    return cell._replace(notes=tuple(dict.fromkeys((*notes, *cell.notes)))) if notes and not cell.problem else cell
