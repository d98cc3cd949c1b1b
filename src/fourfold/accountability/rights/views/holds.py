"""Legal holds: what must be kept, why, and when that is looked at again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.accountability.rights.forms.handling import DayForm, FindForm, HoldForm, WordsForm
from fourfold.accountability.rights.operations import holds as operations
from fourfold.accountability.rights.presenters.parts import hold_line
from fourfold.accountability.rights.presenters.requests import birthdays, sections
from fourfold.accountability.rights.queries.parts import hold_for_actor, holds_for_actor
from fourfold.accountability.rights.queries.requests import agencies_of, candidates
from fourfold.accountability.rights.views.handling import person_of
from fourfold.accountability.rights.views.lists import handler
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.form_pages import NOT_TAKEN, FormPage, form_page
from fourfold.ground.web.tables import Paging

FORMS = ["GET", "POST"]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The holds of one's agency."""
    found = holds_for_actor(handler(request))
    paging = Paging.read(request.GET, found.count())
    context = {
        "sections": sections("rights:holds"),
        "lines": [hold_line(one, today()) for one in found[paging.window]],
        "paging": paging,
    }
    return render(request, "rights/holds.html", context)


@require_http_methods(FORMS)
def find(request: HttpRequest) -> HttpResponse:
    """Find whose records must be kept."""
    actor = handler(request)
    form = FindForm(request.POST or None)
    found = candidates(actor, form.cleaned_data["text"]) if form.is_valid() else None
    page = FormPage(_("Whose records must be kept?"), then=reverse("rights:holds"), submit=_("Search"))
    context = {
        "page": page,
        "form": form,
        "found": found,
        "born": birthdays(found or []),
        "named": set(),
        "asked": None,
    }
    return render(request, "rights/people.html", context, status=NOT_TAKEN if form.errors else 200)


@require_http_methods(FORMS)
def place(request: HttpRequest, reference: str) -> HttpResponse:
    """Place a hold."""
    actor = handler(request)
    person = person_of(actor, reference)
    mine = {role.agency_id for role in actor.roles} & agencies_of(actor)
    holder = next(iter(sorted(mine)), None)
    if holder is None:
        raise NotFound("rights.hold")
    form = HoldForm(request.POST or None)
    page = FormPage(
        _("Keep what we hold about %(reference)s") % {"reference": person.reference},
        then=reverse("rights:holds"),
        submit=_("Place the hold"),
        said=_("The hold stands: nothing of this person is removed until somebody lifts it."),
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.place_hold(
            actor=actor,
            now=now(),
            holder_id=holder,
            person=person,
            why=form.cleaned_data["why"],
            review_on=form.cleaned_data["review_on"],
        ),
    )


@require_http_methods(FORMS)
def lift(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Lift a hold."""
    actor = handler(request)
    hold = hold_for_actor(actor, hold_id)
    form = WordsForm(
        request.POST or None,
        label=_("Why need it not be kept any longer?"),
        empty=_("Say why it need not be kept any longer"),
    )
    page = FormPage(
        _("Lift this hold"),
        then=reverse("rights:holds"),
        caption=hold.reference,
        submit=_("Lift it"),
        said=_("The hold is lifted."),
        intro=hold.why,
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.lift_hold(actor=actor, now=now(), hold_id=hold_id, why=form.cleaned_data["text"]),
    )


@require_http_methods(FORMS)
def review(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Keep a hold, and say when it is looked at again."""
    actor = handler(request)
    hold = hold_for_actor(actor, hold_id)
    form = DayForm(request.POST or None, label=_("When is it looked at again?"))
    page = FormPage(
        _("Keep this hold"), then=reverse("rights:holds"), caption=hold.reference, said=_("Kept."), intro=hold.why
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.review_hold(actor=actor, now=now(), hold_id=hold_id, review_on=form.cleaned_data["on"]),
    )
