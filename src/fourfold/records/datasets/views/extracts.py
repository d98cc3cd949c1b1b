"""Data sets for analysts: which they may make, the first rows of one, and its files."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.web.downloads import as_download
from fourfold.records.datasets.domain.dictionary import Line, dictionary
from fourfold.records.datasets.forms.asking import AskForm
from fourfold.records.datasets.policies import grants_in_bulk
from fourfold.records.datasets.presenters.files import as_csv, as_parquet, dictionary_csv
from fourfold.records.datasets.queries.rows import Table, elsewhere, fields_for, offered, table
from fourfold.records.feeds.presenters.records import reasons_of
from fourfold.records.feeds.queries.papers import papers_of
from fourfold.records.feeds.queries.sight import Sight, sight_of
from fourfold.trust.access.domain.decisions import Because
from fourfold.trust.access.looking import looks_at_people
from fourfold.trust.access.step_up import require_step_up
from fourfold.trust.catalogue.domain.entries import DataSet
from fourfold.trust.catalogue.domain.loading import load_catalogue
from fourfold.trust.partnership.queries import agency_types

FIRST = 25
"""Rows that the page shows."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request stands: who looks, as which agency, at which data set, and what is asked for."""

    sight: Sight
    recipient_id: UUID
    data_set: DataSet
    form: AskForm

    def table(self, *, first: int | None = None) -> Table:
        """The rows. Raises BadInput."""
        if not self.form.is_valid():
            raise BadInput.one(_("Go back and choose the months, the age and the home again."))
        return table(self.sight, self.form.asked(self.recipient_id, self.data_set), first=first)

    def lines(self, found: Table) -> list[Line]:
        """What the columns mean."""
        return dictionary(found.plan, {one.key: one.label for one in self.data_set.fields})


@require_safe
@looks_at_people
def extracts(request: HttpRequest) -> HttpResponse:
    """What the looker may make data sets of, for the purpose at hand."""
    sight = sight_of(request, now())
    pairs = offered(sight)
    names = agency_types(sight.looker.standing, {recipient for recipient, _key in pairs})
    known = load_catalogue().data_sets
    items = [
        {
            "label": known[key].label,
            "text": known[key].text,
            "agency": names[recipient][0],
            "href": reverse("datasets:extract", args=[recipient, key]),
        }
        for recipient, key in pairs
        if key in known and recipient in names
    ]
    context = {"items": items, "trained": sight.is_trained, "elsewhere": elsewhere(sight)}
    return render(request, "datasets/extracts.html", context)


@require_safe
@looks_at_people
def extract(request: HttpRequest, recipient_id: UUID, data_set: str) -> HttpResponse:
    """Asking for one; and what was asked for: how many records, the first rows, the files."""
    place = _place(request, recipient_id, data_set)
    found = None
    if place.form.is_asked and place.form.is_valid():
        try:
            found = place.table(first=FIRST)
        except BadInput as wrong:
            place.form.add_problems(wrong)
    lines = place.lines(found) if found else []
    context = {
        "data_set": place.data_set,
        "form": place.form,
        "found": found,
        "lines": lines,
        "reasons": _reasons(place),
        "query": request.GET.urlencode(),
        "here": request.path,
        "files": _files(place),
    }
    return render(request, "datasets/extract.html", context)


@require_safe
@looks_at_people
@require_step_up
def rows_csv(request: HttpRequest, recipient_id: UUID, data_set: str) -> HttpResponse:
    """All rows as CSV."""
    return _file(request, recipient_id, data_set, "csv", "text/csv; charset=utf-8", as_csv)


@require_safe
@looks_at_people
@require_step_up
def rows_parquet(request: HttpRequest, recipient_id: UUID, data_set: str) -> HttpResponse:
    """All rows as Parquet."""
    return _file(request, recipient_id, data_set, "parquet", "application/vnd.apache.parquet", as_parquet)


@require_safe
@looks_at_people
def columns_csv(request: HttpRequest, recipient_id: UUID, data_set: str) -> HttpResponse:
    """What the columns mean, as CSV."""
    place = _place(request, recipient_id, data_set)
    content = dictionary_csv(place.lines(place.table(first=0)))
    return as_download(f"{data_set}-columns.csv", "text/csv; charset=utf-8", content)


def _file(
    request: HttpRequest,
    recipient_id: UUID,
    data_set: str,
    ending: str,
    media_type: str,
    made: Callable[[Table], bytes],
) -> HttpResponse:
    content = made(_place(request, recipient_id, data_set).table())
    return as_download(f"{data_set}-official-sensitive.{ending}", media_type, content)


def _place(request: HttpRequest, recipient_id: UUID, data_set: str) -> Place:
    sight = sight_of(request, now())
    fields = fields_for(sight, recipient_id, data_set)
    known = load_catalogue().data_sets[data_set]
    return Place(sight, recipient_id, known, AskForm(request.GET, known, fields, today()))


def _files(place: Place) -> dict[str, str]:
    arguments = [place.recipient_id, place.data_set.key]
    return {name: reverse(f"datasets:{name}", args=arguments) for name in ("rows-csv", "rows-parquet", "columns-csv")}


def _reasons(place: Place) -> list[object]:
    grants = [
        grant
        for grant in grants_in_bulk(place.sight.looker, place.sight.purpose, place.sight.at)
        if (grant.recipient_id, grant.data_set) == (place.recipient_id, place.data_set.key)
    ]
    because = [Because(grant.id, grant.agreement_id, grant.clause) for grant in grants]
    papers = papers_of(place.sight, {grant.agreement_id for grant in grants})
    return list(reasons_of(place.sight, because, papers))
