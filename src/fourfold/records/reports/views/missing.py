"""The missing children report: the newest, or an earlier one, and its figures as a file."""

import csv
from datetime import date
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.clock import show_moment
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.downloads import as_download
from fourfold.records.feeds.wording import month_text
from fourfold.records.reports.presenters import missing as present
from fourfold.records.reports.presenters.missing_charts import episodes_chart, interviews_chart
from fourfold.records.reports.queries.missing import Published, missing_report, missing_reports
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.queries import agency_types


@require_safe
def missing_children(request: HttpRequest) -> HttpResponse:
    """The newest report, or the one whose end the address names."""
    actor = standing(request)
    report = missing_report(actor, _wanted(request))
    if report is None:
        return render(request, "reports/missing.html", {"report": None})
    senders = {one for feed in report.basis.values() if isinstance(feed, dict) for one in feed["agencies"]}
    names = {str(key): name for key, (name, _kind) in agency_types(actor, senders).items()}
    context = {
        "report": report,
        "period": present.period_text(report),
        "published": show_moment(report.published_at),
        "findings": present.findings(report),
        "tables": present.shown_tables(report),
        "charts": {"month": episodes_chart(report), "interviews": interviews_chart(report)},
        "notes": present.notes(report, names),
        "others": [
            {"text": month_text(f"{present.last_month(until):%Y-%m}"), "href": f"?until={until:%Y-%m-%d}"}
            for until in missing_reports(actor)
            if until != report.until
        ],
    }
    return render(request, "reports/missing.html", context)


@require_safe
def missing_children_csv(request: HttpRequest, until: str) -> HttpResponse:
    """Every published cell of a report as CSV."""
    report = missing_report(standing(request), _day(until))
    if report is None:
        raise NotFound("missing-report", until)
    return as_download(f"missing-children-{until}.csv", "text/csv; charset=utf-8", _csv(report))


def _csv(report: Published) -> bytes:
    out = StringIO()
    csv.writer(out).writerows(present.csv_rows(report))
    # The mark in front tells Excel that the file is UTF-8.
    return ("\ufeff" + out.getvalue()).encode()


def _wanted(request: HttpRequest) -> date | None:
    text = request.GET.get("until", "")
    return _day(text) if text else None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFound("missing-report", text[:20]) from None
