"""Records that are due, and are kept with a reason."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.accountability.rights.forms.handling import KeepForm
from fourfold.accountability.rights.operations import retention as operations
from fourfold.accountability.rights.presenters import retention as words
from fourfold.accountability.rights.presenters.requests import sections
from fourfold.accountability.rights.queries.requests import agencies_of
from fourfold.accountability.rights.queries.retention import (
    decisions_for_actor,
    due_for_actor,
    due_of,
    next_for_actor,
)
from fourfold.accountability.rights.views.lists import handler
from fourfold.ground.kernel.clock import now, show_date, today
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.ground.web.tables import Paging
from fourfold.trust.partnership.queries.outbox import names_of_agencies

FORMS = ["GET", "POST"]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is due, what falls due next, what was decided."""
    actor, on = handler(request), today()
    decided = decisions_for_actor(actor)
    names = names_of_agencies(set(agencies_of(actor)))
    paging = Paging.read(request.GET, decided.count())
    context = {
        "sections": sections("rights:retention"),
        "lines": [words.due_line(one, names, on) for one in due_for_actor(actor, on)],
        "next": [
            words.next_line(names.get(holder, ""), data_set, day)
            for holder, data_set, day in next_for_actor(actor, on)
        ],
        "decided": [words.decision_line(one) for one in decided[paging.window]],
        "paging": paging,
    }
    return render(request, "rights/retention.html", context)


@require_http_methods(FORMS)
def keep(request: HttpRequest, holder_id: UUID, data_set: str) -> HttpResponse:
    """Keep what is due of a data set."""
    actor = handler(request)
    due = due_of(actor, holder_id, data_set, today())
    form = KeepForm(request.POST or None)
    page = FormPage(
        ngettext("Keep %(n)s record", "Keep %(n)s records", due.records) % {"n": f"{due.records:,}"},
        then=reverse("rights:retention"),
        caption=words.label_of(data_set),
        submit=_("Keep them"),
        said=_("They are kept. What was closed is open again."),
        intro=_("They tell of what happened from %(day)s on. Keep only what you still need for its purpose.")
        % {"day": show_date(due.oldest)},
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.keep_due(
            actor=actor,
            now=now(),
            holder_id=holder_id,
            data_set=data_set,
            why=form.cleaned_data["why"],
            until=form.cleaned_data["until"],
        ),
    )
