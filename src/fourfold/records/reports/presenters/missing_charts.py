"""The missing children report, drawn from its published cells."""

from datetime import date

from django.utils.translation import gettext as _
from markupsafe import Markup

from fourfold.ground.documents.charts import Line, LineChart, Point, draw
from fourfold.records.feeds.domain.disclosure import Line as Row
from fourfold.records.feeds.domain.disclosure import Table
from fourfold.records.reports.domain.missing_tables import share
from fourfold.records.reports.presenters.missing import HELD, OFFERED
from fourfold.records.reports.queries.missing import Published

FEWEST = 3
_SIZE = {"width": 860, "height": 280}


def episodes_chart(report: Published) -> Markup:
    """The episodes shown of each month; empty where too few months have any."""
    table = report.tables["month"]
    points = tuple(Point(_day(line), line.total or None) for line in table.lines)
    chart = LineChart(
        title=_("Episodes shown, by month"),
        unit=_("episodes"),
        lines=(Line(_("Episodes"), points),),
        description=_("The table below holds every figure."),
    )
    return _drawn(chart)


def interviews_chart(report: Published) -> Markup:
    """How many per cent of interviews were offered, and held, in time, by month."""
    table = report.tables["month"]
    lines = tuple(
        Line(name, tuple(_point(table, line, wanted) for line in table.lines))
        for name, wanted in ((_("Offered"), OFFERED), (_("Held"), HELD))
    )
    chart = LineChart(
        title=_("Return home interviews within 72 hours, by month"),
        unit=_("per cent"),
        lines=lines,
        description=_(
            "The table below holds every figure. A band reaches from the least to the most that it can be."
        ),
    )
    return _drawn(chart)


def _drawn(chart: LineChart) -> Markup:
    if max(sum(point.value is not None for point in line.points) for line in chart.lines) < FEWEST:
        return Markup("")
    return Markup(draw(chart, **_SIZE))  # noqa: S704 (SVG of our own)


def _point(table: Table, line: Row, wanted: tuple[str, ...]) -> Point:
    """The middle of what published cells say, with its least and most."""
    found = share([line], table.columns, wanted)
    if found is None:
        return Point(_day(line), None)
    return Point(_day(line), (found.least + found.most) / 2, found.least, found.most)


def _day(line: Row) -> date:
    return date.fromisoformat(f"{line.label}-01")
