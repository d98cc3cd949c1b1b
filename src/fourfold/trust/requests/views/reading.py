"""Reading requests: lists, one request, the figures."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.web.tables import Paging
from fourfold.trust.access.middleware import standing
from fourfold.trust.access.queries import looker_of
from fourfold.trust.access.queries.granted import opened_for
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.queries import agencies_to_choose
from fourfold.trust.requests import policies
from fourfold.trust.requests.domain.states import Condition
from fourfold.trust.requests.presenters import figures as counted
from fourfold.trust.requests.presenters import lists, request
from fourfold.trust.requests.presenters.shared import called, tabs
from fourfold.trust.requests.queries.figures import figures as figures_of
from fourfold.trust.requests.queries.finding import person_by_id
from fourfold.trust.requests.queries.lists import Side, listed
from fourfold.trust.requests.queries.visibility import facts_of, request_for
from fourfold.trust.requests.queries.words import words_of


@require_safe
def index(http: HttpRequest) -> HttpResponse:
    """Requests to the agencies that one answers for, or those that one's own agency made."""
    actor, at = standing(http), now()
    looker, known = looker_of(actor), catalogue(actor)
    answers = bool(policies.answers_for(looker))
    agencies = agencies_to_choose(actor)
    filters = lists.filters_of(http.GET, agencies, Side.TO_US if answers else Side.BY_US)
    found = listed(looker, filters, now=at)
    paging = Paging.read(http.GET, found.count())
    context = {
        "rows": [lists.row_of(one, known, filters.side, now=at) for one in found[paging.window]],
        "paging": paging,
        "sentence": lists.sentence(filters, agencies),
        "filters": filters,
        "conditions": [(one.value, one.label) for one in Condition],
        "agencies": agencies,
        "tabs": tabs(filters.side.value, answers=answers),
        "to_us": filters.side is Side.TO_US,
    }
    return render(http, "requests/requests.html", context)


@require_safe
def request_page(http: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request. What was typed is read through a function of the database, which logs who read it."""
    actor, at = standing(http), now()
    looker = looker_of(actor)
    found = request_for(looker, request_id)
    words, known = words_of(request_id), catalogue(actor)
    person = person_by_id(looker, found.subject_id, at, purpose=found.purpose) if found.subject_id else None
    facts = facts_of(found)
    opened = opened_for(request_id) if facts.is_shared else None
    context = {
        "request_name": called(known, "data_sets", found.data_set),
        "identity": request.identity(found, now=at),
        "question": request.question(found, known, words, person),
        "reply": request.reply(found, known, words, opened),
        "course": request.course(found, opened, now=at),
        "links": request.links(found),
        "may_answer": policies.answer(looker, facts),
        "may_close": bool(opened and opened.is_open(at)) and policies.close(looker, facts),
        "may_withdraw": policies.withdraw(looker, facts),
        "is_open": facts.is_open,
    }
    return render(http, "requests/request.html", context)


@require_safe
def figures(http: HttpRequest) -> HttpResponse:
    """What was asked and answered in a year, for everyone in the partnership."""
    actor = standing(http)
    found = figures_of(actor, on=today())
    agencies, known = dict(agencies_to_choose(actor)), catalogue(actor)
    context = {
        "window": counted.window(found),
        "tables": counted.tables(found, known, agencies),
        "reasons": counted.reasons(found),
        "tabs": tabs("figures", answers=bool(policies.answers_for(looker_of(actor)))),
    }
    return render(http, "requests/figures.html", context)
