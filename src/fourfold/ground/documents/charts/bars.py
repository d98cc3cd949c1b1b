"""A bar chart as a Vega-Lite specification: lying bars, names at the left, figures at their ends."""

from textwrap import wrap
from typing import Any

from fourfold.ground.documents.charts.scales import round_scale, written
from fourfold.ground.documents.charts.shapes import Bar, BarChart
from fourfold.ground.documents.charts.strokes import BLUE, INK, SOFT

LETTER = 7.2
NAME_LETTERS = 26
LINE = 16
TOP = 30
TEXT = {"type": "text", "baseline": "middle", "fontSize": 14, "lineHeight": LINE, "color": INK}


def bar_spec(chart: BarChart, *, width: int) -> dict[str, Any]:
    """The specification, `width` pixels in all and as high as its bars need."""
    names = [wrap(bar.name, NAME_LETTERS) or [""] for bar in chart.shown]
    left = 12 + LETTER * max((len(row) for name in names for row in name), default=0)
    found = [value for bar in chart.bars for value in (bar.value, bar.low, bar.high) if value is not None]
    scale = round_scale([0.0, *found, *([chart.target] if chart.target is not None else [])], 1)
    right = 16 + LETTER * max((len(_figure(bar)) for bar in chart.shown), default=0)
    inner = max(width - left - right, 100)
    over = TOP + (20 if chart.target is not None else 0)
    step = max(30, 14 + LINE * max((len(name) for name in names), default=1))
    height = step * len(names)
    x: dict[str, Any] = {"type": "quantitative", "title": None, "axis": None}
    x["scale"] = {"domain": [scale.low, scale.high], "nice": False}
    rows = enumerate(zip(chart.shown, names, strict=True))
    layers = [_bar(bar, name, place * step + step / 2, x, left) for place, (bar, name) in rows]
    unit = TEXT | {"text": chart.unit, "align": "left", "color": SOFT}
    heading = {"x": {"value": -left + 2}, "y": {"value": 12 - over}}
    return {
        "width": inner,
        "height": height,
        "autosize": "none",
        "padding": {"left": left, "right": right, "top": over, "bottom": 8},
        "layer": [
            *(layer for group in layers for layer in group),
            *_target(chart, x, height),
            {"data": {"values": [{}]}, "mark": unit, "encoding": heading},
        ],
    }


def _figure(bar: Bar) -> str:
    return "no data" if bar.value is None else written(bar.value)


def _bar(bar: Bar, name: list[str], middle: float, x: dict[str, Any], left: float) -> list[dict[str, Any]]:
    named = TEXT | {"text": name, "align": "left"}
    top = {"value": middle - (len(name) - 1) * LINE / 2}
    layers: list[dict[str, Any]] = [
        {"data": {"values": [{}]}, "mark": named, "encoding": {"x": {"value": -left + 2}, "y": top}}
    ]
    value = {"values": [{"from": 0, "value": bar.value or 0, "low": bar.low, "high": bar.high}]}
    if bar.value is not None:
        rect = {"type": "rect", "color": BLUE}
        across = {"x": x | {"field": "from"}, "x2": {"field": "value"}}
        upright = {"y": {"value": middle - 10}, "y2": {"value": middle + 10}}
        layers.append({"data": value, "mark": rect, "encoding": across | upright})
    if bar.low is not None and bar.high is not None:
        across = {"x": x | {"field": "low"}, "x2": {"field": "high"}, "y": {"value": middle}}
        for colour, thick in (("#ffffff", 5), (INK, 1.5)):  # white around it, so that it shows on its bar
            rule = {"type": "rule", "color": colour, "strokeWidth": thick}
            layers.append({"data": value, "mark": rule, "encoding": across})
    end = max(filter(None, (bar.value, bar.high)), default=0)
    weight = "normal" if bar.value is None else "bold"
    figure = TEXT | {"text": _figure(bar), "align": "left", "dx": 7, "fontWeight": weight}
    at = {"x": x | {"field": "end"}, "y": {"value": middle}}
    layers.append({"data": {"values": [{"end": end}]}, "mark": figure, "encoding": at})
    return layers


def _target(chart: BarChart, x: dict[str, Any], height: float) -> list[dict[str, Any]]:
    if chart.target is None:
        return []
    data = {"values": [{"target": chart.target}]}
    at = x | {"field": "target"}
    rule = {"type": "rule", "color": INK, "strokeWidth": 1.5, "strokeDash": [6, 4]}
    text = TEXT | {"text": f"Target {written(chart.target)}", "baseline": "bottom"}
    return [
        {"data": data, "mark": rule, "encoding": {"x": at, "y": {"value": -2}, "y2": {"value": height}}},
        {"data": data, "mark": text, "encoding": {"x": at, "y": {"value": -5}}},
    ]
