"""Asking, answering, taking back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.form_pages import FormPage, carried_out, form_page, show
from fourfold.ground.web.forms import GovForm
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.access.middleware import standing
from fourfold.trust.access.queries import looker_of
from fourfold.trust.agreements.queries import permitting_requests
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.catalogue.domain.entries import DataSetKind
from fourfold.trust.catalogue.domain.law import OWN_FUNCTIONS
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.queries import agencies_to_choose
from fourfold.trust.requests import operations, policies
from fourfold.trust.requests.domain.lawful import tells_of_people
from fourfold.trust.requests.domain.refusals import DUTY
from fourfold.trust.requests.forms.answering import AnswerForm
from fourfold.trust.requests.forms.asking import AskForm, StartForm, usual_until
from fourfold.trust.requests.people import Seen
from fourfold.trust.requests.policies import Permission
from fourfold.trust.requests.presenters import request as present
from fourfold.trust.requests.presenters.shared import called
from fourfold.trust.requests.queries.finding import person_by_id
from fourfold.trust.requests.queries.law import is_live
from fourfold.trust.requests.queries.visibility import facts_of, request_for
from fourfold.trust.requests.queries.words import words_of


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the address says of a request that is about to be made."""

    looker: Looker
    known: Catalogue
    holder: tuple[UUID, str]
    data_set: str
    person: Seen | None


@require_http_methods(["GET", "POST"])
def ask(http: HttpRequest) -> HttpResponse:
    """Ask an agency: whom and for what stand in the address, the rest on the form."""
    actor = standing(http)
    looker, known = looker_of(actor), catalogue(actor)
    holders = [(key, name) for key, name in agencies_to_choose(actor) if key not in looker.places]
    holder = next((one for one in holders if str(one[0]) == http.GET.get("holder")), None)
    data_set = http.GET.get("data_set", "")
    if holder is None or data_set not in known.data_sets:
        return _start(http, known, [(str(key), name) for key, name in holders])
    wish = _Wish(looker, known, holder, data_set, _person(http, looker))
    asking, permitting = _who_may(wish, today())
    live = is_live(actor, holder_id=holder[0], data_set=data_set, on=today())
    if not permitting or not live:
        label = called(known, "data_sets", data_set)
        context = {"holder": holder[1], "data_set": label, "is_live": live, "is_permitted": bool(permitting)}
        return render(http, "requests/none.html", context)
    return _ask(http, wish, asking, permitting)


def _start(http: HttpRequest, known: Catalogue, holders: list[tuple[str, str]]) -> HttpResponse:
    data_sets = [
        (one.key, one.label)
        for one in known.data_sets.values()
        if one.kind is DataSetKind.RECORDS and tells_of_people(one)
    ]
    sent = "holder" in http.GET or "data_set" in http.GET
    form = StartForm(http.GET if sent else None, holders=holders, data_sets=data_sets)
    return render(http, "requests/start.html", {"form": form, "subject": http.GET.get("subject", "")})


def _person(http: HttpRequest, looker: Looker) -> Seen | None:
    """Whom the address names. Hidden, absent and misspelt are one: `NotFound`."""
    named = http.GET.get("subject", "")
    if not named:
        return None
    try:
        found = person_by_id(looker, UUID(named), now())
    except ValueError:
        found = None
    if found is None:
        raise NotFound("person")
    return found


def _own(looker: Looker) -> list[tuple[UUID, str]]:
    """The agencies in whose name somebody asks, by name."""
    return list({role.agency_id: role.agency_name for role in looker.standing.roles}.items())


def _who_may(wish: _Wish, on: date) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """For which of one's agencies one may ask this one, and under which agreements."""
    asking: list[tuple[str, str]] = []
    permitting: dict[str, str] = {}
    for agency_id, name in _own(wish.looker):
        found = permitting_requests(wish.looker.standing, wish.holder[0], agency_id, on=on)
        if found:
            asking.append((str(agency_id), name))
        permitting |= {str(one.agreement_id): f"{one.reference}: {one.title}" for one in found}
    return asking, permitting


def _ask(http: HttpRequest, wish: _Wish, asking: list[tuple[str, str]], permitting: dict[str, str]) -> HttpResponse:
    chosen = wish.known.data_sets[wish.data_set]
    day, actor = today(), standing(http)
    form = AskForm(
        http.POST or None,
        asking=asking,
        agreements=list(permitting.items()),
        fields=[(field.key, field.label) for field in chosen.fields],
        purposes=[(one.key, one.label) for one in wish.known.purposes.values() if one.is_open(day)],
        gateways=[
            (one.key, one.label)
            for one in wish.known.gateways.values()
            if one.is_open(day) and one.key != OWN_FUNCTIONS
        ],
        names_person=wish.person is not None,
        initial={"until": usual_until(day), "fields_asked": http.GET.getlist("fields")},
    )
    made: list[UUID] = []

    def act() -> None:
        new = form.new(
            asking_id=UUID(asking[0][0]),
            asked_id=wish.holder[0],
            data_set=wish.data_set,
            subject_id=wish.person.id if wish.person else None,
        )
        made.append(operations.ask(actor=actor, now=now(), new=new).pk)

    if carried_out(http, form, act):
        messages.success(http, "Your request was sent.")
        return redirect("requests:request", made[0])
    return show(http, _ask_page(wish, permitting), form)


def _ask_page(wish: _Wish, permitting: dict[str, str]) -> FormPage:
    under = next(iter(permitting.values())) if len(permitting) == 1 else ""
    label = called(wish.known, "data_sets", wish.data_set)
    return FormPage(
        title=f"Ask {wish.holder[1]}",
        then=reverse("requests:requests") + "?side=by-us",
        caption=label,
        submit="Send the request",
        template="requests/ask.html",
        more={"person": wish.person, "under": under},
    )


@require_http_methods(["GET", "POST"])
def answer(http: HttpRequest, request_id: UUID) -> HttpResponse:
    """Answer a request, with what was asked above the form."""
    actor = standing(http)
    looker, known = looker_of(actor), catalogue(actor)
    found = request_for(looker, request_id)
    allowed = policies.answer(looker, facts_of(found))
    require(allowed, Permission.ANSWER, subject_kind="requests.request", subject_id=request_id)
    person = person_by_id(looker, found.subject_id, now(), purpose=found.purpose) if found.subject_id else None
    data_set = known.data_sets.get(found.data_set)
    labels = {field.key: field.label for field in data_set.fields} if data_set else {}
    form = AnswerForm(
        http.POST or None,
        fields=[(key, labels.get(key, key)) for key in found.fields],
        is_duty=found.is_duty,
        names_person=found.subject_id is not None,
        initial={"fields_shared": found.fields},
    )
    page = FormPage(
        title="Answer this request",
        then=reverse("requests:request", args=[request_id]),
        caption=f"{found.asking_agency.name}: {called(known, 'data_sets', found.data_set)}",
        submit="Send the answer",
        said="The request is answered.",
        template="requests/answer.html",
        more={
            "question": present.question(found, known, words_of(request_id), person),
            "duty": DUTY if found.is_duty else "",
        },
    )

    def act() -> None:
        operations.answer(actor=actor, now=now(), request_id=request_id, reply=form.reply())

    return form_page(http, page, form, act)


@require_http_methods(["GET", "POST"])
def withdraw(http: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take a request back."""
    actor = standing(http)
    looker = looker_of(actor)
    found = request_for(looker, request_id)
    allowed = policies.withdraw(looker, facts_of(found))
    require(allowed, Permission.WITHDRAW, subject_kind="requests.request", subject_id=request_id)
    page = FormPage(
        title="Withdraw this request",
        then=reverse("requests:request", args=[request_id]),
        caption=f"Request {found.reference} to {found.asked_agency.name}",
        submit="Withdraw it",
        said="The request is withdrawn.",
        intro="It needs no answer any more. It stays here, with what was asked.",
    )

    def act() -> None:
        operations.withdraw(actor=actor, now=now(), request_id=request_id)

    return form_page(http, page, GovForm(http.POST if http.method == "POST" else None), act)


@require_http_methods(["GET", "POST"])
def close(http: HttpRequest, request_id: UUID) -> HttpResponse:
    """End what a request opened, before its time."""
    actor = standing(http)
    looker = looker_of(actor)
    found = request_for(looker, request_id)
    allowed = policies.close(looker, facts_of(found))
    require(allowed, Permission.CLOSE, subject_kind="requests.request", subject_id=request_id)
    page = FormPage(
        title="Close what you opened",
        then=reverse("requests:request", args=[request_id]),
        caption=f"Request {found.reference} of {found.asking_agency.name}",
        submit="Close it now",
        said="It is closed. They see nothing by this request any more.",
        intro=(
            f"{found.asking_agency.name} sees nothing by this request from the moment you close it. What its people "
            "have read stays read, and your answer stays as it was given. They are told, and may ask again."
        ),
    )

    def act() -> None:
        operations.close(actor=actor, now=now(), request_id=request_id)

    return form_page(http, page, GovForm(http.POST if http.method == "POST" else None), act)
