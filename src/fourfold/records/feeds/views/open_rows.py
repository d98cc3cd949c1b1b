"""Published data: which there is, its exact counts, its rows, and a download that names its source."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fourfold.engines.tabular.contract import Contract
from fourfold.ground.documents.sheets import to_csv
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.ground.web.downloads import as_download
from fourfold.ground.web.tables import Paging
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.contracts import contract_keys
from fourfold.records.feeds.domain.contracts import contracts as all_contracts
from fourfold.records.feeds.forms.open_rows import OpenFilterForm
from fourfold.records.feeds.presenters import contracts as present_contracts
from fourfold.records.feeds.presenters import open_rows as present
from fourfold.records.feeds.queries import open_rows as queries
from fourfold.trust.access.middleware import standing

PAGE = 25


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """The published data that there is."""
    return render(request, "feeds/open_data.html", {"lines": present_contracts.published(all_contracts())})


@require_safe
def open_rows(request: HttpRequest, key: str) -> HttpResponse:
    """One of them: counts by month, district and kind, and the rows."""
    actor, contract = standing(request), _found(key)
    found = queries.groups(actor, key)
    labels = present.labels(contract, found)
    filters = _filters(request, labels)
    wanted = filters.wanted(key)
    total = present.total(found, wanted)
    paging = Paging.read(request.GET, min(total, queries.MOST_SHOWN), size=PAGE)
    columns = present.shown_columns(contract)
    context = {
        "contract": contract,
        "filters": filters,
        "total": total,
        "sentence": present.sentence(wanted, labels),
        "months": present.months(found, wanted),
        "districts": present.lines(found, wanted, "district", labels.districts),
        "categories": present.lines(found, wanted, "category", labels.categories),
        "columns": columns,
        "rows": [present.cells(row, columns) for row in queries.rows(actor, wanted, paging.window)],
        "paging": paging,
        "is_cut": total > queries.MOST_SHOWN,
        "is_too_large": total > queries.MOST_IN_FILE,
        "query": request.GET.urlencode(),
    }
    return render(request, "feeds/open_rows.html", context)


@require_safe
def download(request: HttpRequest, key: str) -> HttpResponse:
    """The rows as CSV, each with whom to name for it; nothing in it is a formula."""
    actor, contract = standing(request), _found(key)
    found = queries.groups(actor, key)
    wanted = _filters(request, present.labels(contract, found)).wanted(key)
    if present.total(found, wanted) > queries.MOST_IN_FILE:
        raise BadInput.one(
            _("A download holds up to %(most)s rows. Go back, and choose a month, a district or a kind.")
            % {"most": f"{queries.MOST_IN_FILE:,}"}
        )
    rows = queries.rows(actor, wanted, slice(0, queries.MOST_IN_FILE))
    content = to_csv(present.file_columns(contract), (present.file_line(row, contract) for row in rows))
    name = "-".join(part for part in (key, f"{wanted.month:%Y-%m}" if wanted.month else "") if part)
    return as_download(f"{name}.csv", "text/csv; charset=utf-8", content)


def _filters(request: HttpRequest, labels: present.Labels) -> OpenFilterForm:
    return OpenFilterForm(request.GET, months=labels.months, districts=labels.districts, categories=labels.categories)


def _found(key: str) -> Contract:
    if key not in contract_keys() or not contract_of(key).is_open:
        raise NotFound("open-data", key)
    return contract_of(key)
