"""One area: what its code stands for, and what became of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.records.identity.presenters.places import area_page
from fourfold.records.identity.queries.places import area_for_actor
from fourfold.trust.access.middleware import standing


@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """What there is to know of a code."""
    found = area_for_actor(standing(request), code)
    return render(request, "identity/area.html", area_page(code, found))
