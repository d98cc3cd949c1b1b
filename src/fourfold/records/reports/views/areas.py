"""My area: all districts in a month, one district with its trend, and their figures as files and pictures."""

import csv
from datetime import date
from io import StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.clock import show_date, today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.downloads import as_download
from fourfold.records.identity.queries.places import District
from fourfold.records.reports.domain.areas import CATALOGUE, MONTHS, OUTSIDE, UNPLACED, Counted, months_to, read_month
from fourfold.records.reports.presenters import areas as presenter
from fourfold.records.reports.presenters.area_charts import drawing, trend
from fourfold.records.reports.presenters.area_files import file_rows
from fourfold.records.reports.queries import areas as queries
from fourfold.trust.access.middleware import standing


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """Every district in the month that the address names, else in the newest."""
    actor = standing(request)
    known = queries.published_months(actor)
    month = _month(request, known)
    found = queries.figures(actor, months_to(month) if month else [])
    context: dict[str, Any] = {
        **_choices(known, month),
        "here": reverse("reports:areas"),
        "districts": [
            {"name": one.name, "href": reverse("reports:area", args=[one.code])} for one in found.districts
        ],
        "measures": [{"label": one.label, "numeric": True} for one in presenter.out_in(found, month)]
        if month
        else [],
        "rows": presenter.overview_rows(found, month) if month else [],
        "sources": presenter.sources(found, month) if month else [],
        "late": presenter.late_texts(found, month) if month else [],
    }
    return render(request, "reports/areas.html", context)


@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One district: the month beside the year before and the county, two years as charts or as tables."""
    actor = standing(request)
    known = queries.published_months(actor)
    month = _month(request, known)
    months = months_to(month) if month else []
    found = queries.figures(actor, months)
    here = found.district(code)
    as_table = request.GET.get("as") == "table"
    context = {
        **_choices(known, month),
        "here": reverse("reports:area", args=[code]),
        "code": code,
        "district": here,
        "as_table": as_table,
        "districts": [{"code": one.code, "name": one.name} for one in found.districts],
    }
    if month:
        context |= {
            "lines": presenter.glance(found, here, month, months),
            "before": presenter.month_name(months[-13]),
            "trends": [
                _trend(found, one, months, here, as_table=as_table)
                for one in CATALOGUE
                if any(found.cell(one.measure, each, code) for each in months)
            ],
            "sources": presenter.sources(found, month),
            "corrections": presenter.correction_rows(queries.corrections(actor, month, code)),
        }
    context["deprivation"] = presenter.deprivation_text(here, queries.deprivation(actor))
    return render(request, "reports/area.html", context)


@require_safe
def figures_csv(request: HttpRequest, code: str = "") -> HttpResponse:
    """Two years of published figures as CSV: of one district, or of all."""
    actor = standing(request)
    month = _month(request, queries.published_months(actor))
    months = months_to(month) if month else []
    found = queries.figures(actor, months)
    codes = [found.district(code).code] if code else [*(one.code for one in found.districts), UNPLACED, OUTSIDE]
    out = StringIO()
    csv.writer(out).writerows(file_rows(found, months, codes))
    name = f"my-area-{code or 'all'}{f'-{month:%Y-%m}' if month else ''}.csv"
    # The mark in front tells Excel that the file is UTF-8.
    return as_download(name, "text/csv; charset=utf-8", ("\ufeff" + out.getvalue()).encode())


@require_safe
def picture(request: HttpRequest, code: str, measure: str) -> HttpResponse:
    """One chart as a picture, with its source and date."""
    actor = standing(request)
    one = next((each for each in CATALOGUE if each.measure == measure), None)
    month = _month(request, queries.published_months(actor))
    if one is None or month is None:
        raise NotFound("area-figures", measure)
    months = months_to(month)
    found = queries.figures(actor, months)
    here = found.district(code)
    told = next(told for told in presenter.sources(found, month) if told["label"] == one.label)
    signed = " ".join(part for part in (told["from"], told["attribution"], told["made_up"]) if part)
    drawn = trend(found, one, months, here, signed=f"{signed} {_('Saved on')} {show_date(today())}.")
    if not drawn:
        raise NotFound("area-figures", measure)
    return as_download(f"{one.measure}-{code}-{month:%Y-%m}.svg", "image/svg+xml", drawn.encode())


def _trend(
    found: queries.Figures, one: Counted, months: list[date], here: District, *, as_table: bool
) -> dict[str, Any]:
    return {
        "key": one.measure,
        "label": one.label,
        "text": one.text,
        "rows": presenter.trend_rows(found, one.measure, months, here.code) if as_table else [],
        "chart": "" if as_table else drawing(found, one, months, here),
        "warnings": [presenter.odd_text(odd) for odd in presenter.odd_months(found, one.measure, months).values()],
    }


def _month(request: HttpRequest, known: list[date]) -> date | None:
    """The month that the address names where something is published of it; else the newest."""
    wanted = read_month(request.GET.get("month", ""))
    return wanted if wanted in known else next(iter(known), None)


def _choices(known: list[date], month: date | None) -> dict[str, Any]:
    return {
        "month": presenter.month_name(month) if month else "",
        "month_key": f"{month:%Y-%m}" if month else "",
        "months": [{"key": f"{one:%Y-%m}", "name": presenter.month_name(one)} for one in known],
        "window": MONTHS,
    }
