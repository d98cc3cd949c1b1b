"""Finding a person, and one person with what is known of them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.clock import now
from fourfold.ground.web.form_pages import NOT_TAKEN
from fourfold.ground.web.tables import Paging
from fourfold.records.feeds.beside import beside
from fourfold.records.feeds.presenters.people import emergency_sentence
from fourfold.records.feeds.presenters.records import card_of
from fourfold.records.feeds.queries.papers import papers_of
from fourfold.records.feeds.queries.sight import read, sight_of
from fourfold.records.identity.forms.finding import FindForm
from fourfold.records.identity.presenters.changes import same_of
from fourfold.records.identity.presenters.finding import found_row, locked_row
from fourfold.records.identity.presenters.people import identity_of, openings_of
from fourfold.records.identity.queries.finding import find_people, records_of_person
from fourfold.trust.access.looking import looks_at_people
from fourfold.trust.access.policies import may_say_who_works_with

PAGE = 50


@require_http_methods(["GET", "POST"])
@looks_at_people
def find(request: HttpRequest) -> HttpResponse:
    """Look for a person. What is typed is posted, so that no name stands in an address, a log or a history."""
    form = FindForm(request.POST if request.method == "POST" else None)
    sight = sight_of(request, now())
    found = find_people(sight, form.asked()) if form.is_valid() else None
    context = {
        "trained": sight.is_trained,
        "form": form,
        "found": found,
        "rows": [found_row(person) for person in found.people] if found else [],
        "locked": [locked_row(one) for one in found.locked] if found else [],
    }
    return render(request, "identity/find.html", context, status=NOT_TAKEN if form.errors else 200)


@require_safe
@looks_at_people
def person(request: HttpRequest, subject_id: UUID) -> HttpResponse:
    """One person: who, what is open because of which agreement, and the records, newest first."""
    sight = sight_of(request, now())
    records = records_of_person(sight, subject_id)
    subject_ids = {record.subject_id for record in records if record.subject_id}
    paging = Paging.read(request.GET, len(records), size=PAGE)
    shown = read(sight, records[paging.window])
    because = [one for item in records for one in sight.decide(item).because]
    papers = papers_of(sight, {one.agreement_id for one in because})
    marks = beside([one.record.pk for one in shown])
    context = {
        "identity": identity_of(shown, records),
        "cards": [card_of(sight, one, papers, marks.get(one.record.pk, ())) for one in shown],
        "same": same_of(records),
        "subject_id": subject_id,
        "openings": openings_of(sight, records, papers),
        "emergency": emergency_sentence(sight, subject_id),
        "works_with": not sight.looker.related.isdisjoint(subject_ids),
        "may_say": bool(may_say_who_works_with(sight.looker.standing)),
        "paging": paging,
    }
    return render(request, "identity/person.html", context)
