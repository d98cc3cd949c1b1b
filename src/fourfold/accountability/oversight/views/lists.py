"""Emergency access, and the checkpoints of the second agency."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.accountability.oversight import policies
from fourfold.accountability.oversight.forms.breaches import AgencyForm
from fourfold.accountability.oversight.operations.checkpoints import name_witness
from fourfold.accountability.oversight.policies import Permission
from fourfold.accountability.oversight.presenters.around import parts
from fourfold.accountability.oversight.queries.checkpoints import sent_checkpoints, witness_of
from fourfold.accountability.oversight.queries.people import names_of_accounts
from fourfold.ground.kernel.clock import now
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.ground.web.tables import Paging, with_parameters
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.access.queries.emergencies import emergencies_of_others
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.queries import agencies_to_choose


@require_safe
def emergencies(request: HttpRequest) -> HttpResponse:
    """Emergency access that waits for its review, and what reviews found."""
    actor = standing(request)
    chosen = "reviewed" if request.GET.get("show") == "reviewed" else "waiting"
    require(policies.oversee(actor), Permission.SEE_EMERGENCIES, subject_kind="access.emergency")
    counts = {
        name: emergencies_of_others(actor, waiting=name == "waiting").count() for name in ("waiting", "reviewed")
    }
    paging = Paging.read(request.GET, counts[chosen])
    found = list(emergencies_of_others(actor, waiting=chosen == "waiting")[paging.window])
    people = names_of_accounts(actor, {one.user_id for one in found})
    agencies = dict(agencies_to_choose(actor))
    purposes = catalogue(actor).purposes
    findings = {None: "", True: _("It was right"), False: _("It was not right")}
    labels = {"waiting": _("Waiting for review"), "reviewed": _("Reviewed")}
    context = {
        "parts": parts(actor, "oversight:emergencies"),
        "quick": [
            {
                "text": text,
                "href": with_parameters(request.GET, show=name, page=None),
                "count": counts[name],
                "active": name == chosen,
            }
            for name, text in labels.items()
        ],
        "rows": [
            {
                "use": one,
                "who": people.get(one.user_id, _("Somebody who has left")),
                "agency": agencies.get(one.agency_id, ""),
                "purpose": purposes[one.purpose].label if one.purpose in purposes else one.purpose,
                "href": _review_of(one.pk),
                "found": findings[one.was_appropriate],
            }
            for one in found
        ],
        "paging": paging,
        "show": chosen,
    }
    return render(request, "oversight/emergencies.html", context)


@require_safe
def checkpoints(request: HttpRequest) -> HttpResponse:
    """Who keeps the checkpoints, what was sent, and how the second agency checks the log by itself."""
    actor = standing(request)
    witness = witness_of(actor)
    sent = sent_checkpoints(actor)
    paging = Paging.read(request.GET, sent.count())
    context: dict[str, Any] = {
        "parts": parts(actor, "oversight:checkpoints"),
        "witness": witness,
        "sent": sent[paging.window],
        "paging": paging,
        "may_name": bool(policies.name_witness(actor)),
    }
    return render(request, "oversight/checkpoints.html", context)


@require_http_methods(["GET", "POST"])
def witness(request: HttpRequest) -> HttpResponse:
    """Name the agency that keeps the checkpoints."""
    actor = standing(request)
    require(policies.name_witness(actor), Permission.NAME_WITNESS, subject_kind="oversight.witness")
    form = AgencyForm(request.POST or None, agencies=[(str(key), name) for key, name in agencies_to_choose(actor)])
    page = FormPage(
        _("Name the second agency"),
        then=reverse("oversight:checkpoints"),
        submit=_("Name it"),
        said=_("From now on, its data protection officers get the checkpoints."),
        intro=_("Choose an agency that does not run Fourfold and cannot change its database."),
    )

    def act() -> None:
        name_witness(actor=actor, now=now(), agency_id=UUID(form.cleaned_data["agency"]))

    return form_page(request, page, form, act)


def _review_of(emergency_id: UUID) -> str:
    return reverse("access:emergency-told", args=[emergency_id])
