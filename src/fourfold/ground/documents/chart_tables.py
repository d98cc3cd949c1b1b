"""The facts of a chart as a table: what the picture shows, in words and figures, nothing more and nothing less."""

from collections.abc import Iterable
from datetime import date

from fourfold.ground.documents.charts import Bar, BarChart, Chart, LineChart, Point
from fourfold.ground.documents.charts.scales import written
from fourfold.ground.documents.model import Align, Column, Table


def chart_table(chart: Chart, *, most: int | None = None) -> Table:
    """The table of a chart. Of a line chart the `most` newest dates, or all; the caption says which."""
    return _of_lines(chart, most) if isinstance(chart, LineChart) else _of_bars(chart)


def _of_lines(chart: LineChart, most: int | None) -> Table:
    days = sorted({point.at for line in chart.lines for point in line.points}, reverse=True)
    by_day = [{point.at: point for point in line.points} for line in chart.lines]
    shown = days[:most]
    cut = f", the newest {len(shown)} of {len(days)} dates" if len(shown) < len(days) else ""
    marks = {mark.at: mark.text for mark in chart.marks}
    columns = [Column("Date"), *(Column(line.name, align=Align.RIGHT) for line in chart.lines)]
    rows, notes = [], []
    for place, day in enumerate(shown):
        points = [line.get(day) for line in by_day]
        before = days[place + 1] if place + 1 < len(days) else None
        changed = [text for at, text in marks.items() if at <= day and (before is None or at > before)]
        said = dict.fromkeys([*changed, *(point.note for point in points if point and point.note)])
        notes.append("; ".join(said))
        rows.append((_day(day, days), *(_figure(point) for point in points)))
    if any(notes):
        columns.append(Column("Note", width=2))
        rows = [(*row, note) for row, note in zip(rows, notes, strict=True)]
    return Table(f"{chart.title}, {chart.unit}{cut}", tuple(columns), tuple(rows))


def _of_bars(chart: BarChart) -> Table:
    noted = any(bar.note for bar in chart.bars)
    columns = [Column("Category", width=2), Column(chart.unit or "Value", align=Align.RIGHT)]
    rows = [(bar.name, _figure(bar), *([bar.note] if noted else [])) for bar in chart.shown]
    columns += [Column("Note", width=2)] if noted else []
    return Table(f"{chart.title}, {chart.unit}", tuple(columns), tuple(rows))


def _day(day: date, days: Iterable[date]) -> str:
    """A month, where every date is the first of one; else the day."""
    return f"{day:%B %Y}" if all(other.day == 1 for other in days) else f"{day.day} {day:%B %Y}"


def _figure(point: Point | Bar | None) -> str:
    if point is None or point.value is None:
        return "no data"
    interval = ""
    if point.low is not None and point.high is not None:
        interval = f" ({written(point.low)} to {written(point.high)})"
    unsure = ", not complete" if isinstance(point, Point) and point.incomplete else ""
    return f"{written(point.value)}{interval}{unsure}"
