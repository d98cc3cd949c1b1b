"""Adding people, giving and ending roles, opening and closing accounts. For administrators, after a step-up."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.partnership import operations
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.finding import agencies_to_choose, role_of_person
from fourfold.trust.partnership.forms.people import EndRoleForm, NewPersonForm, RoleForm
from fourfold.trust.partnership.queries import person_for_actor
from fourfold.trust.partnership.step_up import require_step_up
from fourfold.trust.partnership.views import administrators_only, standing

form_view = require_http_methods(["GET", "HEAD", "POST"])


@form_view
@administrators_only
@require_step_up
def person_add(request: HttpRequest) -> HttpResponse:
    """Add somebody with a first role."""
    day = today()
    form = NewPersonForm(request.POST or None, agencies=agencies_to_choose(standing(request), today=day), today=day)
    if form.is_valid():
        asked = form.cleaned_data
        new = operations.NewPerson(name=asked["name"], email=asked["email"], title=asked["title"], **_place(asked))
        try:
            added = operations.add_person(actor=standing(request), now=now(), new=new, since=asked["since"])
        except BadInput as error:
            form.add_problems(error)
        else:
            messages.success(request, _("%(name)s is added.") % {"name": added.name})
            return redirect("partnership:person", person_id=added.pk)
    return render(request, "partnership/person_add.html", {"form": form})


def _place(asked: dict[str, Any]) -> dict[str, Any]:
    return {"agency_id": UUID(asked["agency"]), "kind": RoleKind(asked["kind"])}


@form_view
@administrators_only
@require_step_up
def role_give(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Give somebody a role from a day on."""
    actor, day = standing(request), today()
    person = person_for_actor(actor, person_id)
    form = RoleForm(request.POST or None, agencies=agencies_to_choose(actor, today=day), today=day)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            operations.give_role(
                actor=actor,
                now=now(),
                person_id=person_id,
                since=asked["since"],
                title=asked["title"],
                **_place(asked),
            )
        except BadInput as error:
            form.add_problems(error)
        else:
            messages.success(request, _("The role is given."))
            return redirect("partnership:person", person_id=person_id)
    return render(request, "partnership/role_give.html", {"form": form, "person": person})


@form_view
@administrators_only
@require_step_up
def role_end(request: HttpRequest, person_id: UUID, role_id: UUID) -> HttpResponse:
    """End a role. With the last one, the account closes."""
    actor = standing(request)
    role = role_of_person(actor, person_id=person_id, role_id=role_id)
    form = EndRoleForm(request.POST or None, today=today())
    if form.is_valid():
        until: date = form.cleaned_data["until"]
        try:
            operations.end_role(actor=actor, now=now(), role_id=role_id, until=until)
        except BadInput as error:
            form.add_problems(error)
        else:
            messages.success(request, _("The role is ended."))
            return redirect("partnership:person", person_id=person_id)
    return render(request, "partnership/role_end.html", {"form": form, "role": role, "person": role.person})


@require_POST
@administrators_only
@require_step_up
def invite(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Make a link with which somebody sets their password. It is shown on this page alone, once."""
    actor = standing(request)
    token = operations.invite(actor=actor, now=now(), person_id=person_id)
    link = request.build_absolute_uri(reverse("partnership:invitation", args=[token]))
    person = person_for_actor(actor, person_id)
    return render(request, "partnership/invited.html", {"link": link, "person": person})


@require_POST
@administrators_only
@require_step_up
def account_close(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Close an account at once."""
    operations.close_account(actor=standing(request), now=now(), person_id=person_id)
    messages.success(request, _("The account is closed. Whoever was signed in with it sees nothing any more."))
    return redirect("partnership:person", person_id=person_id)


@require_POST
@administrators_only
@require_step_up
def account_reopen(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Open a closed account again."""
    operations.reopen_account(actor=standing(request), now=now(), person_id=person_id)
    messages.success(request, _("The account is open again. Make a new link, so that they can set a password."))
    return redirect("partnership:person", person_id=person_id)


@require_POST
@administrators_only
@require_step_up
def factors_remove(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """For somebody who lost their phone and their recovery codes."""
    operations.remove_second_factors(actor=standing(request), now=now(), person_id=person_id)
    messages.success(request, _("The second factor is removed. They set up a new one when they next sign in."))
    return redirect("partnership:person", person_id=person_id)
