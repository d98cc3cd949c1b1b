"""A measure's trend in a district as a chart: from zero, withheld figures as a band, short months hollow."""

from datetime import date

from django.utils.translation import gettext as _
from markupsafe import Markup

from fourfold.engines.tabular.volumes import VolumeWarning
from fourfold.ground.documents.charts import Line, LineChart, Point, draw
from fourfold.records.feeds.domain.disclosure import SMALLEST
from fourfold.records.identity.queries.places import District
from fourfold.records.reports.domain.areas import Counted
from fourfold.records.reports.presenters.areas import month_name, odd_months, odd_text, value_text
from fourfold.records.reports.queries.areas import Figures

WIDTH, HEIGHT = 720, 250


def trend(found: Figures, one: Counted, months: list[date], here: District, *, signed: str = "") -> str:
    """The chart as SVG; empty where nothing is published. `signed`: source and date, for a picture that is saved."""
    cells = [(month, found.cell(one.measure, month, here.code)) for month in months]
    if all(cell is None for _month, cell in cells):
        return ""
    odd = odd_months(found, one.measure, months)
    points = tuple(
        Point(month, None)
        if cell is None
        else Point(month, None, 0.0, float(SMALLEST - 1))
        if cell.value is None
        else Point(month, float(cell.value), incomplete=month in odd)
        for month, cell in cells
    )
    chart = LineChart(
        title=f"{one.label}: {here.name}, {month_name(months[0])} – {month_name(months[-1])}. {signed}".strip(),
        unit=_("%(unit)s a month") % {"unit": one.unit},
        lines=(Line(here.name, points),),
        description=described(found, one, months, here, odd),
        from_zero=True,
    )
    return draw(chart, width=WIDTH, height=HEIGHT)


def drawing(found: Figures, one: Counted, months: list[date], here: District) -> Markup:
    """The chart to stand in a page; empty where every month is withheld, so that there is nothing to see."""
    if all(cell is None or cell.value is None for cell in (found.cell(one.measure, m, here.code) for m in months)):
        return Markup("")
    return Markup(trend(found, one, months, here))  # noqa: S704 (SVG of our own)


def described(
    found: Figures, one: Counted, months: list[date], here: District, odd: dict[date, VolumeWarning]
) -> str:
    """What the chart shows, in words."""
    cells = {month: found.cell(one.measure, month, here.code) for month in months}
    known = {month: cell.value for month, cell in cells.items() if cell is not None and cell.value is not None}
    withheld = sum(cell is not None and cell.value is None for cell in cells.values())
    said = []
    if known:
        least, most = (choose(known, key=lambda month: known[month] or 0) for choose in (min, max))
        said.append(
            _("Between %(least)s (%(least_at)s) and %(most)s (%(most_at)s) a month")
            % {
                "least": value_text(cells[least]),
                "least_at": month_name(least),
                "most": value_text(cells[most]),
                "most_at": month_name(most),
            }
        )
    if withheld:
        said.append(_("withheld in %(count)s months, drawn as a band from 0 to 7") % {"count": withheld})
    if missing := sum(cell is None for cell in cells.values()):
        said.append(_("not published for %(count)s months") % {"count": missing})
    whole = "; ".join(said) + "."
    return " ".join([whole[:1].upper() + whole[1:], *(odd_text(one) for one in odd.values())])
