"""Searching the audit log, and who looked at a person."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fourfold.accountability.oversight import policies
from fourfold.accountability.oversight.domain.searching import Place
from fourfold.accountability.oversight.forms.search import SearchForm
from fourfold.accountability.oversight.operations import searching
from fourfold.accountability.oversight.policies import Permission
from fourfold.accountability.oversight.presenters.around import parts
from fourfold.accountability.oversight.presenters.entries import line_of, sentence
from fourfold.accountability.oversight.queries.entries import person_of_reference
from fourfold.accountability.oversight.views.naming import names_for
from fourfold.ground.kernel.clock import now
from fourfold.ground.web.form_pages import NOT_TAKEN
from fourfold.ground.web.tables import with_parameters
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.domain.references import canonical
from fourfold.trust.access.middleware import standing
from fourfold.trust.access.step_up import require_step_up
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import PersonChoice, agencies_to_choose, people_to_choose


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Who did what: entries that the officer answers for, newest first."""
    actor = standing(request)
    require(policies.oversee(actor), Permission.SEARCH, subject_kind="audit.entry")
    people = people_to_choose(actor)
    law = catalogue(actor)
    form = _form(request, law, people)
    around = {"form": form, "parts": parts(actor, "oversight:search"), "asked": bool(request.GET)}
    about = _about(actor, form)
    if not form.is_valid():
        return render(request, "oversight/search.html", around, status=NOT_TAKEN)
    wanted = form.wanted(about)
    found = searching.search(actor=actor, now=now(), wanted=wanted, place=Place.read(request.GET.get("before", "")))
    names = names_for(actor, found.entries, law, known={one.user_id: one.name for one in people if one.user_id})
    context = around | {
        "lines": [line_of(entry, names) for entry in found.entries],
        "sentence": sentence(wanted, names),
        "older": with_parameters(request.GET, before=found.then) if found.then else "",
        "newest": with_parameters(request.GET, before=None) if request.GET.get("before") else "",
        "export": reverse("oversight:export") + with_parameters(request.GET, before=None),
    }
    return render(request, "oversight/search.html", context)


@require_safe
@require_step_up
def export(request: HttpRequest) -> HttpResponse:
    """What a search finds, as a file."""
    actor = standing(request)
    require(policies.oversee(actor), Permission.EXPORT, subject_kind="audit.entry")
    people = people_to_choose(actor)
    law = catalogue(actor)
    form = _form(request, law, people)
    about = _about(actor, form)
    if not form.is_valid():
        return redirect(reverse("oversight:search") + with_parameters(request.GET))
    named = {one.user_id: one.name for one in people if one.user_id}
    content = searching.export_search(
        actor=actor, now=now(), wanted=form.wanted(about), people=named, agencies=dict(agencies_to_choose(actor))
    )
    return as_csv(content, "audit-search.csv")


@require_safe
def person(request: HttpRequest) -> HttpResponse:
    """Ask whose looks to see, by the person's reference."""
    actor = standing(request)
    require(policies.see_looks(actor), Permission.SEE_LOOKS, subject_kind="person")
    asked = request.GET.get("reference", "").strip()
    found = _person_of(actor, asked) if asked else None
    if found is not None:
        return redirect("oversight:looks", found)
    context = {"parts": parts(actor, "oversight:person"), "asked": asked}
    return render(request, "oversight/person.html", context)


@require_safe
def looks(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who looked at a person, why they could, and what they saw."""
    actor = standing(request)
    place = Place.read(request.GET.get("before", ""))
    found = searching.see_looks(actor=actor, now=now(), person_id=person_id, place=place)
    names = names_for(actor, found.entries, catalogue(actor))
    context = {
        "parts": parts(actor, "oversight:person"),
        "person_id": person_id,
        "lines": [line_of(entry, names) for entry in found.entries],
        "older": with_parameters(request.GET, before=found.then) if found.then else "",
        "newest": with_parameters(request.GET, before=None) if place else "",
        "may_open_breach": bool(policies.oversee(actor)),
    }
    return render(request, "oversight/looks.html", context)


def as_csv(content: bytes, name: str) -> HttpResponse:
    """A file to keep, that nothing on the way keeps."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _form(request: HttpRequest, law: Catalogue, everybody: Sequence[PersonChoice]) -> SearchForm:
    people = [(str(one.user_id), one.label) for one in everybody if one.user_id]
    purposes = [(key, purpose.label) for key, purpose in sorted(law.purposes.items())]
    return SearchForm(request.GET, people=people, purposes=purposes)


def _about(actor: Standing, form: SearchForm) -> UUID | None:
    """What `about` stands for; adds to the form's errors where it stands for nothing that the officer answers for."""
    if not form.is_valid():
        return None
    asked = form.cleaned_data["about"].strip()
    if not asked:
        return None
    found = _person_of(actor, asked)
    if found is None:
        form.add_error("about", _("No record of your agency has this reference or number. Check it."))
    return found


def _person_of(actor: Standing, asked: str) -> UUID | None:
    try:
        return UUID(asked)
    except ValueError:
        reference = canonical(asked)
        return person_of_reference(actor, reference) if reference else None
