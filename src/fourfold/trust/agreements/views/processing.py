"""The record of processing of an agency: the page, the spreadsheet, the CSV."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.documents.sheets import to_csv, to_xlsx
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.downloads import as_download
from fourfold.ground.web.tables import Paging
from fourfold.trust.access.middleware import standing
from fourfold.trust.agreements.forms.processing import AgencyForm
from fourfold.trust.agreements.paper import processing as paper
from fourfold.trust.agreements.queries.processing import record_of_processing
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agencies_to_choose

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def processing(request: HttpRequest) -> HttpResponse:
    """The record of the agency that is asked for; without one, of one's own."""
    actor = standing(request)
    offered = agencies_to_choose(actor)
    agency_id = _asked(request, actor, dict(offered))
    record = record_of_processing(actor, agency_id, dict(offered), on=today())
    paging = Paging.read(request.GET, len(record.processings))
    context = {
        "record": record,
        "agency_id": agency_id,
        "form": AgencyForm(offered=offered, initial={"agency": str(agency_id)}),
        "facts": list(paper.about(record)),
        "lines": record.processings[paging.window],
        "paging": paging,
    }
    return render(request, "agreements/processing.html", context)


@require_safe
def processing_file(request: HttpRequest, agency_id: UUID, kind: str) -> HttpResponse:
    """The record as a file, `xlsx` or `csv`."""
    actor = standing(request)
    names = dict(agencies_to_choose(actor))
    if kind not in ("xlsx", "csv") or agency_id not in names:
        raise NotFound("agreement.processing", agency_id)
    record = record_of_processing(actor, agency_id, names, on=today())
    name = f"record-of-processing-{today().isoformat()}.{kind}"
    if kind == "csv":
        return as_download(name, "text/csv; charset=utf-8", to_csv(paper.COLUMNS, paper.table(record)))
    sheets = (
        ("about", ("Marking", "OFFICIAL"), [(name, "\n".join(said)) for name, said in paper.about(record)]),
        ("processing", paper.COLUMNS, list(paper.table(record))),
    )
    return as_download(name, XLSX, to_xlsx(sheets))


def _asked(request: HttpRequest, actor: Standing, offered: dict[UUID, str]) -> UUID:
    """The agency of `?agency=`. Raises `NotFound` for one that is not there, and for people without an agency."""
    asked = request.GET.get("agency", "")
    try:
        agency_id = UUID(asked) if asked else (actor.home.agency_id if actor.home else None)
    except ValueError:
        agency_id = None
    if agency_id is None or agency_id not in offered:
        raise NotFound("agreement.processing", asked)
    return agency_id
