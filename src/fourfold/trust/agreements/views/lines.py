"""Writing the schedule: a line is added in two steps, edited, taken out."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.form_pages import show
from fourfold.trust.agreements.domain.terms import Line, Terms
from fourfold.trust.agreements.forms.lines import ROLES, DataSetForm, LineForm
from fourfold.trust.agreements.forms.terms import Choices
from fourfold.trust.agreements.operations.writing import new_line_number
from fourfold.trust.agreements.queries.checking import defects_of
from fourfold.trust.agreements.queries.terms import terms_of_version
from fourfold.trust.agreements.views.drafting import save, save_page
from fourfold.trust.agreements.views.shared import Look, to_draft, version_page
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.domain.roles import RoleKind


@require_http_methods(["GET"])
def line_begin(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """First step: which data set."""
    look = to_draft(request, version_id)
    known = catalogue(look.actor)
    offered = [(key, one.label) for key, one in known.data_sets.items()]
    form = DataSetForm(request.GET or None, data_sets=offered)
    if form.is_bound and form.is_valid():
        return redirect("agreements:line-add", version_id, form.cleaned_data["data_set"])
    page = version_page(look.version, "Add a line to the schedule", submit="Continue", template="agreements/ask.html")
    return show(request, page, form)


@require_http_methods(["GET", "POST"])
def line_add(request: HttpRequest, version_id: UUID, data_set: str) -> HttpResponse:
    """Second step: the rest of the line."""
    look = to_draft(request, version_id)
    terms = terms_of_version(look.version)
    return _line_page(request, look, terms, data_set, None)


@require_http_methods(["GET", "POST"])
def line_edit(request: HttpRequest, version_id: UUID, number: int) -> HttpResponse:
    """Edit a line."""
    look = to_draft(request, version_id)
    terms = terms_of_version(look.version)
    old = next((one for one in terms.lines if one.number == number), None)
    if old is None:
        raise NotFound("agreement.line", version_id)
    return _line_page(request, look, terms, old.data_set, old)


def _line_page(request: HttpRequest, look: Look, terms: Terms, data_set: str, old: Line | None) -> HttpResponse:
    known = catalogue(look.actor)
    if data_set not in known.data_sets:
        raise NotFound("catalogue.data-set", look.version.pk)
    revision = look.version.revision
    initial = LineForm.initial_of(old, revision) if old else {"revision": revision}
    if old is None:
        initial["retention"] = known.data_sets[data_set].retention[:200]
    form = LineForm(request.POST or None, initial=initial, choices=_choices(known, terms, data_set))
    number = old.number if old else new_line_number(terms.lines)
    title = f"Line {number}: {known.data_sets[data_set].label}"
    defects = (
        [one for one in defects_of(look.actor, terms, on=today(), known=known) if one.line == number] if old else []
    )
    page = version_page(
        look.version,
        title,
        submit="Save this line",
        said="The line was saved.",
        template="agreements/line.html",
        more={
            "defects": [one.message[:1].upper() + one.message[1:] for one in defects if one.line == number],
            "remove": reverse("agreements:line-remove", args=[look.version.pk, number]) if old else "",
        },
    )

    def made() -> Terms:
        new = form.line(number, data_set)
        kept = [new if one is old else one for one in terms.lines]
        return replace(terms, lines=tuple(kept if old else [*kept, new]))

    return save_page(request, look, page, form, made)


def _choices(known: Catalogue, terms: Terms, data_set: str) -> dict[str, Choices]:
    agencies = {str(one.agency_id): one.name for one in terms.parties}
    agencies |= {str(key): name for one in terms.parties for key, name in one.on_behalf_of}
    found = known.data_sets[data_set]
    held = list(agencies.items())
    return {
        "fields_opened": [(one.key, one.label) for one in found.fields],
        "subject_roles": [(key, str(ROLES[key])) for key in found.subject_roles if key in ROLES],
        "provider_ids": held,
        "recipient_ids": held,
        "recipient_roles": [(kind.value, kind.label) for kind in RoleKind],
        "purpose": [(key, one.label) for key, one in known.purposes.items()],
        "gateway": [(key, one.label) for key, one in known.gateways.items()],
        "basis": [(key, one.label) for key, one in known.bases.items()],
        "conditions": [(key, one.label) for key, one in known.conditions.items()],
    }


@require_POST
def line_remove(request: HttpRequest, version_id: UUID, number: int) -> HttpResponse:
    """Take a line out of a draft. The save before keeps it."""
    look = to_draft(request, version_id)
    terms = terms_of_version(look.version)
    save(look, replace(terms, lines=tuple(one for one in terms.lines if one.number != number)), "line taken out")
    messages.success(request, "The line was taken out. The history keeps it.")
    return redirect("agreements:version", version_id)
