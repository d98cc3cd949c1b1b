"""What figures say, in sentences."""

from datetime import date
from math import sqrt

from fourfold.accountability.indicators.domain.figures import Figure
from fourfold.accountability.indicators.domain.kinds import Direction, SourceKind
from fourfold.accountability.indicators.domain.numbers import amount, said
from fourfold.accountability.indicators.domain.periods import Frequency, name_of
from fourfold.accountability.indicators.models import Indicator, Yardstick
from fourfold.accountability.indicators.queries.series import ChartSeries
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.kernel.measures import Unit


def latest_of(series: ChartSeries) -> str:
    """`5,813 in April 2024`; empty where there is no figure."""
    figure, indicator = series.latest, series.indicator
    if figure is None or figure.value is None:
        return ""
    name = name_of(Frequency(indicator.frequency), figure.period)
    return f"{said(figure.value, series.unit)} in {name}"


def certainty_of(figure: Figure, unit: Unit) -> str:
    """How sure a figure is: its interval and what it rests on; empty where neither is known."""
    parts = []
    if figure.low is not None and figure.high is not None:
        parts.append(f"95% interval {amount(figure.low, unit)} to {said(figure.high, unit)}")
    if figure.n is not None:
        parts.append(f"from {figure.n:,}")
    return ", ".join(parts)


def change_of(series: ChartSeries) -> str:
    """The latest figure against the baseline; without one, against a year before where both are complete."""
    figure = series.latest
    if figure is None or figure.value is None:
        return ""
    if series.baseline is not None and series.baseline.value is not None:
        since = f" ({show_date(series.baseline.on)})" if series.baseline.on else ""
        held = f"the baseline of {said(series.baseline.value, series.unit)}{since}"
        return _against(series, figure, series.baseline.value, held)
    before = _year_before(series, figure)
    if before is not None and before.value is not None:
        return _against(series, figure, before.value, name_of(Frequency(series.indicator.frequency), before.period))
    return ""


def _year_before(series: ChartSeries, figure: Figure) -> Figure | None:
    start = figure.period.start
    wanted = date(start.year - 1, start.month, 1)
    found = (item for item in series.figures if item.period.start == wanted and item.complete)
    return next(found, None) if figure.complete else None


def _against(series: ChartSeries, figure: Figure, before: float, than: str) -> str:
    unit, change = series.unit, (figure.value or 0.0) - before
    size = amount(abs(change), unit)
    if size == amount(0, unit):
        return f"The same as {than}"
    if unit is Unit.PERCENT:
        size += " percentage points"
    words = ("more", "fewer") if unit is Unit.COUNT else ("higher", "lower")
    way = words[0] if change > 0 else words[1]
    return f"{size} {way} than {than}{_judged(series, figure, before)}"


def _judged(series: ChartSeries, figure: Figure, before: float) -> str:
    """Better or worse, where the indicator says which; that chance alone may do it, where we can tell."""
    direction, now = Direction(series.indicator.direction), figure.value or 0.0
    if _by_chance(series.unit, figure, before):
        return ": within what chance alone can do"
    if direction is Direction.NEITHER:
        return ""
    better = (now > before) is (direction is Direction.UP)
    return ": better" if better else ": worse"


def _by_chance(unit: Unit, figure: Figure, before: float) -> bool:
    """Within the figure's 95% interval; or, of two counts, within 1.96 standard errors of a difference (Poisson)."""
    now = figure.value or 0.0
    if figure.low is not None and figure.high is not None:
        return figure.low <= before <= figure.high
    return unit is Unit.COUNT and abs(now - before) <= 1.96 * sqrt(now + before)


def target_of(series: ChartSeries) -> str:
    """The target, its date, and whether it is reached; empty where none is set."""
    target, figure = series.target, series.latest
    if target is None or target.value is None:
        return ""
    unit, direction = series.unit, Direction(series.indicator.direction)
    words = f"Target {said(target.value, unit)} by {show_date(target.on)}"
    if figure is None or figure.value is None or direction is Direction.NEITHER:
        return words
    left = target.value - figure.value if direction is Direction.UP else figure.value - target.value
    if left <= 0:
        return f"{words}: reached"
    points = " percentage points" if unit is Unit.PERCENT else ""
    return f"{words}: {amount(left, unit)}{points} to go"


def no_data(indicator: Indicator) -> str:
    """That there is no data yet, why, and who supplies it."""
    owner = indicator.owner.name
    if indicator.measure:
        return "No data yet. Fourfold measures it each night, once there is something to count."
    if indicator.kind == SourceKind.PLATFORM:
        return f"No data yet. To be supplied by {owner} until Fourfold counts it itself."
    if indicator.kind == SourceKind.OPEN:
        return f"No data yet. The figures are published for everyone, to be brought in by {owner}."
    return f"No data yet. To be supplied by {owner}."


UNIT_ASKED = {
    Unit.COUNT: "As a whole number.",
    Unit.PERCENT: "In per cent: 45 means 45%.",
    Unit.PER_1000: "As a rate per 1,000 residents.",
    Unit.PER_100000: "As a rate per 100,000 residents.",
    Unit.DAYS: "In days.",
    Unit.SCORE: "As a score.",
}
"""How a form asks for a value in each unit."""


def yardstick_words(yardstick: Yardstick, unit: Unit) -> str:
    """A baseline or target in a table: its value, or that it was ended."""
    return said(yardstick.value, unit) if yardstick.value is not None else "Ended"
