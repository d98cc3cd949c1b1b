"""The directory of agencies, those that are no more among them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.ground.web.tables import Paging
from fourfold.trust.partnership import operations
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.finding import AgencyFilter, agency_in_full, find_agencies
from fourfold.trust.partnership.forms.directory import AgencyFilterForm, asked
from fourfold.trust.partnership.forms.work import ExpectedForm
from fourfold.trust.partnership.policies import Permission, may_administer, may_expect, may_keep_agency, require
from fourfold.trust.partnership.presenters import agencies as present
from fourfold.trust.partnership.presenters.around import parts
from fourfold.trust.partnership.queries import away_on, expected_roles, vacancies
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
        "parts": parts("partnership:agencies"),
    }
    return render(request, "partnership/agencies.html", context)


@require_safe
def agency(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """One agency: its people and who covers, the roles that nobody holds, where it comes from, what became of it."""
    actor, day = standing(request), today()
    found = agency_in_full(actor, agency_id)
    away = away_on(actor, {role.person_id for role in found.roles}, on=day)
    gaps = vacancies(actor, on=day, agency_ids=[agency_id])
    context = {
        "agency": present.page(found, away, gaps, today=day),
        "agency_id": agency_id,
        "may_expect": may_expect(actor) and not found.agency.is_collective,
        "may_federate": may_administer(actor) and not found.agency.is_collective,
        "may_add": may_keep_agency(actor, agency_id) and not found.agency.is_collective,
    }
    return render(request, "partnership/agency.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def expected(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """Say which roles an agency should have, from a day on."""
    actor, day = standing(request), today()
    found = agency_in_full(actor, agency_id).agency
    require(may_expect(actor), subject_id=agency_id, permission=Permission.EXPECT)
    kinds = expected_roles(actor, on=day).get(agency_id, ())
    form = ExpectedForm(request.POST or None, expected=kinds, today=day)
    page = FormPage(
        title=_("Roles it should have"),
        caption=found.name,
        then=reverse("partnership:agency", args=[agency_id]),
        intro=_("The directory shows a gap for each of them while nobody holds it."),
        said=_("What is expected of the agency is saved."),
    )

    def keep() -> None:
        asked = form.cleaned_data
        chosen = [RoleKind(kind) for kind in asked["kinds"]]
        operations.expect_roles(actor=actor, now=now(), agency_id=agency_id, kinds=chosen, since=asked["since"])

    return form_page(request, page, form, keep)
