"""Deliveries of one's own agencies: the list, one with what became of it, how far it is, and its report."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fourfold.ground.documents.sheets import to_csv, to_xlsx
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.downloads import as_download
from fourfold.ground.web.tables import Paging
from fourfold.records.feeds import policies
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.records.feeds.forms.deliveries import DeliveryFilterForm
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.presenters import deliveries as present
from fourfold.records.feeds.presenters.months import months_of
from fourfold.records.feeds.presenters.progress import progress_of
from fourfold.records.feeds.presenters.waiting import waiting_line
from fourfold.records.feeds.queries import deliveries as queries
from fourfold.records.feeds.queries.sending import senders
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import names_of_accounts

PAGE = 25
_WITH_ROWS = (DeliveryState.DELIVERED, DeliveryState.REFUSED)
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """What one's agencies have sent, newest first."""
    actor = standing(request)
    agencies = senders(actor)
    filters = DeliveryFilterForm(request.GET, agencies)
    contract, state, holder = (filters.chosen(name) for name in ("contract", "state", "holder"))
    found = queries.deliveries(
        actor,
        contract=contract,
        state=DeliveryState(state) if state else None,
        holder=UUID(holder) if holder else None,
    )
    paging = Paging.read(request.GET, found.count())
    names = {str(one.agency_id): one.name for one in agencies}
    context = {
        "filters": filters,
        "rows": [present.row_of(one) for one in found[paging.window]],
        "paging": paging,
        "sentence": present.list_sentence(contract, state, names.get(holder, "")),
        "may_send": bool(agencies),
        "with_agency": len(agencies) > 1,
    }
    return render(request, "feeds/deliveries.html", context)


@require_safe
def delivery(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """One delivery: what became of it, or how far it is. Before its columns are said it leads to where they are."""
    actor = standing(request)
    found = queries.delivery(actor, delivery_id)
    looks_after = policies.handle(actor, holder_id=found.holder_id, sent_by=found.sent_by)
    if present.waits_for_sender(found) and looks_after:
        return redirect("feeds:delivery-columns", delivery_id)
    names = _names(actor, found)
    context = {
        "delivery": found,
        "bar": present.bar_of(found, names),
        "crumb": found.filename,
        "progress": progress_of(found),
        "outcome": [] if found.state == DeliveryState.REFUSED else present.outcome(found),
        "is_taken_back": present.is_taken_back(found),
        "remarks": present.remarks(found),
        "months": months_of(found),
        "about": present.about(found, contract_of(found.contract), names),
        "looks_after": looks_after,
        **(_waiting(request, actor, found) if looks_after else {"waiting": [], "paging": None}),
    }
    return render(request, "feeds/delivery.html", context)


def _waiting(request: HttpRequest, actor: Standing, found: Delivery) -> dict[str, object]:
    """The rows that wait, a page of them; of a refused delivery those that were the reason."""
    if found.state not in _WITH_ROWS:
        return {"waiting": [], "paging": None}
    paging = Paging.read(request.GET, queries.waiting_count(actor, found.pk), size=PAGE)
    rows = queries.waiting_rows(actor, found.pk, paging.window) if paging.total else []
    return {"waiting": [waiting_line(row) for row in rows], "paging": paging}


@require_safe
def progress(request: HttpRequest, delivery_id: UUID) -> JsonResponse:
    """How far a delivery is, for the script that keeps its page up to date."""
    return JsonResponse(progress_of(queries.delivery(standing(request), delivery_id)).as_json())


@require_safe
def report(request: HttpRequest, delivery_id: UUID, kind: str) -> HttpResponse:
    """What is wrong with which row and how to mend it, as a file: `csv` or `xlsx`."""
    if kind not in _KINDS:
        raise NotFound("delivery.report", kind)
    actor = standing(request)
    found = queries.delivery(actor, delivery_id)
    columns = [_("Row"), _("Column"), _("Value"), _("What is wrong"), _("How to mend it"), _("State")]
    lines = [[line[key] for key in queries.REPORT] for line in queries.report(actor, delivery_id)]
    content = to_csv(columns, lines) if kind == "csv" else to_xlsx([(_("Report"), columns, lines)])
    name = f"{found.contract}-{found.received_at:%Y-%m-%d}-report.{kind}"
    return as_download(name, _KINDS[kind], content)


def _names(actor: Standing, found: Delivery) -> dict[UUID, str]:
    ids = {one for one in (found.sent_by, found.decided_by, found.undone_by) if one}
    return names_of_accounts(actor, ids)
