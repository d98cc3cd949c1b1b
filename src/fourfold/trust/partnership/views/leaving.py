"""Leaving an agency and handing a role over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.web.form_pages import FormPage, carried_out, form_page, show
from fourfold.trust.partnership import operations, policies
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.finding import role_of_person
from fourfold.trust.partnership.forms.work import HandOverForm, LeaveForm
from fourfold.trust.partnership.presenters import leaving as present
from fourfold.trust.partnership.queries import person_for_actor
from fourfold.trust.partnership.queries.cover import could_cover, covered_by
from fourfold.trust.partnership.step_up import require_step_up
from fourfold.trust.partnership.views import keepers_only, standing

form_view = require_http_methods(["GET", "HEAD", "POST"])


@form_view
@keepers_only
@require_step_up
def leave(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Mark somebody as left: what they leave behind, and when. Hand-over stands beside each role."""
    actor, day = standing(request), today()
    person = person_for_actor(actor, person_id)
    behind = present.left_behind(actor, person, covered_by(actor, person_id, on=day), today=day)
    policies.require(bool(behind.agencies), subject_id=person_id, reason=policies.NOT_YOURS)
    form = LeaveForm(request.POST or None, agencies=behind.agencies, today=day)

    def left() -> None:
        asked = form.cleaned_data
        operations.mark_left(
            actor=actor, now=now(), person_id=person_id, agency_id=UUID(asked["agency"]), on=asked["on"]
        )

    page = FormPage(
        title=_("Mark as left"),
        caption=person.name,
        then=reverse("partnership:person", args=[person_id]),
        submit=_("Mark as left"),
        template="partnership/leave.html",
        more={"behind": behind},
    )
    if carried_out(request, form, left):
        messages.success(request, present.what_became(form.cleaned_data["on"], today=day))
        return redirect(page.then)
    return show(request, page, form)


@form_view
@require_step_up
def hand_over(request: HttpRequest, person_id: UUID, role_id: UUID) -> HttpResponse:
    """End a role and begin it for a colleague, on one day. By its holder or an administrator."""
    actor, day = standing(request), today()
    role = role_of_person(actor, person_id=person_id, role_id=role_id)
    kind = RoleKind(role.kind)
    allowed = policies.may_hand_over(actor, person_id=person_id, agency_id=role.agency_id, kind=kind)
    policies.require(allowed, subject_id=role_id, permission=policies.Permission.HAND_OVER)
    colleagues = could_cover([role_id], on=day)[role_id]
    holder = "" if person_id == actor.person_id else role.person.name
    form = HandOverForm(request.POST or None, colleagues=colleagues, holder=holder, today=day)

    def hand() -> None:
        asked = form.cleaned_data
        told = operations.HandOver(role_id, UUID(asked["to"]), asked["on"], stays=asked["stays"])
        operations.hand_over(actor=actor, now=now(), asked=told)

    page = FormPage(
        title=_("Hand over: %(role)s") % {"role": kind.label},
        caption=f"{role.person.name}, {role.agency.name}",
        then=reverse("partnership:person", args=[person_id]),
        submit=_("Hand the role over"),
        said=_("The role is handed over, and we write to whoever takes it."),
        template="partnership/hand_over.html",
        more={"colleagues": colleagues, "agency": role.agency},
    )
    return form_page(request, page, form, hand)
