"""Writing a draft: what it is, its frame, its clauses, its parties. Lines have pages of their own."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound
from fourfold.ground.web.form_pages import CONFLICT, FormPage, form_page, show
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.agreements import operations, policies
from fourfold.trust.agreements.domain.importing import clauses_of
from fourfold.trust.agreements.domain.life import DRAFTERS
from fourfold.trust.agreements.domain.terms import AgreementKind, ClauseText, PartyTerms, Terms, Tier
from fourfold.trust.agreements.forms.terms import (
    BeginForm,
    ClauseForm,
    DraftForm,
    FrameForm,
    ImportForm,
    PartyForm,
)
from fourfold.trust.agreements.models import Version
from fourfold.trust.agreements.policies import Permission
from fourfold.trust.agreements.presenters.agencies import named_agencies
from fourfold.trust.agreements.queries.terms import terms_of_version
from fourfold.trust.agreements.views.shared import Look, to_draft, version_page
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.queries import agencies_to_choose


def save_page(
    request: HttpRequest, look: Look, page: FormPage, form: DraftForm, made: Callable[[], Terms]
) -> HttpResponse:
    """A form that writes the draft anew. Over a newer save what was typed is kept, and saving again is asked for."""

    def act() -> None:
        operations.save_terms(
            actor=look.actor,
            now=now(),
            version_id=look.version.pk,
            revision=form.cleaned_data["revision"],
            terms=made(),
            what=page.title[:60],
            checked=bool(form.cleaned_data.get("checked")),
        )

    try:
        return form_page(request, page, form, act)
    except Conflict:
        newest = Version.objects.get(pk=look.version.pk)
        typed = request.POST.copy()
        typed["revision"] = str(newest.revision)
        form.data = typed
        kept = replace(page, more={**page.more, "met": True})
        response = show(request, kept, form)
        response.status_code = CONFLICT
        return response


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an agreement."""
    actor = standing(request)
    require(policies.begin_some(actor), Permission.DRAFT, subject_kind="agreement")
    mine = policies.offices(actor, DRAFTERS)
    every = actor.has(RoleKind.PLAN_COORDINATOR)
    agencies = [(str(key), name) for key, name in agencies_to_choose(actor) if every or key in mine]
    form = BeginForm(request.POST or None, agencies=agencies)
    page = FormPage(title="Begin an agreement", then=reverse("agreements:agreements"), submit="Begin the draft")
    begun: list[Version] = []

    def act() -> None:
        said = form.cleaned_data
        new = operations.NewAgreement(
            kind=AgreementKind(said["kind"]),
            tier=Tier(said["tier"]),
            reference=said["reference"],
            title=said["title"],
            drafted_by=UUID(said["drafted_by"]),
            in_register=said["in_register"],
        )
        begun.append(operations.begin_agreement(actor=actor, now=now(), new=new))

    response = form_page(request, page, form, act)
    return redirect("agreements:frame", begun[0].pk) if begun else response


@require_http_methods(["GET", "POST"])
def frame(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Title, summary, dates."""
    look = to_draft(request, version_id)
    terms = terms_of_version(look.version)
    names = ("title", "summary", "starts_on", "ends_on", "review_on", "under", "permits_requests")
    initial = {name: getattr(terms, name) for name in names}
    initial |= {"data_sets": list(terms.data_sets), "revision": look.version.revision}
    data_sets = [(key, one.label) for key, one in catalogue(look.actor).data_sets.items()]
    form = FrameForm(request.POST or None, initial=initial, data_sets=data_sets)
    page = version_page(look.version, "What it is for, and its dates", template="web/layouts/checked_form.html")

    def made() -> Terms:
        said = form.cleaned_data
        return replace(terms, **{name: said[name] for name in names}, data_sets=tuple(said["data_sets"]))

    return save_page(request, look, page, form, made)


@require_http_methods(["GET", "POST"])
def clause(request: HttpRequest, version_id: UUID, number: str = "") -> HttpResponse:
    """Add a clause, or edit one."""
    look = to_draft(request, version_id)
    terms = terms_of_version(look.version)
    old = next((one for one in terms.clauses if one.number == number), None)
    if number and old is None:
        raise NotFound("agreement.clause", version_id)
    initial = {"revision": look.version.revision, "number": str(len(terms.clauses) + 1)}
    if old is not None:
        initial |= {"number": old.number, "heading": old.heading, "text": old.text}
    form = ClauseForm(request.POST or None, initial=initial)
    title = "Edit this clause" if old else "Add a clause"
    page = version_page(look.version, title, to="agreements:clauses", template="web/layouts/checked_form.html")

    def made() -> Terms:
        said = form.cleaned_data
        new = ClauseText(said["number"].strip(), said["heading"].strip(), said["text"].strip())
        if any(one.number == new.number for one in terms.clauses if one is not old):
            raise BadInput.one("Another clause has this number. Choose one of its own.", "number")
        kept = [new if one is old else one for one in terms.clauses]
        return replace(terms, clauses=tuple(kept if old else [*kept, new]))

    return save_page(request, look, page, form, made)


@require_POST
def clause_remove(request: HttpRequest, version_id: UUID, number: str) -> HttpResponse:
    """Take a clause out of a draft. The save before keeps it."""
    look = to_draft(request, version_id)
    terms = terms_of_version(look.version)
    kept = tuple(one for one in terms.clauses if one.number != number)
    save(look, replace(terms, clauses=kept), "clause taken out")
    messages.success(request, "The clause was taken out. The history keeps it.")
    return redirect("agreements:clauses", version_id)


def save(look: Look, terms: Terms, what: str) -> None:
    """Write a draft anew that nothing was typed for."""
    operations.save_terms(
        actor=look.actor,
        now=now(),
        version_id=look.version.pk,
        revision=look.version.revision,
        terms=terms,
        what=what,
        checked=True,
    )


@require_http_methods(["GET", "POST"])
def import_clauses(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Take clauses from a text file, after those that are there."""
    look = to_draft(request, version_id)
    terms = terms_of_version(look.version)
    form = ImportForm(request.POST or None, request.FILES or None, initial={"revision": look.version.revision})
    page = version_page(
        look.version,
        "Take clauses from a file",
        to="agreements:clauses",
        submit="Take them in",
        said="The clauses were taken in. Look through them.",
        template="agreements/upload.html",
    )

    def made() -> Terms:
        file = form.cleaned_data["file"]
        found = clauses_of(file.read(), file.name)
        start = len(terms.clauses)
        new = [replace(one, number=str(start + place)) for place, one in enumerate(found, start=1)]
        return replace(terms, clauses=(*terms.clauses, *new))

    return save_page(request, look, page, form, made)


@require_http_methods(["GET", "POST"])
def party_add(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Name a party."""
    look = to_draft(request, version_id)
    terms = terms_of_version(look.version)
    everybody = agencies_to_choose(look.actor)
    there = {party.agency_id for party in terms.parties}
    offered = [(str(key), name) for key, name in everybody if key not in there]
    form = PartyForm(request.POST or None, agencies=offered, initial={"revision": look.version.revision})
    page = version_page(
        look.version, "Add a party", submit="Add this party", template="web/layouts/checked_form.html"
    )

    def made() -> Terms:
        said = form.cleaned_data
        others = named_agencies(said["on_behalf_of"], everybody)
        new = PartyTerms(UUID(said["agency"]), "", tuple((key, "") for key in others))
        return replace(terms, parties=(*terms.parties, new))

    return save_page(request, look, page, form, made)


@require_POST
def party_remove(request: HttpRequest, version_id: UUID, party_id: UUID) -> HttpResponse:
    """Take a party out of a draft."""
    look = to_draft(request, version_id)
    terms = terms_of_version(look.version)
    gone = look.version.parties.filter(pk=party_id).values_list("agency_id", flat=True).first()
    if gone is None:
        raise NotFound("agreement.party", party_id)
    save(
        look, replace(terms, parties=tuple(one for one in terms.parties if one.agency_id != gone)), "party taken out"
    )
    messages.success(request, "The party was taken out.")
    return redirect("agreements:version", version_id)
