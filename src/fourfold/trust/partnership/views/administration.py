"""Adding people, giving and ending roles, opening and closing accounts. For administrators, after a step-up."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.web.form_pages import FormPage, carried_out, form_page, show
from fourfold.trust.partnership import operations, policies
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.finding import agencies_to_choose, role_of_person
from fourfold.trust.partnership.forms.people import EndRoleForm, NewPersonForm, RoleForm
from fourfold.trust.partnership.queries import person_for_actor, tenures_of
from fourfold.trust.partnership.step_up import require_step_up
from fourfold.trust.partnership.views import keepers_only, standing

form_view = require_http_methods(["GET", "HEAD", "POST"])


def _role_choices(actor: Standing) -> dict[str, Any]:
    """What the actor may give, and where."""
    day = today()
    agencies = agencies_to_choose(actor, today=day)
    return {"agencies": agencies, "all_roles": policies.may_administer(actor), "today": day}


@form_view
@keepers_only
@require_step_up
def person_add(request: HttpRequest) -> HttpResponse:
    """Add somebody with a first role."""
    actor = standing(request)
    form = NewPersonForm(request.POST or None, **_role_choices(actor))
    added: list[UUID] = []

    def add() -> None:
        asked = form.cleaned_data
        new = operations.NewPerson(name=asked["name"], email=asked["email"], title=asked["title"], **_place(asked))
        added.append(operations.add_person(actor=actor, now=now(), new=new, since=asked["since"]).pk)

    if carried_out(request, form, add):
        messages.success(request, _("%(name)s is added.") % {"name": form.cleaned_data["name"]})
        return redirect("partnership:person", person_id=added[0])
    page = FormPage(title=_("Add a person"), then=reverse("partnership:people"), submit=_("Add"))
    return show(request, page, form)


def _place(asked: dict[str, Any]) -> dict[str, Any]:
    return {"agency_id": UUID(asked["agency"]), "kind": RoleKind(asked["kind"])}


@form_view
@keepers_only
@require_step_up
def role_give(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Give somebody a role from a day on."""
    actor = standing(request)
    person = person_for_actor(actor, person_id)
    policies.require(
        policies.may_give_some(actor, tenures_of(person_id), on=today()),
        subject_id=person_id,
        reason=policies.NOT_YOURS,
    )
    form = RoleForm(request.POST or None, **_role_choices(actor))
    page = FormPage(
        title=_("Give a role"),
        caption=person.name,
        then=reverse("partnership:person", args=[person_id]),
        submit=_("Give the role"),
        said=_("The role is given."),
    )

    def give() -> None:
        asked = form.cleaned_data
        told = {"since": asked["since"], "title": asked["title"], **_place(asked)}
        operations.give_role(actor=actor, now=now(), person_id=person_id, **told)

    return form_page(request, page, form, give)


@form_view
@keepers_only
@require_step_up
def role_end(request: HttpRequest, person_id: UUID, role_id: UUID) -> HttpResponse:
    """End a role. With the last one, the account closes."""
    actor = standing(request)
    role = role_of_person(actor, person_id=person_id, role_id=role_id)
    allowed = policies.may_end(actor, agency_id=role.agency_id, kind=RoleKind(role.kind))
    policies.require(allowed, subject_id=role_id, reason=policies.NOT_YOURS)
    form = EndRoleForm(request.POST or None, today=today())
    page = FormPage(
        title=_("End a role"),
        caption=role.person.name,
        then=reverse("partnership:person", args=[person_id]),
        submit=_("End the role"),
        said=_("The role is ended."),
        template="partnership/role_end.html",
        more={"role": role},
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.end_role(actor=actor, now=now(), role_id=role_id, until=form.cleaned_data["until"]),
    )


@require_POST
@keepers_only
@require_step_up
def invite(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Make a link with which somebody sets their password. It is shown on this page alone, once."""
    actor = standing(request)
    token = operations.invite(actor=actor, now=now(), person_id=person_id)
    link = request.build_absolute_uri(reverse("partnership:invitation", args=[token]))
    person = person_for_actor(actor, person_id)
    return render(request, "partnership/invited.html", {"link": link, "person": person})


def _with_account(act: Callable[..., object], said: str) -> Callable[..., HttpResponse]:
    """A button of a person's page that does one thing with their account, and says so."""

    @require_POST
    @keepers_only
    @require_step_up
    def view(request: HttpRequest, person_id: UUID) -> HttpResponse:
        act(actor=standing(request), now=now(), person_id=person_id)
        messages.success(request, _(said))
        return redirect("partnership:person", person_id=person_id)

    return view


account_close = _with_account(
    operations.close_account, "The account is closed. Whoever was signed in with it sees nothing any more."
)
account_reopen = _with_account(
    operations.reopen_account, "The account is open again. Make a new link, so that they can set a password."
)
factors_remove = _with_account(
    operations.remove_second_factors,
    "The second factor is removed. They set up a new one when they next sign in.",
)
