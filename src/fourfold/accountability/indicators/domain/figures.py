"""A figure of a series, what one delivery would change, and what of it can be wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fourfold.accountability.indicators.domain.periods import end_of
from fourfold.ground.kernel.measures import ROUNDED_TO, SMALLEST_SHOWN, Unit
from fourfold.ground.kernel.periods import Period

LARGEST = 1_000_000_000.0
NO_DATA = "No figure is available for this period."
COLUMN_NAMES = {"value": "Value", "low": "Low", "high": "High", "n": "From how many"}
"""The numbers of a figure, by the words for them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one period. `value` is None where it is known that there is none, and `note` says why.

    `low` and `high` bound a 95 % interval; `n` is what the figure rests on; `complete` is false where the source
    itself says, or we know, that something is missing.
    """

    period: Period
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    complete: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """A series of an indicator: a place, and a part of its people or things (empty for all)."""

    place: str
    breakdown: str = ""


Figures = dict[Where, list[Figure]]
"""What a delivery brings: the figures of each series."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a delivery would do to one period: a new figure (`before` is None), or a revised one."""

    where: Where
    after: Figure
    before: Figure | None = None


def changes(known: Mapping[Where, Mapping[Period, Figure]], brought: Figures) -> list[Change]:
    """The figures that are new or differ from what is known, in the order brought."""
    found = []
    for where, figures in brought.items():
        for figure in figures:
            before = known.get(where, {}).get(figure.period)
            if before != figure:
                found.append(Change(where, figure, before))
    return found


def trouble_with(figure: Figure, unit: Unit, *, about_people: bool, today: date) -> list[str]:
    """What is wrong with a figure, each with how to mend it."""
    found = []
    if end_of(figure.period) > today:
        found.append("This period has not ended yet. Enter it once it has.")
    for number in (figure.value, figure.low, figure.high):
        if number is not None and abs(number) > LARGEST:
            found.append("This number is too large. Check it for a missing decimal point.")
    if figure.value is None:
        if (figure.low, figure.high, figure.n) != (None, None, None):
            found.append("A period without a value has no interval and no number behind it. Enter the value.")
        return found
    found += _out_of_range(figure.value, unit)
    found += _odd_interval(figure)
    if about_people:
        found += _too_few(figure, unit)
    return found


def _out_of_range(value: float, unit: Unit) -> list[str]:
    if unit is Unit.PERCENT and not 0 <= value <= 100:
        return ["A percentage lies between 0 and 100. Enter 45 for 45 per cent."]
    if unit is Unit.COUNT and value != int(value):
        return ["A count is a whole number."]
    if unit is not Unit.SCORE and value < 0:
        return ["This cannot be below 0."]
    return []


def _odd_interval(figure: Figure) -> list[str]:
    if (figure.low is None) != (figure.high is None):
        return ["Give both ends of the interval, or neither."]
    if figure.low is None or figure.high is None or figure.value is None:
        return []
    return [] if figure.low <= figure.value <= figure.high else ["The value must lie within its interval."]


def _too_few(figure: Figure, unit: Unit) -> list[str]:
    counts = [count for count in (figure.value if unit is Unit.COUNT else None, figure.n) if count is not None]
    if any(count < SMALLEST_SHOWN for count in counts):
        return ["This rests on 7 people or fewer. Leave the value empty and write “withheld” in the note."]
    if any(count % ROUNDED_TO for count in counts):
        return ["Round counts of people to the nearest 5 before you enter them."]
    return []
