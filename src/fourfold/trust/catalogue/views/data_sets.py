"""Data sets: the list, and a page each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.tables import Paging
from fourfold.trust.catalogue import queries
from fourfold.trust.catalogue.presenters import data_sets as present
from fourfold.trust.catalogue.views.asking import standing


@require_safe
def data_sets(request: HttpRequest) -> HttpResponse:
    """Every data set, with for how many agencies it is live."""
    actor = standing(request)
    found = list(queries.catalogue(actor).data_sets.values())
    paging = Paging.read(request.GET, len(found))
    live = queries.holdings(actor)
    rows = [
        present.row(data_set, [one for one in live if one.data_set == data_set.key])
        for data_set in found[paging.window]
    ]
    return render(request, "catalogue/data_sets.html", {"rows": rows, "paging": paging})


@require_safe
def data_set(request: HttpRequest, key: str) -> HttpResponse:
    """One data set: its fields, whose it is, how agreements could share it, and where it is live."""
    actor = standing(request)
    catalogue = queries.catalogue(actor)
    found = catalogue.data_sets.get(key)
    if found is None:
        raise NotFound("catalogue.data_set", key)
    live = queries.holdings(actor, data_set=key)
    paging = Paging.read(request.GET, len(live))
    context = {
        "data_set": found,
        "identity": present.identity(found),
        "about": present.about(found),
        "fields": present.fields(found),
        "possible": present.possible(found, catalogue, today()),
        "holders": [present.holder(one) for one in live[paging.window]],
        "paging": paging,
    }
    return render(request, "catalogue/data_set.html", context)
