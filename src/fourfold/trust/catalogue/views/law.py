"""The records of law: lists by kind, and a page each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.tables import Paging
from fourfold.trust.catalogue import policies, queries
from fourfold.trust.catalogue.presenters import law as present
from fourfold.trust.catalogue.views.asking import standing


@require_safe
def law(request: HttpRequest, kind: str = "purposes") -> HttpResponse:
    """The records of one kind, in the order of the catalogue."""
    actor = standing(request)
    catalogue = queries.catalogue(actor)
    if kind not in present.KINDS:
        raise NotFound("catalogue.kind", kind)
    found = present.records(catalogue, kind)
    paging = Paging.read(request.GET, len(found))
    day = today()
    name, lede = present.KINDS[kind]
    context = {
        "rows": [present.row(kind, entry, day) for entry in found[paging.window]],
        "paging": paging,
        "tabs": present.tabs(catalogue, kind),
        "name": name,
        "lede": lede,
        "unverified": sum(entry.verified_on is None for entry in found),
        "may_propose": kind == "purposes" and policies.propose(actor),
    }
    return render(request, "catalogue/law.html", context)


@require_safe
def record(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One record: what it lets, what it excludes, where it stands, and how far it reaches."""
    catalogue = queries.catalogue(standing(request))
    if kind not in present.KINDS:
        raise NotFound("catalogue.kind", kind)
    entry = next((one for one in present.records(catalogue, kind) if one.key == key), None)
    if entry is None:
        raise NotFound("catalogue.record", key)
    day = today()
    context = {
        "entry": entry,
        "kind": kind,
        "kind_name": present.KINDS[kind][0],
        "identity": present.identity(kind, entry, day),
        "about": present.about(catalogue, entry, day),
        "reach": present.reach(catalogue, entry),
        "is_open": entry.is_open(day),
    }
    return render(request, "catalogue/record.html", context)
