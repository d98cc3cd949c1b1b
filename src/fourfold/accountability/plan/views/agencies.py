"""Naming the agencies of an action, for coordinators."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.states import Part
from fourfold.accountability.plan.forms.actions import AgenciesForm
from fourfold.accountability.plan.models import Action
from fourfold.accountability.plan.operations.agencies import AgencyPart, set_agencies
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.queries.action import action_for_actor
from fourfold.accountability.plan.views.edit import action_to_change, page_of
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import Conflict
from fourfold.ground.web.form_pages import CONFLICT, form_page
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.queries import agencies_to_choose


@require_http_methods(["GET", "POST"])
def agencies(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Name the agencies of an action and their parts."""
    actor = standing(request)
    action = action_to_change(actor, action_id)
    require(policies.coordinate(actor), Permission.COORDINATE, subject_kind="plan.action", subject_id=action_id)
    known = [(str(agency_id), name) for agency_id, name in agencies_to_choose(actor)]
    form = AgenciesForm(request.POST or None, now=_parts(action), known=known, initial={"version": action.version})
    page = page_of(
        action,
        "Agencies of this action",
        request,
        intro="Agencies that lead or deliver an action can change it. Those that give input can read and comment.",
        submit="Save agencies",
        said="The agencies were saved.",
        template="plan/agencies.html",
    )

    def save() -> None:
        version = form.cleaned_data["version"]
        set_agencies(actor=actor, now=now(), action_id=action.pk, parts=form.parts(), version=version)

    try:
        return form_page(request, page, form, save)
    except Conflict:
        newest = action_for_actor(actor, action_id)
        met = AgenciesForm(now=_parts(newest), known=known, initial=_kept(form, newest))
        return render(request, page.template, {"form": met, "page": page, "met": True}, status=CONFLICT)


def _parts(action: Action) -> list[AgencyPart]:
    return [AgencyPart(item.agency_id, item.named, Part(item.part), item.qualifier) for item in action.agencies.all()]


def _kept(form: AgenciesForm, newest: Action) -> dict[str, object]:
    """What was chosen, placed on the agencies as they are now: nothing that was chosen is lost."""
    chosen = {
        part.agency_id or part.name: form.cleaned_data.get(f"part_{place}", "") for place, part in enumerate(form.now)
    }
    placed = {
        f"part_{place}": chosen.get(part.agency_id or part.name, part.part.value)
        for place, part in enumerate(_parts(newest))
    }
    typed = {name: form.cleaned_data.get(name, "") for name in ("agency", "agency_part", "agency_qualifier")}
    return placed | typed | {"version": newest.version}
