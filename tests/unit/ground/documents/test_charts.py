"""Charts: what stands in them, how they read without colour, and that a page may hold them."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from fourfold.ground.documents.charts import Bar, BarChart, Line, LineChart, Mark, Point, draw
from fourfold.ground.documents.charts.strokes import STROKES

MONTHS = [date(2026, month, 1) for month in range(1, 9)]
SVG = "{http://www.w3.org/2000/svg}"


def series(name: str = "Kent", *, gap: bool = False, incomplete: int = 0, dash: str = "") -> Line:
    last = len(MONTHS) - incomplete
    points = [
        Point(day, None if gap and place == 3 else 40.0 + place, 38.0 + place, 43.0 + place, incomplete=place >= last)
        for place, day in enumerate(MONTHS)
    ]
    return Line(name, tuple(points), dash)


def chart(*lines: Line, **more: object) -> LineChart:
    words = {"title": "Violence", "unit": "per 1,000 people", "description": "Violence rose from 40 to 47."}
    return LineChart(lines=lines or (series(),), **(words | more))  # type: ignore[arg-type]


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_it_is_one_picture_with_a_title_and_words() -> None:
    root = ElementTree.fromstring(draw(chart()))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Violence"
    assert root.findtext(f"{SVG}desc") == "Violence rose from 40 to 47."
    assert [node.get("role") for node in root.iter()].count(None) == len(list(root.iter())) - 1


def test_a_page_under_our_content_security_policy_may_hold_it() -> None:
    svg = draw(chart(series(incomplete=2), series("Medway"), marks=(Mark(MONTHS[4], "New wards"),), target=45))
    assert not re.search(r"<(script|style|foreignObject|image|a)\b| (style|id|on\w+|href)=|url\(", svg)


def test_each_line_bears_its_name_and_the_levels_their_figures() -> None:
    shown = texts(draw(chart(series(), series("Medway"), target=45, baseline=1204.5)))
    assert {"Kent", "Medway", "Target 45", "Baseline 1,204.5", "per 1,000 people"} <= set(shown)


def test_lines_differ_without_colour() -> None:
    assert len({(stroke.dash, stroke.shape) for stroke in STROKES.values()}) == len(STROKES)
    assert len({stroke.dash for stroke in STROKES.values()}) == len(STROKES)


def test_a_gap_is_not_bridged() -> None:
    whole, broken = draw(chart(series())), draw(chart(series(gap=True)))
    paths = re.compile(r'fill="none"|stroke-width="2.5"')
    assert len(paths.findall(broken)) > len(paths.findall(whole))


def test_what_is_incomplete_is_hollow() -> None:
    assert draw(chart(series())).count('fill="#ffffff" stroke=') == 0
    assert draw(chart(series(incomplete=2))).count('fill="#ffffff" stroke=') == 2


def test_names_are_words_and_never_markup() -> None:
    name = 'A & B <script>"x"'
    svg = draw(chart(series(name), title=name, unit=name, marks=(Mark(MONTHS[2], name),)))
    assert "<script" not in svg
    assert ElementTree.fromstring(svg).findtext(f"{SVG}title") == name
    assert texts(svg).count(name) == 3


def test_the_same_chart_is_the_same_bytes() -> None:
    first = draw(chart())
    draw.cache_clear()
    assert draw(chart()) == first


def test_a_chart_without_a_figure_is_still_drawn() -> None:
    empty = Line("Kent", tuple(Point(day, None) for day in MONTHS))
    assert "Kent" not in texts(draw(chart(empty)))
    assert draw(chart(Line("Kent", ()))).startswith("<svg")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="shows numbers"):
        Point(MONTHS[0], value)


def test_points_stand_in_order() -> None:
    with pytest.raises(ValueError, match="order of date"):
        Line("Kent", (Point(MONTHS[1], 1), Point(MONTHS[0], 1)))


def test_bars_come_longest_first_unless_ordered_and_say_where_there_is_no_data() -> None:
    bars = (Bar("Dartford", 3), Bar("Medway", None), Bar("Swale", 12.5, 10, 15))
    found = texts(draw(BarChart("Violence", "offences", bars, target=9)))
    assert [text for text in found if text in ("Dartford", "Medway", "Swale")] == ["Swale", "Dartford", "Medway"]
    assert {"no data", "12.5", "3", "Target 9", "offences"} <= set(found)
    kept = texts(draw(BarChart("Violence", "offences", bars, ordered=True)))
    assert [text for text in kept if text in ("Dartford", "Medway", "Swale")] == ["Dartford", "Medway", "Swale"]


def test_what_is_no_letter_is_left_out_and_ends_nothing() -> None:
    noise = "A\x00\ud800\ufffe\u202e B"
    found = draw(chart(series(noise), title=noise, unit=noise, description=noise, marks=(Mark(MONTHS[1], noise),)))
    assert texts(found).count("A B") == 3
    assert "A B" in texts(draw(BarChart(noise, noise, (Bar(noise, 1),))))


def test_an_axis_says_its_own_values_however_low_the_picture() -> None:
    """Vega leaves ticks out where they stand close; the words must go with those that are left."""
    points = tuple(Point(date(2026, month, 1), float(5 * month)) for month in range(1, 6))
    low, high = (draw(LineChart("Counts", "counts", (Line("A", points),)), height=height) for height in (180, 320))

    assert re.findall(r">(\d+)</text>", high) == ["0", "5", "10", "15", "20", "25"]
    assert re.findall(r">(\d+)</text>", low) == ["0", "10", "20"]


def test_a_figure_that_is_withheld_is_a_band_and_counts_begin_at_zero() -> None:
    points = (Point(date(2026, 1, 1), 300.0), Point(date(2026, 2, 1), None, 0.0, 7.0), Point(date(2026, 3, 1), 310.0))
    banded = draw(LineChart("Counts", "counts", (Line("A", points),)))
    high = draw(LineChart("High", "counts", (Line("A", (points[0], points[2])),), from_zero=True))

    assert 'stroke-width="9"' in banded
    assert ">0</text>" in high
