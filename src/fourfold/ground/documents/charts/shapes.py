"""What a chart is made of, before it is drawn. Values are in the chart's unit."""

from dataclasses import dataclass
from datetime import date
from math import isfinite


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a date. A `value` of None is a gap; `low` and `high` bound its confidence interval.

    Without a value they bound what it may be: it is drawn as a band between them, for a figure that is withheld.
    `incomplete` is a figure that will still change: it is drawn hollow. `note` stands in the table beside the chart.
    """

    at: date
    value: float | None
    low: float | None = None
    high: float | None = None
    incomplete: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        _finite(self.value, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Line:
    """One series, by date. `dash` is a key of `charts.strokes.STROKES`; without one the order chooses."""

    name: str
    points: tuple[Point, ...]
    dash: str = ""

    def __post_init__(self) -> None:
        days = [point.at for point in self.points]
        if sorted(set(days)) != days:
            raise ValueError("The points of a line stand in order of date, one a date.")


@dataclass(frozen=True, slots=True)
class Mark:
    """A date on which something about the figures changed, such as a boundary."""

    at: date
    text: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """Series along time. `description` is the alternative text: what the chart shows, in words.

    `from_zero`: the axis begins at zero wherever the values lie, as counts do.
    """

    title: str
    unit: str
    lines: tuple[Line, ...]
    target: float | None = None
    baseline: float | None = None
    marks: tuple[Mark, ...] = ()
    description: str = ""
    from_zero: bool = False

    def __post_init__(self) -> None:
        _finite(self.target, self.baseline)


@dataclass(frozen=True, slots=True)
class Bar:
    """One category. A `value` of None reads "no data"."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""

    def __post_init__(self) -> None:
        _finite(self.value, self.low, self.high)


@dataclass(frozen=True, slots=True)
class BarChart:
    """Categories as lying bars with their figures. `ordered` keeps the order given; else the longest comes first."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    ordered: bool = False
    target: float | None = None
    description: str = ""

    def __post_init__(self) -> None:
        _finite(self.target)

    @property
    def shown(self) -> tuple[Bar, ...]:
        """The bars in the order in which they are drawn; those without data come last."""
        if self.ordered:
            return self.bars
        return tuple(sorted(self.bars, key=lambda bar: (bar.value is None, -(bar.value or 0), bar.name)))


Chart = LineChart | BarChart


def _finite(*values: float | None) -> None:
    if any(value is not None and not isfinite(value) for value in values):
        raise ValueError("A chart shows numbers; leave out what is none.")
