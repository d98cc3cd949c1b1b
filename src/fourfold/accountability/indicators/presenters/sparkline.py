"""A line the size of a word: the shape of a series beside what is said of it. Drawn here, for it costs nothing.

It says nothing that the words beside it do not, so it is hidden from those who hear the page.
"""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from fourfold.accountability.indicators.domain.figures import Figure

WIDTH, HEIGHT, EDGE = 180, 44, 5
SMALLEST_RANGE = 0.15
"""The least part of its largest value that the height stands for, so that a flat series looks flat."""


def sparkline(runs: Sequence[Sequence[Figure]], target: float | None = None) -> Markup:
    """The figures with a value, run by run: a line never crosses a gap. What is incomplete is hollow."""
    figures = [figure for run in runs for figure in run if figure.value is not None]
    if len(figures) < 2:
        return Markup("")
    place = _Place.of(figures, target)
    parts = [
        f'<polyline class="ff-spark__line" points="{" ".join(place.point(figure) for figure in run)}"/>'
        for run in _joined(runs)
    ]
    if target is not None:
        y = place.y(target)
        parts.insert(0, f'<path class="ff-spark__target" d="M0 {y}H{WIDTH}"/>')
    for figure in (*(item for item in figures if not item.complete), figures[-1]):
        kind = "last" if figure.complete else "hollow"
        x, y = place.point(figure).split(",")
        parts.append(f'<circle class="ff-spark__{kind}" cx="{x}" cy="{y}" r="3"/>')
    drawn = "".join(parts)
    return Markup(  # noqa: S704 (numbers and words of our own)
        f'<svg class="ff-spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" aria-hidden="true"'
        f' focusable="false">{drawn}</svg>'
    )


def _joined(runs: Sequence[Sequence[Figure]]) -> list[list[Figure]]:
    """Runs of complete figures: a line leads neither to nor from one that is incomplete."""
    found: list[list[Figure]] = []
    for run in runs:
        found.append([])
        for figure in run:
            if figure.value is None or not figure.complete:
                found.append([])
            else:
                found[-1].append(figure)
    return [run for run in found if len(run) > 1]


class _Place:
    """Where a figure stands in the picture."""

    def __init__(self, days: tuple[date, date], values: tuple[float, float]) -> None:
        self.first, self.last = days
        self.low, self.high = values

    @classmethod
    def of(cls, figures: Sequence[Figure], target: float | None) -> "_Place":
        values = [figure.value for figure in figures if figure.value is not None]
        values += [] if target is None else [target]
        low, high = min(values), max(values)
        short = max(abs(high), 1e-9) * SMALLEST_RANGE - (high - low)
        if short > 0:
            low, high = low - short / 2, high + short / 2
        return cls((figures[0].period.start, figures[-1].period.start), (low, high))

    def y(self, value: float) -> str:
        share = (value - self.low) / (self.high - self.low)
        return f"{HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE):.1f}"

    def point(self, figure: Figure) -> str:
        span = max((self.last - self.first).days, 1)
        x = EDGE + (figure.period.start - self.first).days / span * (WIDTH - 2 * EDGE)
        return f"{x:.1f},{self.y(figure.value or 0.0)}"
