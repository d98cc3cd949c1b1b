"""Records that must not be used for now, and the end of that."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.accountability.rights.forms.handling import EndForm
from fourfold.accountability.rights.operations.restricting import end_restriction
from fourfold.accountability.rights.presenters.requests import sections
from fourfold.accountability.rights.presenters.restrictions import restriction_line
from fourfold.accountability.rights.queries.restrictions import (
    restricted,
    restriction_for_actor,
    restrictions_for_actor,
)
from fourfold.accountability.rights.views.lists import handler
from fourfold.ground.kernel.clock import now
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.ground.web.tables import Paging


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The restrictions of one's agency."""
    found = restrictions_for_actor(handler(request))
    paging = Paging.read(request.GET, found.count())
    shown = list(found[paging.window])
    records = restricted({one.record_id for one in shown})
    context = {
        "sections": sections("rights:restrictions"),
        "lines": [restriction_line(one, records.get(one.record_id)) for one in shown],
        "paging": paging,
    }
    return render(request, "rights/restrictions.html", context)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, mark_id: UUID) -> HttpResponse:
    """Let a record be used again."""
    actor = handler(request)
    mark = restriction_for_actor(actor, mark_id)
    line = restriction_line(mark, restricted([mark.record_id]).get(mark.record_id))
    form = EndForm(request.POST or None, label=_("Why may it be used again?"))
    told = _("%(what)s. Asked of: %(asked)s. The person is told before it is used again, by whoever they asked.")
    page = FormPage(
        _("End this restriction"),
        then=reverse("rights:restrictions"),
        caption=line["reference"],
        submit=_("End it"),
        said=_("The record may be used again. Agencies whose people read it are told."),
        intro=told % {"what": line["what"], "asked": line["asked"] or line["holder"]},
    )
    return form_page(
        request,
        page,
        form,
        lambda: end_restriction(
            actor=actor,
            now=now(),
            mark_id=mark_id,
            why=form.cleaned_data["text"],
            told_on=form.cleaned_data["told_on"],
        ),
    )
