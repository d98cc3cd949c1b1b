"""What feeds must look like: the contracts, a page each, and an example file. They hold no data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.engines.tabular.contract import Contract
from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.contracts import contract_keys
from fourfold.records.feeds.domain.contracts import contracts as all_contracts
from fourfold.records.feeds.domain.examples import example_csv
from fourfold.records.feeds.presenters import contracts as present
from fourfold.records.feeds.presenters.columns import column_lines, long_lists
from fourfold.records.feeds.queries.sending import senders
from fourfold.trust.access.middleware import standing


@require_safe
def contracts(request: HttpRequest) -> HttpResponse:
    """Every contract: agencies' own feeds first, then published data."""
    return render(request, "feeds/contracts.html", {"contracts": present.listed(all_contracts())})


@require_safe
def contract(request: HttpRequest, key: str) -> HttpResponse:
    """What a file of this feed must look like."""
    found = _found(key)
    context = {
        "contract": found,
        "bar": present.bar_of(found),
        "may_send": any(found in one.contracts for one in senders(standing(request))),
        "columns": column_lines(found),
        "lists": long_lists(found),
        "rules": present.rule_lines(found),
        "about": present.about(found),
    }
    return render(request, "feeds/contract.html", context)


@require_safe
def example(_request: HttpRequest, key: str) -> HttpResponse:
    """An example file as CSV, about nobody."""
    found = _found(key)
    # The mark in front tells Excel that the file is UTF-8; our own reader takes it out.
    response = HttpResponse("\ufeff" + example_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.key}-example.csv"'
    return response


def _found(key: str) -> Contract:
    if key not in contract_keys():
        raise NotFound("contract", key)
    return contract_of(key)
