"""From a chart to SVG, by Vega-Lite in `vl-convert`: in this process, without a network, always the same bytes."""

import re
from dataclasses import replace
from functools import cache, lru_cache
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

import vl_convert

from fourfold.ground.documents.charts.bars import bar_spec
from fourfold.ground.documents.charts.lines import line_spec
from fourfold.ground.documents.charts.shapes import BarChart, Chart, LineChart
from fourfold.ground.documents.charts.strokes import SOFT
from fourfold.ground.documents.words import clean

FAMILY = "Atkinson Hyperlegible Next"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
ROLES = re.compile(r' (role|aria-roledescription|aria-hidden|pointer-events)="[^"<>]*"')
"""The picture is one image with one description; what Vega says of its parts would only be noise."""
CONFIG: dict[str, Any] = {
    "aria": False,
    "background": None,
    "font": FAMILY,
    "view": {"stroke": None},
    "axis": {"labelFontSize": 13, "labelColor": SOFT, "labelFont": FAMILY, "labelPadding": 6},
    "text": {"font": FAMILY},
}


@lru_cache(maxsize=256)
def draw(chart: Chart, *, width: int = 680, height: int = 300) -> str:
    """The chart as SVG, `width` pixels wide; a line chart is `height` high, a bar chart as high as its bars need.

    Its `title` is the chart's title, its `desc` the description. It holds no script, style attribute or id.
    """
    chart = _cleaned(chart)
    if isinstance(chart, LineChart):
        spec = line_spec(chart, width=width, height=height)
    else:
        spec = bar_spec(chart, width=width)
    _register_fonts()
    drawn = vl_convert.vegalite_to_svg({"$schema": SCHEMA, "config": CONFIG, **spec}, allowed_base_urls=[])
    return _with_words(drawn, chart)


def _cleaned(chart: Chart) -> Chart:
    """The chart with words that any picture can hold. A NUL would end this process, deep inside the library."""
    chart = replace(chart, title=clean(chart.title), unit=clean(chart.unit), description=clean(chart.description))
    if isinstance(chart, BarChart):
        return replace(chart, bars=tuple(replace(bar, name=clean(bar.name)) for bar in chart.bars))
    lines = tuple(replace(line, name=clean(line.name)) for line in chart.lines)
    return replace(chart, lines=lines, marks=tuple(replace(mark, text=clean(mark.text)) for mark in chart.marks))


def font_folder() -> Path:
    """Where our typeface lies as TrueType."""
    return Path(str(resources.files("fourfold.ground.documents").joinpath("fonts")))


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(font_folder()))


def _with_words(svg: str, chart: Chart) -> str:
    """Put the words in, and let the web page's own typeface serve where ours is not installed."""
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
    if size is None:
        raise ValueError("The drawing has no size.")
    body = ROLES.sub("", svg[svg.index(">") + 1 :])
    body = body.replace(f'font-family="{FAMILY}"', f'font-family="{FAMILY}, {FAMILY} Variable, Arial, sans-serif"')
    width, height = size.groups()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ff-chart" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><title>{escape(chart.title)}</title>'
        f"<desc>{escape(chart.description or chart.title)}</desc>{body}"
    )
