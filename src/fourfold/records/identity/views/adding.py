"""Adding a record by hand: which data set, what it says, and first whether the person is known already."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.ground.web.form_pages import NOT_TAKEN
from fourfold.records.feeds.queries.sight import Sight, sight_of
from fourfold.records.identity.forms.adding import AddForm
from fourfold.records.identity.operations.adding import add_record
from fourfold.records.identity.presenters.finding import choice_of, found_row
from fourfold.records.identity.queries.adding import Place, places_to_add
from fourfold.records.identity.queries.finding import Person, find_people
from fourfold.trust.access.looking import looks_at_people
from fourfold.trust.access.middleware import standing
from fourfold.trust.catalogue.domain.loading import load_catalogue


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The data sets into which one's agencies may put records."""
    return render(request, "identity/new_choose.html", {"places": places_to_add(standing(request))})


@require_http_methods(["GET", "POST"])
@looks_at_people
def new(request: HttpRequest, holder_id: UUID, data_set: str) -> HttpResponse:
    """One record. Before it is kept, those of the holder's own people are shown who may be the same person.

    People of other agencies are not looked for here: matching them is not for whoever adds a record.
    """
    sight = sight_of(request, now())
    place = _place(sight, holder_id, data_set)
    asked = request.method == "POST"
    form = AddForm(request.POST if asked else None, load_catalogue().data_sets[data_set])
    like: list[Person] = []
    if asked:
        like = _like(sight, form, holder_id)
        form.ask_for_person([choice_of(one) for one in like])
        if "person" not in request.POST and like:
            form.fields["person"].required = False
        form.full_clean()
        if form.is_valid() and ("person" in request.POST or not like):
            try:
                record_id = add_record(actor=sight.looker.standing, now=now(), holder_id=holder_id, record=form.new())
            except BadInput as refused:
                form.add_problems(refused)
            else:
                messages.success(request, _("The record is added."))
                return redirect("feeds:record", record_id)
    context = {
        "form": form,
        "place": place,
        "like": [found_row(one) for one in like],
        "says": [name for name in form.fields if name != "person"],
        "then": reverse("identity:new"),
    }
    return render(request, "identity/new.html", context, status=NOT_TAKEN if form.errors else 200)


def _place(sight: Sight, holder_id: UUID, data_set: str) -> Place:
    found = places_to_add(sight.looker.standing)
    for place in found:
        if (place.holder_id, place.data_set) == (holder_id, data_set):
            return place
    raise NotFound("data-set", data_set)


def _like(sight: Sight, form: AddForm, holder_id: UUID) -> list[Person]:
    """The holder's own people who may be meant, once enough is typed to look for somebody."""
    form.fields["person"].required = False
    form.full_clean()
    asked = form.asked() if "says-name" in form.cleaned_data else None
    return list(find_people(sight, asked, holder_id=holder_id).people[:5]) if asked and asked.words else []
