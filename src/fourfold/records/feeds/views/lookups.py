"""Look-ups in the national system: who may ask and when, recording one, and those of one's own agency."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.ground.web.tables import Paging
from fourfold.records.feeds.domain.lookups import DATA_SET
from fourfold.records.feeds.forms.lookups import LookUpForm
from fourfold.records.feeds.operations import record_look_up
from fourfold.records.feeds.policies import Permission
from fourfold.records.feeds.presenters.lists import look_up_row
from fourfold.records.feeds.queries.lookups import grants_to_look_up, look_ups_for_actor
from fourfold.records.feeds.queries.sight import sight_of
from fourfold.trust.access.looking import looks_at_people
from fourfold.trust.access.middleware import standing
from fourfold.trust.catalogue.domain.loading import load_catalogue


@require_safe
def look_ups(request: HttpRequest) -> HttpResponse:
    """What CP-IS is, who may ask, and the look-ups of one's own agency. It shows no child: only one's own numbers."""
    found = look_ups_for_actor(standing(request))
    paging = Paging.read(request.GET, found.count())
    context = {
        "data_set": load_catalogue().data_sets[DATA_SET],
        "rows": [look_up_row(one) for one in found[paging.window]],
        "paging": paging,
    }
    return render(request, "feeds/look_ups.html", context)


@require_http_methods(["GET", "POST"])
@looks_at_people
def look_up(request: HttpRequest) -> HttpResponse:
    """Record a look-up that was made in the NHS's own system."""
    sight = sight_of(request, now())
    if not grants_to_look_up(sight):
        raise NotAllowed(
            Permission.LOOK_UP,
            _(
                "No agreement in force lets your agency look children up for this purpose. Look-ups are for "
                "unscheduled care; change the purpose, or ask your agency’s accountable officer."
            ),
        )
    form = LookUpForm(request.POST or None)
    page = FormPage(
        _("Record a look-up"),
        then=reverse("feeds:look-ups"),
        submit=_("Record it"),
        said=_("The look-up is recorded."),
        intro=_(
            "You made it in the NHS’s own system. Here it is only written down that it was asked, and whether an "
            "answer came. What the answer said belongs into the patient’s record, not here."
        ),
    )
    return form_page(request, page, form, lambda: record_look_up(sight=sight, now=now(), new=form.new()))
