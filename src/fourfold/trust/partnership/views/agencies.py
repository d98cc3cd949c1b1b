"""The directory of agencies, those that are no more among them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.clock import today
from fourfold.ground.web.tables import Paging
from fourfold.trust.partnership.finding import AgencyFilter, agency_in_full, find_agencies
from fourfold.trust.partnership.forms.directory import AgencyFilterForm, asked
from fourfold.trust.partnership.presenters import agencies as present
from fourfold.trust.partnership.views import standing


@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """All agencies, by name; `?q=`, `?type=` and `?when=` choose among them."""
    form = AgencyFilterForm(request.GET)
    answers = asked(form)
    wanted = AgencyFilter(type=answers["type"], when=answers["when"], words=answers["q"])
    day = today()
    found = find_agencies(standing(request), wanted, today=day)
    total = found.count()
    paging = Paging.read(request.GET, total)
    context = {
        "filters": form,
        "active": sum(bool(answer) for answer in answers.values()),
        "rows": [present.row(agency, today=day) for agency in found[paging.window]],
        "total": total,
        "shown": present.shown(wanted),
        "paging": paging,
    }
    return render(request, "partnership/agencies.html", context)


@require_safe
def agency(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """One agency: what it is, where it comes from, what became of it, and its people."""
    found = agency_in_full(standing(request), agency_id)
    return render(request, "partnership/agency.html", {"agency": present.page(found, today=today())})
