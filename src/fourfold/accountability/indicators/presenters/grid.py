"""The grid in which figures are typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BoundField, Form

from fourfold.accountability.indicators.domain.figures import COLUMN_NAMES, Figure
from fourfold.accountability.indicators.domain.numbers import said
from fourfold.accountability.indicators.domain.periods import Frequency, name_of
from fourfold.ground.kernel.measures import Unit
from fourfold.ground.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class GridRow:
    """A period with its boxes: `numbers` are `(column's name, box)`."""

    period: str
    numbers: list[tuple[str, BoundField]]
    incomplete: BoundField
    note: BoundField
    seen: BoundField


def grid_rows(form: Form, columns: Sequence[str], periods: Sequence[Period], frequency: Frequency) -> list[GridRow]:
    """A row for each period, in the order given."""
    return [
        GridRow(
            name_of(frequency, period),
            [(COLUMN_NAMES[column], form[f"{column}-{period.start}"]) for column in columns],
            form[f"incomplete-{period.start}"],
            form[f"note-{period.start}"],
            form[f"seen-{period.start}"],
        )
        for period in periods
    ]


def said_now(figure: Figure | None, unit: Unit) -> str:
    """What somebody else entered while one was typing."""
    if figure is None:
        return "Somebody else took this figure out while you were typing. Save again to put yours here."
    words = "no data" if figure.value is None else said(figure.value, unit)
    return f"Somebody else entered {words} while you were typing. Save again to put yours in its place."
