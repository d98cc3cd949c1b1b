"""A district's page: this month beside the year before and the county, the trend in words and as a table, sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.engines.tabular.volumes import VolumeWarning, volume_warnings
from fourfold.ground.kernel.clock import show_date
from fourfold.records.feeds.domain.contracts import contract
from fourfold.records.identity.queries.places import District
from fourfold.records.reports.domain.areas import (
    BY_MEASURE,
    CATALOGUE,
    OUTSIDE,
    UNPLACED,
    Cell,
    Counted,
    Measure,
    Total,
    month_before,
    rate,
)
from fourfold.records.reports.queries.areas import Correction, Deprived, Figures

MOSTLY_SHOWN = 4
"""A sum says whether a month is short at its source where at most one in so many of its cells is withheld."""
WHOLE = "Kent and Medway"


@dataclass(frozen=True, slots=True)
class Line:
    """A measure at a glance. `late`: why there is no figure yet; then the rest is empty."""

    label: str
    anchor: str
    now: str
    before: str
    change: str
    rate: str
    whole: str
    whole_rate: str
    late: str


def month_name(month: date) -> str:
    """`October 2026`."""
    return f"{month:%B %Y}"


def value_text(cell: Cell | None) -> str:
    """A figure as it is shown."""
    if cell is None:
        return _("not published")
    return _("7 or fewer") if cell.value is None else f"{cell.value:,}"


def total_text(whole: Total | None) -> str:
    """The sum of what is shown; how much of it is withheld stands with it."""
    if whole is None:
        return _("not published")
    if whole.withheld == whole.cells:
        return _("all withheld")
    if not whole.withheld:
        return f"{whole.value:,}"
    return _("%(value)s and %(count)s withheld") % {"value": f"{whole.value:,}", "count": whole.withheld}


def odd_months(found: Figures, measure: Measure, months: list[date]) -> dict[date, VolumeWarning]:
    """Months with far fewer or far more than those around them: short at the source, not a fall."""
    sums = {month: found.whole(measure, month) for month in months}
    told = {
        month: whole.value
        for month, whole in sums.items()
        if whole is not None and whole.cells and whole.withheld * MOSTLY_SHOWN <= whole.cells
    }
    return {one.month: one for one in volume_warnings(told)}


def odd_text(one: VolumeWarning) -> str:
    """The warning in a sentence, about figures."""
    said = {"month": month_name(one.month), "share": f"{one.count / one.expected:.0%}"}
    if one.count < one.expected:
        return _("%(month)s is short at its source, at %(share)s of what is to be expected. It is not a fall.") % said
    return _("%(month)s has %(share)s of what is to be expected: rows may stand twice at the source.") % said


def glance(found: Figures, here: District, month: date, months: list[date]) -> list[Line]:
    """Every measure in the month, a year before, and for the whole county."""
    return [_line(found, here, month, one, odd_months(found, one.measure, months)) for one in CATALOGUE]


def _line(found: Figures, here: District, month: date, one: Counted, odd: dict[date, VolumeWarning]) -> Line:
    earlier = month_before(month, 12)
    now, before = (found.cell(one.measure, at, here.code) for at in (month, earlier))
    whole = found.whole(one.measure, month)
    residents = sum(district.residents for district in found.districts)
    least = whole is not None and whole.withheld > 0
    return Line(
        label=one.label,
        anchor=one.measure,
        now=value_text(now),
        before=value_text(before),
        change=change_text(now, before, is_odd=month in odd or earlier in odd),
        rate=_rate(now.value if now else None, here.residents),
        whole=total_text(whole),
        whole_rate=_rate(whole.value if whole and whole.value else None, residents, least=least),
        late="" if now else late_text(one, month),
    )


def _rate(value: int | None, residents: int, *, least: bool = False) -> str:
    found = rate(value, residents)
    if found is None:
        return ""
    return _("%(rate)s or more") % {"rate": f"{found:,.1f}"} if least else f"{found:,.1f}"


def change_text(now: Cell | None, before: Cell | None, *, is_odd: bool) -> str:
    """The change since a year before, in words; figures are rounded, and so is their difference."""
    if now is None or before is None:
        return ""
    if is_odd:
        return _("cannot be compared: short at the source")
    if now.value is None or before.value is None:
        both = now.value is None and before.value is None
        return _("both withheld") if both else _("one is withheld")
    difference = now.value - before.value
    if abs(difference) < 5:
        return _("about the same")
    words = _("about %(count)s more") if difference > 0 else _("about %(count)s fewer")
    return words % {"count": f"{abs(difference):,}"}


def late_text(one: Counted, month: date) -> str:
    """When a figure that is not there yet will be."""
    feed = contract(one.contract)
    return ngettext(
        "Published here once the feed “%(feed)s” tells of %(month)s: it is due %(count)s day after the month.",
        "Published here once the feed “%(feed)s” tells of %(month)s: it is due %(count)s days after the month.",
        feed.due_days,
    ) % {"feed": feed.title, "month": month_name(month), "count": feed.due_days}


def late_texts(found: Figures, month: date) -> list[str]:
    """When what is not published of a month yet will be."""
    return [late_text(one, month) for one in CATALOGUE if (one.measure, month) not in found.releases]


def trend_rows(found: Figures, measure: Measure, months: list[date], code: str) -> list[dict[str, str]]:
    """The months as a table, the newest first."""
    odd = odd_months(found, measure, months)
    return [
        {
            "month": month_name(month),
            "value": value_text(found.cell(measure, month, code)),
            "whole": total_text(found.whole(measure, month)),
            "note": odd_text(odd[month]) if month in odd else "",
        }
        for month in reversed(months)
    ]


def out_in(found: Figures, month: date) -> list[Counted]:
    """The measures of which the month's figures are out."""
    return [one for one in CATALOGUE if (one.measure, month) in found.releases]


def overview_rows(found: Figures, month: date) -> list[dict[str, Any]]:
    """A row for each district, a cell for each measure that is out; then all of them, and what has no district."""
    out = out_in(found, month)
    query = f"?month={month:%Y-%m}"
    rows: list[dict[str, Any]] = [
        {
            "name": one.name,
            "href": reverse("reports:area", args=[one.code]) + query,
            "cells": [value_text(found.cell(measure.measure, month, one.code)) for measure in out],
        }
        for one in found.districts
    ]
    rows.append({"name": WHOLE, "cells": [total_text(found.whole(one.measure, month)) for one in out]})
    for code, name in ((UNPLACED, _("No place recorded")), (OUTSIDE, _("Outside Kent and Medway"))):
        rows.append({"name": name, "cells": [value_text(found.cell(one.measure, month, code)) for one in out]})
    return rows


def deprivation_text(here: District, told: dict[str, Deprived]) -> str:
    """How deprived the district's small areas are, in a sentence; empty where the index was not delivered."""
    found = told.get(here.code)
    if found is None:
        return ""
    areas, fifth = (sum(getattr(one, name) for one in told.values()) for name in ("areas", "fifth"))
    return _(
        "%(fifth)s of its %(areas)s small areas are among the most deprived fifth of England, and %(tenth)s of them "
        "among the most deprived tenth. In Kent and Medway %(share)s are among the most deprived fifth."
    ) % {"fifth": found.fifth, "areas": found.areas, "tenth": found.tenth, "share": f"{fifth / areas:.0%}"}


def sources(found: Figures, month: date) -> list[dict[str, str]]:
    """Where each measure's newest figures in the window come from, with attribution and dates."""
    return [_source(found, one, month) for one in CATALOGUE]


def _source(found: Figures, one: Counted, month: date) -> dict[str, str]:
    feed = contract(one.contract)
    release = next((found.releases[key] for key in _newest(found, one.measure, month)), None)
    told = {"label": one.label, "text": one.text, "attribution": feed.attribution, "from": "", "made_up": ""}
    if release is None:
        return told
    names = ", ".join(sorted(found.agencies.get(key, "") for key in release.holders))
    dates = {
        "agencies": names or feed.title,
        "month": month_name(release.month),
        "delivered": show_date(release.newest_on) if release.newest_on else _("an unknown day"),
        "computed": show_date(release.computed_at.date()),
    }
    told["from"] = _("%(agencies)s; %(month)s delivered by %(delivered)s and published on %(computed)s.") % dates
    if release.vintages:
        years = _(" and ").join(str(year) for year in release.vintages)
        told["from"] += " " + _("Small areas of %(years)s.") % {"years": years}
    told["made_up"] = _("Made up for the demonstration.") if release.is_synthetic else ""
    return told


def _newest(found: Figures, measure: Measure, month: date) -> Iterator[tuple[Measure, date]]:
    return iter(sorted((key for key in found.releases if key[0] is measure and key[1] <= month), reverse=True)[:1])


def correction_rows(found: list[Correction]) -> list[dict[str, str]]:
    """Each version of a corrected figure, with when and why."""
    return [
        {
            "label": BY_MEASURE[one.measure].label,
            "version": str(one.version),
            "at": show_date(one.at.date()),
            "value": value_text(one.cell),
            "note": one.note or _("First published."),
        }
        for one in found
    ]
