"""Lists: requests to one's agency, what others ask about its records, what others changed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.forms.handling import SureForm
from fourfold.accountability.rights.operations.telling import settle_notice
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.presenters import parts as part_words
from fourfold.accountability.rights.presenters import requests as words
from fourfold.accountability.rights.queries import parts as part_queries
from fourfold.accountability.rights.queries.requests import SHOWN, request_counts, requests_for_actor
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.ground.web.tables import Paging
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.domain.roles import Standing


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Requests to one's agency, what is due first."""
    actor, on = handler(request), today()
    chosen = request.GET.get("show", "open")
    chosen = chosen if chosen in SHOWN else "open"
    counts = request_counts(actor, on)
    paging = Paging.read(request.GET, counts[chosen])
    context = {
        "sections": words.sections("rights:requests"),
        "quick": words.quick_links(request.GET, counts, chosen),
        "lines": [words.line_of(one, on) for one in requests_for_actor(actor, chosen, on)[paging.window]],
        "paging": paging,
        "show": chosen,
    }
    return render(request, "rights/requests.html", context)


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """What one's agency is asked about its own records."""
    actor, on = handler(request), today()
    waiting = request.GET.get("show") != "answered"
    found = part_queries.parts_for_actor(actor, waiting=waiting)
    paging = Paging.read(request.GET, found.count())
    rows = list(found[paging.window])
    asked = part_queries.asked_of([row.pk for row in rows])
    here = reverse("rights:parts")
    context = {
        "sections": words.sections("rights:parts"),
        "quick": [
            {"text": _("To be decided"), "href": here, "active": waiting},
            {"text": _("Answered"), "href": f"{here}?show=answered", "active": not waiting},
        ],
        "lines": [part_words.part_line(row, asked[row.pk], on) for row in rows if row.pk in asked],
        "paging": paging,
    }
    return render(request, "rights/parts.html", context)


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Records that people of one's agency read, and that their holders changed since."""
    actor = handler(request)
    found = part_queries.notices_for_actor(actor)
    paging = Paging.read(request.GET, found.count())
    context = {
        "sections": words.sections("rights:notices"),
        "lines": [part_words.notice_line(one) for one in found[paging.window]],
        "paging": paging,
    }
    return render(request, "rights/notices.html", context)


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Say that one's own copies were put right."""
    actor = handler(request)
    notice = part_queries.notice_for_actor(actor, notice_id)
    line = part_words.notice_line(notice)
    intro = _(
        "%(holder)s: %(what)s. %(data_set)s of %(when)s, about %(reference)s. Put right, or destroy, every copy and "
        "note that your agency made of it. Then say so: this notice forgets whom it was about."
    )
    page = FormPage(
        _("Our copies are put right"),
        then=reverse("rights:notices"),
        submit=_("Our copies are put right"),
        said=_("Written down. The notice no longer says whom it was about."),
        intro=intro % {key: line[key] for key in ("holder", "what", "data_set", "when", "reference")},
    )
    return form_page(
        request,
        page,
        SureForm(request.POST if request.method == "POST" else None),
        lambda: settle_notice(actor=actor, now=now(), notice_id=notice_id),
    )


def handler(request: HttpRequest) -> Standing:
    """Who handles requests. For everybody else these pages are not there."""
    actor = standing(request)
    if not policies.handle(actor):
        raise NotFound(Permission.READ)
    return actor
