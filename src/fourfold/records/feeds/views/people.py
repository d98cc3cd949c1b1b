"""Finding a person, and one person with what is known of them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.clock import now
from fourfold.ground.web.form_pages import NOT_TAKEN
from fourfold.ground.web.tables import Paging
from fourfold.records.feeds.forms.records import SearchForm
from fourfold.records.feeds.presenters.people import emergency_sentence, found_row, identity_of, openings_of
from fourfold.records.feeds.presenters.records import card_of
from fourfold.records.feeds.queries.finding import Found, find_by_name, find_by_reference
from fourfold.records.feeds.queries.papers import papers_of
from fourfold.records.feeds.queries.records import records_of_person
from fourfold.records.feeds.queries.sight import Sight, read, sight_of
from fourfold.trust.access.looking import looks_at_people
from fourfold.trust.access.policies import may_say_who_works_with

PAGE = 50


@require_http_methods(["GET", "POST"])
@looks_at_people
def find(request: HttpRequest) -> HttpResponse:
    """Look for a person. What is typed is posted, so that no name stands in an address, a log or a history."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    sight = sight_of(request, now())
    found = _found(sight, form) if form.is_valid() else None
    context = {
        "trained": sight.is_trained,
        "form": form,
        "asked": found is not None,
        "rows": [found_row(person) for person in found.people] if found else [],
        "is_cut": bool(found and found.is_cut),
    }
    return render(request, "feeds/find.html", context, status=NOT_TAKEN if form.errors else 200)


def _found(sight: Sight, form: SearchForm) -> Found:
    given = form.cleaned_data
    if given["reference"]:
        return find_by_reference(sight, given["reference"])
    return find_by_name(sight, given["name"], given["born"])


@require_safe
@looks_at_people
def person(request: HttpRequest, subject_id: UUID) -> HttpResponse:
    """One person: who, what is open because of which agreement, and the records, newest first."""
    sight = sight_of(request, now())
    records = records_of_person(sight, subject_id)
    paging = Paging.read(request.GET, len(records), size=PAGE)
    shown = read(sight, records[paging.window])
    because = [one for item in records for one in sight.decide(item).because]
    papers = papers_of(sight, {one.agreement_id for one in because})
    context = {
        "identity": identity_of(shown, records),
        "cards": [card_of(sight, one, papers) for one in shown],
        "openings": openings_of(sight, records, papers),
        "emergency": emergency_sentence(sight, subject_id),
        "works_with": subject_id in sight.looker.related,
        "may_say": bool(may_say_who_works_with(sight.looker.standing)),
        "paging": paging,
    }
    return render(request, "feeds/person.html", context)
