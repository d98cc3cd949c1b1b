"""A line chart as a Vega-Lite specification: a few quiet layers, each label where its line ends."""

from collections.abc import Iterable
from datetime import date
from textwrap import wrap
from typing import Any

from fourfold.ground.documents.charts.scales import Scale, month_ticks, round_scale, spread, written
from fourfold.ground.documents.charts.shapes import Line, LineChart, Point
from fourfold.ground.documents.charts.strokes import GRID, INK, SOFT, Stroke, stroke_of

LETTER = 7.2
"""The width of a letter at 14 pixels, on average, on the wide side."""
LABEL_LETTERS = 20
LABEL_LINE = 16
MANY_POINTS = 24
TOP, BOTTOM = 34, 34

Layer = dict[str, Any]


def line_spec(chart: LineChart, *, width: int, height: int) -> dict[str, Any]:
    """The specification, `width` by `height` pixels in all."""
    points = [point for line in chart.lines for point in line.points]
    over = TOP + (20 if chart.marks else 0)
    scale = round_scale(_values(chart, points), height - over - BOTTOM)
    words = [written(tick, scale.decimals) for tick in scale.ticks]
    left = 14 + LETTER * max(map(len, words))
    right = 18 + LETTER * max((len(row) for text in _names(chart) for row in wrap(text, LABEL_LETTERS)), default=0)
    inner = max(width - left - right, 120)
    days = sorted({point.at for point in points})
    return {
        "width": inner,
        "height": scale.pixels,
        "autosize": "none",
        "padding": {"left": left, "right": right, "top": over, "bottom": BOTTOM},
        "layer": [
            _frame(scale, words, days, inner),
            *_marks(chart),
            *_levels(chart, inner),
            *(
                layer
                for place, line in enumerate(chart.lines)
                for layer in _series(line, stroke_of(line.dash, place))
            ),
            *_labels(chart, scale, inner),
            _text(chart.unit, {"x": {"value": -left + 2}, "y": {"value": 12 - over}}, color=SOFT),
        ],
    }


def _values(chart: LineChart, points: list[Point]) -> list[float]:
    found = [value for point in points for value in (point.value, point.low, point.high)]
    from_zero = [0.0] if chart.from_zero else []
    return [value for value in (*found, *from_zero, chart.target, chart.baseline) if value is not None]


def _names(chart: LineChart) -> list[str]:
    return [
        *(line.name for line in chart.lines),
        *([f"Target {written(chart.target)}"] if chart.target is not None else []),
        *([f"Baseline {written(chart.baseline)}"] if chart.baseline is not None else []),
    ]


def _at(field: str) -> Layer:
    return {"field": field, "type": "temporal", "scale": {"type": "utc"}}


def _of(field: str) -> Layer:
    return {"field": field, "type": "quantitative"}


def _frame(scale: Scale, words: list[str], days: list[date], inner: float) -> Layer:
    """The axes, on a layer that draws nothing."""
    first, last = (days[0], days[-1]) if days else (date(2000, 1, 1), date(2000, 12, 31))
    ticks = month_ticks(first, last, most=max(3, int(inner // 84)))
    horizontal = {
        "values": [_moment(day) for day, _ in ticks],
        "labelExpr": _lookup([_moment(day) for day, _ in ticks], [word for _, word in ticks], "time(datum.value)"),
        "grid": False,
        "labelFlush": False,
        "tickColor": SOFT,
        "domainColor": SOFT,
    }
    vertical = {
        "values": list(scale.ticks),
        # By value, not by place: where labels stand close, Vega leaves ticks out.
        "labelExpr": _lookup(
            [round(tick * 10**scale.decimals) for tick in scale.ticks], words, f"datum.value * {10**scale.decimals}"
        ),
        "labelOverlap": False,
        "domain": False,
        "ticks": False,
        "gridColor": GRID,
    }
    x = {"field": "at", "type": "temporal", "title": None, "axis": horizontal}
    x["scale"] = {"type": "utc", "domain": [_moment(first), _moment(last)], "nice": False}
    y = {"field": "value", "type": "quantitative", "title": None, "axis": vertical}
    y["scale"] = {"domain": [scale.low, scale.high], "nice": False, "zero": False}
    values = [{"at": _moment(first), "value": scale.low}]
    return {"data": {"values": values}, "mark": {"type": "point", "opacity": 0}, "encoding": {"x": x, "y": y}}


def _lookup(keys: Iterable[int], words: list[str], key: str) -> str:
    """A Vega expression that gives the word of a tick: its own number formats know no British dates."""
    pairs = ", ".join(f"'{at}': '{word}'" for at, word in zip(keys, words, strict=True))
    return f"{{{pairs}}}[round({key})]"


def _moment(day: date) -> int:
    """Milliseconds of midnight UTC, so that no time zone moves a point."""
    return (day - date(1970, 1, 1)).days * 86_400_000


def _marks(chart: LineChart) -> list[Layer]:
    """A thin upright rule with its words at the top."""
    days = [point.at for line in chart.lines for point in line.points]
    if not chart.marks or not days:
        return []
    middle = _moment(min(days)) + (_moment(max(days)) - _moment(min(days))) / 2
    layers: list[Layer] = []
    for mark in chart.marks:
        late = _moment(mark.at) > middle
        data = {"values": [{"at": _moment(mark.at)}]}
        rule = {"type": "rule", "color": SOFT, "strokeWidth": 1, "strokeDash": [1, 3]}
        layers.append({"data": data, "mark": rule, "encoding": {"x": _at("at")}})
        text = {"align": "right" if late else "left", "dx": -4 if late else 4, "color": SOFT, "fontSize": 12}
        layers.append(_text(mark.text, {"x": _at("at"), "y": {"value": -10}}, data, **text))
    return layers


def _levels(chart: LineChart, inner: float) -> list[Layer]:
    """Target and baseline: straight across."""
    drawn = ((chart.target, [6, 4], INK), (chart.baseline, [2, 4], SOFT))
    return [
        {
            "data": {"values": [{"value": value}]},
            "mark": {"type": "rule", "color": colour, "strokeWidth": 1.5, "strokeDash": dash},
            "encoding": {"y": _of("value"), "x": {"value": 0}, "x2": {"value": inner}},
        }
        for value, dash, colour in drawn
        if value is not None
    ]


def _series(line: Line, stroke: Stroke) -> list[Layer]:
    """Band, line, dotted parts towards what is incomplete, and points."""
    rows = [_row(point) for point in line.points if point.value is not None or point.low is None]
    layers: list[Layer] = [*_ranges(line, stroke)]
    if any(row["low"] is not None and row["high"] is not None for row in rows):
        band = {"type": "area", "color": stroke.colour, "opacity": 0.14, "invalid": "break-paths-filter-domains"}
        encoding = {"x": _at("at"), "y": _of("low"), "y2": {"field": "high"}}
        layers.append({"data": {"values": rows}, "mark": band, "encoding": encoding})
    layers += [_stretch(piece, stroke) for piece in _pieces(line)]
    dots = _dots(line)
    layers += [_points(dots, stroke, hollow=hollow) for hollow in (False, True)]
    return layers


def _ranges(line: Line, stroke: Stroke) -> list[Layer]:
    """What a figure without a value may be: an upright band from the least to the most."""
    bounded = [point for point in line.points if point.value is None and point.low is not None]
    if not bounded:
        return []
    mark = {"type": "rule", "color": stroke.colour, "opacity": 0.3, "strokeWidth": 9}
    encoding = {"x": _at("at"), "y": _of("low"), "y2": {"field": "high"}}
    return [{"data": {"values": [_row(point) for point in bounded]}, "mark": mark, "encoding": encoding}]


def _stretch(piece: list[Point], stroke: Stroke) -> Layer:
    unsure = any(point.incomplete for point in piece)
    dash = [1, 3] if unsure else list(stroke.dash)
    mark = {"type": "line", "color": stroke.colour, "strokeWidth": 1.5 if unsure else 2.5}
    mark |= {"strokeDash": dash} if dash else {}
    data = {"values": [_row(point) for point in piece]}
    return {"data": data, "mark": mark, "encoding": {"x": _at("at"), "y": _of("value")}}


def _points(dots: list[Point], stroke: Stroke, *, hollow: bool) -> Layer:
    fill = "#ffffff" if hollow else stroke.colour
    mark = {"type": "point", "shape": stroke.shape, "size": 44, "opacity": 1, "stroke": stroke.colour, "fill": fill}
    data = {"values": [_row(point) for point in dots if point.incomplete is hollow]}
    return {"data": data, "mark": mark | {"strokeWidth": 1.5}, "encoding": {"x": _at("at"), "y": _of("value")}}


def _row(point: Point) -> dict[str, Any]:
    return {"at": _moment(point.at), "value": point.value, "low": point.low, "high": point.high}


def _pieces(line: Line) -> list[list[Point]]:
    """Runs of points without a gap; a step to or from an incomplete point is a run of its own."""
    pieces: list[list[Point]] = []
    for before, after in zip(line.points, line.points[1:], strict=False):
        if before.value is None or after.value is None:
            continue
        unsure = before.incomplete or after.incomplete
        joins = pieces and pieces[-1][-1] is before and any(point.incomplete for point in pieces[-1]) is unsure
        if joins:
            pieces[-1].append(after)
        else:
            pieces.append([before, after])
    return pieces


def _dots(line: Line) -> list[Point]:
    """All points of a short series; of a long one the last, the lonely, the incomplete."""
    held = [point for point in line.points if point.value is not None]
    if len(held) <= MANY_POINTS:
        return held
    joined = {id(point) for piece in _pieces(line) for point in piece}
    return [point for point in held if point.incomplete or id(point) not in joined or point is held[-1]]


def _labels(chart: LineChart, scale: Scale, inner: float) -> list[Layer]:
    """The names at the right, as near as may be to where their lines end."""
    ends: list[tuple[str, float, str]] = []
    for place, line in enumerate(chart.lines):
        last = next((point.value for point in reversed(line.points) if point.value is not None), None)
        if last is not None:
            ends.append((line.name, last, stroke_of(line.dash, place).colour))
    levels = _names(chart)[len(chart.lines) :]
    values = [value for value in (chart.target, chart.baseline) if value is not None]
    ends += [(name, value, INK) for name, value in zip(levels, values, strict=True)]
    rows = [wrap(name, LABEL_LETTERS) or [""] for name, _, _ in ends]
    heights = [float(len(row) * LABEL_LINE) for row in rows]
    middles = spread([scale.place(value) for _, value, _ in ends], heights, top=scale.pixels)
    return [
        _text(
            row,
            {"x": {"value": inner + 9}, "y": {"value": scale.pixels - middle - (len(row) - 1) * LABEL_LINE / 2}},
            color=colour,
            fontWeight="bold",
        )
        for row, middle, (_, _, colour) in zip(rows, middles, ends, strict=True)
    ]


def _text(text: str | list[str], encoding: Layer, data: Layer | None = None, **look: object) -> Layer:
    mark = {"type": "text", "text": text, "align": "left", "baseline": "middle", "fontSize": 14, "clip": False} | look
    return {"data": data or {"values": [{}]}, "mark": mark | {"lineHeight": LABEL_LINE}, "encoding": encoding}
