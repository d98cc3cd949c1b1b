"""A feed's rows by month, drawn."""

from datetime import date

from django.utils.translation import gettext as _
from markupsafe import Markup

from fourfold.ground.documents.charts import Line, LineChart, Point, draw
from fourfold.records.reports.domain.quality_standing import warnings
from fourfold.records.reports.queries.quality import Feed

FEWEST = 3
"""Months below which a line says nothing."""


def volume_chart(feed: Feed) -> Markup:
    """The rows by the month in which they happened; a gap where a count is withheld."""
    volume = feed.months[0].figures.get("now", {}).get("volume", {})
    odd = {one.month for one in warnings(volume)}
    months = sorted(volume)
    while months and not volume[months[0]]:
        months.pop(0)
    points = tuple(
        Point(day, volume[month], incomplete=day in odd or month == months[-1])
        for month in months
        for day in (date.fromisoformat(f"{month}-01"),)
    )
    if sum(point.value is not None for point in points) < FEWEST:
        return Markup("")
    chart = LineChart(
        title=_("Rows of %(agency)s by the month in which they happened") % {"agency": feed.holder},
        unit=_("rows"),
        lines=(Line(feed.holder, points),),
        description=_(
            "The table below holds every figure. Months out of line and the month that is not over are hollow."
        ),
    )
    return Markup(draw(chart, width=860, height=280))  # noqa: S704 (SVG of our own)
