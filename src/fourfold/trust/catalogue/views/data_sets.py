"""Data sets: the list, a page each, and taking one out of use."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.ground.web.tables import Paging
from fourfold.trust.catalogue import operations, policies, queries
from fourfold.trust.catalogue.forms.live import EndForm
from fourfold.trust.catalogue.policies import Permission, require
from fourfold.trust.catalogue.presenters import data_sets as present
from fourfold.trust.catalogue.views.asking import standing


@require_safe
def data_sets(request: HttpRequest) -> HttpResponse:
    """Every data set, with for how many agencies it is live."""
    actor = standing(request)
    found = list(queries.catalogue(actor).data_sets.values())
    paging = Paging.read(request.GET, len(found))
    live = queries.holdings(actor)
    rows = [
        present.row(data_set, [one for one in live if one.data_set == data_set.key])
        for data_set in found[paging.window]
    ]
    return render(request, "catalogue/data_sets.html", {"rows": rows, "paging": paging})


@require_safe
def data_set(request: HttpRequest, key: str) -> HttpResponse:
    """One data set: its fields, whose it is, how agreements could share it, and where it is live."""
    actor = standing(request)
    catalogue = queries.catalogue(actor)
    found = catalogue.data_sets.get(key)
    if found is None:
        raise NotFound("catalogue.data_set", key)
    live = queries.holdings(actor, data_set=key)
    paging = Paging.read(request.GET, len(live))
    context = {
        "data_set": found,
        "identity": present.identity(found),
        "about": present.about(found),
        "fields": present.fields(found),
        "possible": present.possible(found, catalogue, today()),
        "holders": [
            present.holder(one, may_end=bool(policies.take_live(actor, one.holder_id))) for one in live[paging.window]
        ],
        "past": [present.past_holder(one) for one in queries.ended(actor, data_set=key)],
        "paging": paging,
    }
    return render(request, "catalogue/data_set.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, key: str, holder_id: UUID) -> HttpResponse:
    """Take an agency's data set out of use, at once."""
    actor = standing(request)
    require(policies.take_live(actor, holder_id), Permission.LIVE, subject_kind="catalogue.holding")
    found = queries.catalogue(actor).data_sets.get(key)
    live = queries.holdings(actor, data_set=key, holder_id=holder_id)
    if found is None or not live:
        raise NotFound("catalogue.holding", key)
    form = EndForm(request.POST or None)
    page = FormPage(
        title=_("Take this data set out of use"),
        then=reverse("catalogue:data-set", args=[key]),
        caption=f"{found.label}: {live[0].holder_name}",
        submit=_("Take it out of use now"),
        said=_("It is out of use. Nobody sees it by any agreement."),
        intro=_(
            "Everything that agreements opened of it closes at once, for your own agency too, and no new records can "
            "be added. The records stay kept, and what was read stays read. It goes live again once a new version of "
            "one of its assessments is signed."
        ),
        template="web/layouts/checked_form.html",
    )

    def act() -> None:
        said = form.cleaned_data
        operations.end_live(
            actor=actor, now=now(), holder_id=holder_id, data_set=key, why=said["why"], checked=said["checked"]
        )

    return form_page(request, page, form, act)
