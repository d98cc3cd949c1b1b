"""One record, the data sets that are open, and the list or the table of each."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.tables import Paging
from fourfold.records.feeds.beside import beside
from fourfold.records.feeds.domain.records import NAME, is_anonymised
from fourfold.records.feeds.forms.records import RecordFilterForm
from fourfold.records.feeds.presenters.lists import list_sentence, listed, open_sets
from fourfold.records.feeds.presenters.patterns import CUTS, chosen_cut, headers_of, pattern_rows
from fourfold.records.feeds.presenters.people import emergency_sentence
from fourfold.records.feeds.presenters.provenance import provenance_of
from fourfold.records.feeds.presenters.records import card_of
from fourfold.records.feeds.queries.papers import papers_of
from fourfold.records.feeds.queries.patterns import pattern_table
from fourfold.records.feeds.queries.records import holders_of, record_for_actor, records_of_set
from fourfold.records.feeds.queries.sight import Sight, read, sight_of
from fourfold.trust.access.looking import looks_at_people
from fourfold.trust.catalogue.domain.entries import DataSet, DataSetKind
from fourfold.trust.catalogue.domain.loading import load_catalogue

PAGE = 50
LOOKS_BACK_YEARS = 2


@require_safe
@looks_at_people
def record(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """One record: what is shared of it, because of what, and whom to ask for the rest."""
    sight = sight_of(request, now())
    shown = record_for_actor(sight, record_id)
    subject_id = shown.record.subject_id
    papers = papers_of(sight, {because.agreement_id for because in shown.decision.because})
    context = {
        "card": card_of(sight, shown, papers, beside([record_id]).get(record_id, ())),
        "name": shown.values.get(NAME) or _("Name not shared"),
        "record": shown.record,
        "provenance": provenance_of(sight.looker.standing, shown.record),
        "emergency": emergency_sentence(sight, subject_id) if subject_id else "",
    }
    return render(request, "feeds/record.html", context)


@require_safe
@looks_at_people
def data_sets(request: HttpRequest) -> HttpResponse:
    """The data sets of which the looker's agreements open anything, for the purpose at hand."""
    sight = sight_of(request, now())
    return render(request, "feeds/data_sets.html", {"sets": open_sets(sight), "trained": sight.is_trained})


@require_safe
@looks_at_people
def data_set(request: HttpRequest, data_set: str) -> HttpResponse:
    """The records of a data set, or where it is anonymised its table of published counts."""
    found = load_catalogue().data_sets.get(data_set)
    sight = sight_of(request, now())
    if found is None or found.kind is not DataSetKind.RECORDS:
        raise NotFound("data-set", data_set)
    return (_patterns if is_anonymised(found) else _list)(request, sight, found)


def _list(request: HttpRequest, sight: Sight, found: DataSet) -> HttpResponse:
    holders = holders_of(sight, found.key)
    filters = RecordFilterForm(request.GET, found, holders)
    wanted = filters.wanted()
    records = records_of_set(sight, wanted)
    paging = Paging.read(request.GET, records.count(), size=PAGE)
    context = {
        "data_set": found,
        "trained": sight.is_trained,
        "filters": filters,
        "rows": listed(read(sight, records[paging.window])),
        "paging": paging,
        "sentence": list_sentence(wanted, dict(holders)),
        "is_open": bool(holders),
    }
    return render(request, "feeds/data_set.html", context)


def _patterns(request: HttpRequest, sight: Sight, found: DataSet) -> HttpResponse:
    cut = chosen_cut(request.GET.get("table"))
    day = today()
    since = day.replace(year=day.year - LOOKS_BACK_YEARS, day=1)
    table = pattern_table(found.key, rows=cut.rows, columns=cut.columns, since=since, until=day.replace(day=1))
    context = {
        "data_set": found,
        "trained": sight.is_trained,
        "cut": cut,
        "cuts": [{"text": item.label, "href": f"?table={item.key}", "active": item is cut} for item in CUTS],
        "headers": headers_of(found, cut, table),
        "counts": pattern_rows(table) if table.lines else None,
        "since": since,
    }
    return render(request, "feeds/patterns.html", context)
