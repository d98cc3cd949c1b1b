from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from django.template import engines

from fourfold.ground.web import gallery
from fourfold.ground.web.tables import Paging

Draw = Callable[..., str]


@pytest.mark.parametrize("state", gallery.STATUSES)
def test_a_status_is_a_word_with_a_shape_of_its_own(draw: Draw, state: str) -> None:
    shapes = {name: draw("status", "shape", "shape(name)", name=name) for name in gallery.STATUSES}
    html = draw("status", "status", "status(state)", state=state)

    assert state.replace("-", " ").capitalize() in html
    assert shapes[state] in html
    assert len(set(shapes.values())) == len(gallery.STATUSES)


def test_a_status_may_be_written_as_its_enumeration_is(draw: Draw) -> None:
    assert draw("status", "status", "status('AT_RISK')") == draw("status", "status", "status('at-risk')")


@pytest.mark.parametrize(
    ("file", "name", "call"),
    [
        ("status", "status", "status(x, x)"),
        ("strand", "strand_chip", "strand_chip(x)"),
        ("identity", "identity_bar", "identity_bar(x, x, x, x, x, x, facts, {'text': x, 'href': x})"),
        ("identity", "summary", "summary([{'key': x, 'value': x, 'href': x}])"),
        ("timeline", "timeline", "timeline([{'at': day, 'title': x, 'by': x, 'text': x, 'marking': x}], day=true)"),
        ("wayfinding", "page_heading", "page_heading(x, x, x)"),
        ("wayfinding", "sub_navigation", "sub_navigation([{'text': x, 'href': x}], x)"),
        ("wayfinding", "breadcrumbs", "breadcrumbs([{'text': x, 'href': '/'}, {'text': x}])"),
        ("notices", "notice", "notice(x, 'success', x)"),
        ("notices", "warning", "warning(x)"),
        ("work", "work_list", "work_list([{'title': x, 'href': x, 'why': x, 'meta': [x], 'late': x, 'strand': x}])"),
        ("plan", "plan_on_a_page", "plan_on_a_page([{'name': x, 'aim': x, 'actions': [action]}])"),
        ("plan", "tally", "tally([{'status': x, 'count': x, 'text': x, 'href': x}])"),
        ("table", "table_header", "table_header({'label': x, 'href': x})"),
        ("filters", "shown", "shown(x, x)"),
    ],
)  # fmt: skip
def test_no_component_lets_markup_through(draw: Draw, file: str, name: str, call: str) -> None:
    x = '<i>"x"</i>'
    facts = [{"label": x, "value": x, "note": x}]
    action = {"number": x, "title": x, "href": x, "status": x, "lead": x, "date": x}
    html = draw(file, name, call, x=x, day=date(2026, 7, 5), facts=facts, action=action)

    assert "<i>" not in html
    assert '="<' not in html
    assert "&lt;i&gt;" in html


def test_what_is_late_says_so_in_a_word(draw: Draw) -> None:
    action = {"number": 4, "title": "Train staff", "href": "/4/", "status": "on-track", "lead": "Kent Police"}
    late, well = (draw("plan", "plan_line", "plan_line(a)", a=action | {"late": late}) for late in (True, False))

    assert "Overdue" in late
    assert "ff-line--late" in late
    assert "Overdue" not in well


def test_the_timeline_is_grouped_by_month_and_shows_london(draw: Draw) -> None:
    entries = [{"at": datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "title": "Update", "by": "Amara", "text": "a\nb"}]
    html = draw("timeline", "timeline", "timeline(entries)", entries=entries)

    assert "July 2026" in html
    assert "1 July 2026 at 12:30am" in html
    assert "by Amara" in html


def test_a_value_that_is_missing_is_said_to_be_missing_but_nought_is_a_value(draw: Draw) -> None:
    html = draw("identity", "summary", "summary([{'key': 'Deputy', 'value': ''}, {'key': 'Updates', 'value': 0}])")

    assert html.count("Not recorded") == 1


def test_a_sorted_heading_says_which_way(draw: Draw) -> None:
    html = draw(
        "table", "table_header", "table_header(h)", h={"label": "Due", "href": "?sort=-due", "sort": "ascending"}
    )

    assert 'aria-sort="ascending"' in html
    assert "aria-sort" not in draw("table", "table_header", "table_header({'label': 'Due', 'href': '?'})")


def test_pagination_shows_only_where_there_is_more(draw: Draw) -> None:
    paging = Paging.read(QueryDict("page=2"), 60)

    assert "Showing 26 to 50 of 60" in draw("wayfinding", "pagination", "pagination(p)", p=paging)
    assert draw("wayfinding", "pagination", "pagination(p)", p=Paging.read(QueryDict(""), 3)).strip() == ""


def test_filters_keep_the_sorting_and_can_be_cleared(draw: Draw) -> None:
    source = (
        '{% from "web/components/filters.html" import filter_panel %}'
        '{% call filter_panel("/a/", clear="/a/", active=active, hidden={"sort": "due"}) %}x{% endcall %}'
    )
    filtered, whole = (engines["jinja2"].from_string(source).render({"active": count}) for count in (2, 0))

    assert '<input type="hidden" name="sort" value="due">' in filtered
    assert "Clear filters" in filtered
    assert "Filter (2)" in filtered
    assert "Clear filters" not in whole
