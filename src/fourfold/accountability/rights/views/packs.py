"""Subject access packs: drafted in one click, read, released by somebody, and fetched to be handed over."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.accountability.rights.forms.handling import ReleaseForm, SureForm
from fourfold.accountability.rights.models import Pack
from fourfold.accountability.rights.operations import packs as operations
from fourfold.accountability.rights.presenters.pack import document, facts_of
from fourfold.accountability.rights.queries.requests import pack_for_actor
from fourfold.accountability.rights.views.handling import page_of, to_handle
from fourfold.accountability.rights.views.lists import handler
from fourfold.ground.documents import to_html, to_pdf
from fourfold.ground.kernel.clock import now, show_moment, today
from fourfold.ground.web.downloads import as_download
from fourfold.ground.web.form_pages import FormPage, carried_out, show
from fourfold.trust.access.step_up import require_step_up

FORMS = ["GET", "POST"]


@require_http_methods(FORMS)
def draft(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Draft the pack from what holders gave so far."""
    actor, asked = to_handle(request, request_id)
    page = page_of(
        asked,
        _("Draft the pack"),
        submit=_("Draft it"),
        intro=_(
            "It is made of what the agencies that hold records gave so far, in plain words: what, why, from where, "
            "who looked and who may. Nothing leaves until somebody has read it and released it."
        ),
    )
    form = SureForm(request.POST if request.method == "POST" else None)
    made: list[Pack] = []

    def act() -> None:
        paper = document(asked, facts_of(actor, asked), today())
        made.append(operations.keep_draft(actor=actor, now=now(), request_id=request_id, document=paper))

    if carried_out(request, form, act):
        return redirect("rights:pack", made[0].pk)
    return show(request, page, form)


@require_http_methods(FORMS)
def pack(request: HttpRequest, pack_id: UUID) -> HttpResponse:
    """A pack to be read, and to be released in one's own name."""
    actor = handler(request)
    found = pack_for_actor(actor, pack_id)
    asked, at = found.request, now()
    waits = operations.waits_for_holders(asked, at)
    form = ReleaseForm(request.POST if request.method == "POST" else None, waits=waits)
    page = FormPage(
        _("Draft %(number)s of the pack") % {"number": found.number},
        then=reverse("rights:request", args=[asked.pk]),
        caption=asked.reference,
        submit=_("Release it"),
        template="rights/pack.html",
        more={
            "pack": found,
            "asked": asked,
            "paper": to_html(operations.document_of(found)),
            "missing": operations.what_is_missing(asked, found) if not found.released_at else [],
            "released": show_moment(found.released_at),
        },
    )

    def act() -> None:
        said = form.cleaned_data
        operations.release(
            actor=actor, now=at, pack_id=pack_id, read_all=said["read_all"], early_why=said.get("early_why", "")
        )

    if carried_out(request, form, act):
        return redirect("rights:pack", pack_id)
    return show(request, page, form)


@require_safe
@require_step_up
def file(request: HttpRequest, pack_id: UUID) -> HttpResponse:
    """A released pack as PDF, to be handed over: on paper, or in a way that is safe. Never by a letter of ours."""
    found, paper = operations.fetch(actor=handler(request), now=now(), pack_id=pack_id)
    return as_download(f"{found.request.reference}.pdf", "application/pdf", to_pdf(paper))
