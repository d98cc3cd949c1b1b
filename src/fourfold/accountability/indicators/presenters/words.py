"""What figures say, in sentences."""

from datetime import date

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
    return f"{said(figure.value, Unit(indicator.unit))} in {name}"


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
        held = f"the baseline of {said(series.baseline.value, Unit(series.indicator.unit))}"
        since = f" ({show_date(series.baseline.on)})" if series.baseline.on else ""
        return _against(figure.value, series.baseline.value, series.indicator, held + since)
    before = _year_before(series, figure)
    if before is not None and before.value is not None:
        name = name_of(Frequency(series.indicator.frequency), before.period)
        return _against(figure.value, before.value, series.indicator, name)
    return ""


def _year_before(series: ChartSeries, figure: Figure) -> Figure | None:
    start = figure.period.start
    wanted = date(start.year - 1, start.month, 1)
    found = (item for item in series.figures if item.period.start == wanted and item.complete)
    return next(found, None) if figure.complete else None


def _against(now: float, before: float, indicator: Indicator, than: str) -> str:
    unit, change = Unit(indicator.unit), now - before
    size = amount(abs(change), unit)
    if size == amount(0, unit):
        return f"The same as {than}"
    if unit is Unit.PERCENT:
        size += " percentage points"
    words = ("more", "fewer") if unit is Unit.COUNT else ("higher", "lower")
    way = words[0] if change > 0 else words[1]
    return f"{size} {way} than {than}{_judged(change, Direction(indicator.direction))}"


def _judged(change: float, direction: Direction) -> str:
    if direction is Direction.NEITHER:
        return ""
    better = (change > 0) is (direction is Direction.UP)
    return ": better" if better else ": worse"


def target_of(series: ChartSeries) -> str:
    """The target, its date, and whether it is reached; empty where none is set."""
    target, figure = series.target, series.latest
    if target is None or target.value is None:
        return ""
    unit, direction = Unit(series.indicator.unit), Direction(series.indicator.direction)
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
        return f"No data yet. {owner} enters it until Fourfold counts it itself."
    if indicator.kind == SourceKind.OPEN:
        return f"No data yet. The figures are published for everyone; {owner} brings them in."
    return f"No data yet. {owner} supplies it."


def yardstick_words(yardstick: Yardstick, unit: Unit) -> str:
    """A baseline or target in a table: its value, or that it was ended."""
    return said(yardstick.value, unit) if yardstick.value is not None else "Ended"
