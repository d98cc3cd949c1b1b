"""One request: who asks, whom it is about, who is asked, and how it ends."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.accountability.rights.domain.requests import Outcome, RequestKind, State
from fourfold.accountability.rights.forms.handling import (
    ChecksForm,
    CloseForm,
    DayForm,
    FindForm,
    HandOnForm,
    SureForm,
    WordsForm,
)
from fourfold.accountability.rights.models import Request
from fourfold.accountability.rights.operations import handing
from fourfold.accountability.rights.operations import handling as operations
from fourfold.accountability.rights.operations.writing import CLOSED
from fourfold.accountability.rights.presenters import requests as words
from fourfold.accountability.rights.queries import requests as queries
from fourfold.accountability.rights.views.lists import handler
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import Conflict, NotFound
from fourfold.ground.web.form_pages import NOT_TAKEN, FormPage, form_page
from fourfold.ground.web.tables import Paging
from fourfold.trust.partnership.domain.roles import Standing

FORMS = ["GET", "POST"]


@require_safe
def request_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request, with its clock, decisions, holders' answers, packs and history."""
    asked = queries.request_for_actor(handler(request), request_id)
    parts, people, history = queries.parts_of(asked), queries.people_of(asked), queries.entries_of(asked)
    paging = Paging.read(request.GET, history.count())
    kind = RequestKind(asked.kind)
    packs = queries.packs_of(asked) if kind is RequestKind.ACCESS else []
    context = {
        "line": words.line_of(asked, today()),
        "rows": words.rows_of(asked),
        "checks": words.checks_of(asked),
        "people": people,
        "parts": words.parts_in_words(parts, asked.agency_id),
        "packs": words.packs_in_words(packs),
        "history": words.history_of(history[paging.window]),
        "paging": paging,
        "asked": asked,
        "asks_holders": kind.asks_holders,
        "is_access": kind is RequestKind.ACCESS,
        "is_complaint": kind is RequestKind.COMPLAINT,
        "next": words.next_step(asked, parts, len(people), packs, now()),
    }
    return render(request, "rights/request.html", context)


@require_http_methods(FORMS)
def acknowledge(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Write down that the person was told that it has come."""
    actor, asked = to_handle(request, request_id)
    label = _("On which day were they told that it has come?")
    form = DayForm(request.POST or None, label=label, latest=today(), initial={"on": today()})
    page = page_of(asked, _("Acknowledge"), said=_("Acknowledged."))
    return _act(
        request,
        page,
        form,
        lambda: operations.acknowledge(actor=actor, now=now(), request_id=asked.pk, on=form.cleaned_data["on"]),
    )


@require_http_methods(FORMS)
def ask_identity(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Write down that proof of identity was asked for."""
    actor, asked = to_handle(request, request_id)
    form = WordsForm(request.POST or None, label=_("What did you ask for?"), empty=_("Say what you asked for"))
    intro = _(
        "Ask only where you cannot be sure otherwise, and soon. The time runs from the day on which the proof comes."
    )
    page = page_of(asked, _("Proof of identity"), said=_("Written down."), intro=intro)
    return _act(
        request,
        page,
        form,
        lambda: operations.ask_identity(actor=actor, now=now(), request_id=asked.pk, text=form.cleaned_data["text"]),
    )


@require_http_methods(FORMS)
def checks(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Decide who asks, in which right, and that they are reached safely."""
    actor, asked = to_handle(request, request_id)
    form = ChecksForm(request.POST or None, initial=ChecksForm.known(asked))
    page = page_of(asked, _("Who asks"), said=_("Your decision was written down."))
    return _act(
        request,
        page,
        form,
        lambda: operations.decide_checks(
            actor=actor,
            now=now(),
            request_id=asked.pk,
            version=form.cleaned_data["version"] or 0,
            checks=form.checks(),
        ),
    )


@require_http_methods(FORMS)
def people(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Find whom it is about. What is typed is posted, so that no name stands in an address or a log."""
    actor, asked = to_handle(request, request_id)
    form = FindForm(request.POST or None, initial={"text": asked.about_name})
    found = queries.candidates(actor, form.cleaned_data["text"]) if form.is_valid() else None
    context = {
        "page": page_of(asked, _("Find the person"), submit=_("Search")),
        "form": form,
        "found": found,
        "asked": asked,
        "born": words.birthdays(found or []),
        "named": {one.subject_id for one in queries.people_of(asked)},
    }
    return render(request, "rights/people.html", context, status=NOT_TAKEN if form.errors else 200)


@require_http_methods(FORMS)
def name(request: HttpRequest, request_id: UUID, reference: str) -> HttpResponse:
    """Say that the request is about this person."""
    actor, asked = to_handle(request, request_id)
    person = person_of(actor, reference)
    page = page_of(
        asked,
        _("This request is about %(reference)s") % {"reference": person.reference},
        submit=_("Yes, it is about them"),
        said=_("The person is named."),
        intro=_("%(name)s, of whom your agency holds %(count)s records.")
        % {"name": person.name or person.reference, "count": person.records},
    )
    form = SureForm(request.POST if request.method == "POST" else None)
    return _act(
        request,
        page,
        form,
        lambda: operations.name_person(actor=actor, now=now(), request_id=asked.pk, person=person),
    )


@require_http_methods(FORMS)
def ask(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Ask every agency that holds records."""
    actor, asked = to_handle(request, request_id)
    page = page_of(
        asked,
        _("Ask those who hold records"),
        submit=_("Ask them"),
        said=_("They were asked."),
        intro=_(
            "Every agency that holds records about the person is asked to decide about its own, yours too. You are "
            "not told which these are: what an agency gives appears here once it gives it. They have 10 working days."
        ),
    )
    form = SureForm(request.POST if request.method == "POST" else None)
    return _act(request, page, form, lambda: operations.ask_holders(actor=actor, now=now(), request_id=asked.pk))


@require_http_methods(FORMS)
def extend(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Extend the time by two months."""
    actor, asked = to_handle(request, request_id)
    form = WordsForm(request.POST or None, label=_("Why does it take longer?"), empty=_("Say why it takes longer"))
    intro = _("Only where it is complex, or there are several requests. Tell the person within the first month.")
    page = page_of(asked, _("Extend by two months"), submit=_("Extend"), said=_("Extended."), intro=intro)
    return _act(
        request,
        page,
        form,
        lambda: operations.extend(actor=actor, now=now(), request_id=asked.pk, why=form.cleaned_data["text"]),
    )


@require_http_methods(FORMS)
def note(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Add a line to the history."""
    actor, asked = to_handle(request, request_id)
    form = WordsForm(request.POST or None, label=_("Note"), empty=_("Enter the note"))
    page = page_of(asked, _("Add a note"), said=_("Your note was added."))
    return _act(
        request,
        page,
        form,
        lambda: operations.add_note(actor=actor, now=now(), request_id=asked.pk, text=form.cleaned_data["text"]),
    )


@require_http_methods(FORMS)
def hand_on(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Hand it on to the agency that has to answer it."""
    actor, asked = to_handle(request, request_id)
    form = HandOnForm(
        request.POST or None,
        agencies=queries.recipients_of(asked),
        label=_("Why, and what was the person told?"),
    )
    intro = _(
        "It goes on with what the person wrote, with what you decided about who asks, and with its dates: their time "
        "is not begun anew. Tell the person first. Here it is closed, and you see no more of it."
    )
    page = page_of(asked, _("Hand it on"), submit=_("Hand it on"), said=_("The request was handed on."), intro=intro)
    return _act(
        request,
        page,
        form,
        lambda: handing.hand_on(
            actor=actor,
            now=now(),
            request_id=asked.pk,
            agency_id=UUID(form.cleaned_data["agency"]),
            why=form.cleaned_data["text"],
        ),
    )


@require_http_methods(FORMS)
def close(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Write down how it ended."""
    actor, asked = to_handle(request, request_id)
    form = CloseForm(request.POST or None)
    page = page_of(asked, _("Answer and close"), submit=_("Close it"), said=_("The request is answered and closed."))
    return _act(
        request,
        page,
        form,
        lambda: operations.close(
            actor=actor,
            now=now(),
            request_id=asked.pk,
            outcome=Outcome(form.cleaned_data["outcome"]),
            why=form.cleaned_data["why"],
        ),
    )


_act: Callable[..., HttpResponse] = form_page


def to_handle(request: HttpRequest, request_id: UUID) -> tuple[Standing, Request]:
    """Who acts, and an open request of theirs. Raises `NotFound`, `Conflict`."""
    actor = handler(request)
    asked = queries.request_for_actor(actor, request_id)
    if asked.state == State.CLOSED:
        raise Conflict(CLOSED)
    return actor, asked


def person_of(actor: Standing, reference: str) -> queries.Candidate:
    """Somebody of whom the actor's agency holds records, by reference. Raises `NotFound`."""
    found = next((one for one in queries.candidates(actor, reference) if one.reference == reference), None)
    if found is None:
        raise NotFound("rights.person")
    return found


def page_of(asked: Request, title: str, *, submit: str = "", said: str = "", intro: str = "") -> FormPage:
    """A form about a request, which leads back to its page."""
    return FormPage(
        title,
        then=reverse("rights:request", args=[asked.pk]),
        caption=asked.reference,
        submit=submit or _("Save"),
        said=said or _("Saved."),
        intro=intro,
    )
