"""Packs: the list, asking for one, watching it being made, reading it, taking it along."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.accountability.plan.queries.plans import plan_for_actor
from fourfold.accountability.publishing import policies
from fourfold.accountability.publishing.domain.states import PackState
from fourfold.accountability.publishing.forms.packs import WHOLE, PackForm
from fourfold.accountability.publishing.operations import packs as operations
from fourfold.accountability.publishing.presenters.packs import name_of, pack_line, progress_of
from fourfold.accountability.publishing.queries.choosing import pack_choices
from fourfold.accountability.publishing.queries.packs import pack_for_actor, packs_for_actor
from fourfold.ground.documents import thaw, to_html
from fourfold.ground.kernel.clock import now
from fourfold.ground.web.form_pages import FormPage, carried_out, show
from fourfold.ground.web.tables import Paging
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing


@require_safe
def packs(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The packs of a plan, newest first."""
    actor = standing(request)
    plan = plan_for_actor(actor, plan_id)
    found = packs_for_actor(actor, plan_id=plan.pk)
    paging = Paging.read(request.GET, found.count())
    context = {
        "plan": plan,
        "lines": [pack_line(pack) for pack in found[paging.window]],
        "paging": paging,
        "may_make": bool(policies.make_pack(actor)),
    }
    return render(request, "publishing/packs.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Ask for a pack."""
    actor = standing(request)
    plan = plan_for_actor(actor, plan_id)
    require(policies.make_pack(actor), policies.Permission.PACK, subject_kind="plan", subject_id=plan.pk)
    offered = pack_choices(actor, now=now())
    first = request.GET.get("for") or (offered[0][0] if offered else WHOLE)
    form = PackForm(request.POST or None, offered=offered, initial={"made_for": first})
    page = FormPage(
        _("Make a pack"),
        then=reverse("publishing:packs", args=[plan.pk]),
        caption=plan.title,
        submit=_("Make the pack"),
        intro=_("As a page, a PDF and a Word file, with what changed, exceptions first, and the success factors."),
    )
    asked: list[UUID] = []

    def act() -> None:
        asked.append(operations.ask_for_pack(actor=actor, now=now(), wanted=form.wanted(plan.pk)).pk)

    if carried_out(request, form, act):
        return redirect("publishing:pack", asked[0])
    return show(request, page, form)


@require_safe
def pack(request: HttpRequest, pack_id: UUID) -> HttpResponse:
    """A pack: how far it is, or the pack itself."""
    actor = standing(request)
    found = pack_for_actor(actor, pack_id)
    context = {
        "pack": found,
        "title": name_of(found),
        "line": pack_line(found),
        "progress": progress_of(found, now=now()),
        "mine": found.asked_by_user == actor.user_id,
        "contact": settings.SUPPORT_CONTACT,
    }
    if found.state != PackState.READY:
        return render(request, "publishing/pack_under_way.html", context)
    return render(request, "publishing/pack.html", context | {"document": to_html(thaw(found.content))})


@require_safe
def progress(request: HttpRequest, pack_id: UUID) -> JsonResponse:
    """How far a pack is, for the script that keeps its page up to date."""
    found = progress_of(pack_for_actor(standing(request), pack_id), now=now())
    shown = {"under_way": found.is_under_way, "percent": found.percent, "left": found.left, "state": found.state}
    return JsonResponse(shown | {"done": found.done, "steps": found.steps})


@require_POST
def again(request: HttpRequest, pack_id: UUID) -> HttpResponse:
    """Try again."""
    operations.try_again(actor=standing(request), now=now(), pack_id=pack_id)
    messages.success(request, _("The pack waits to be made again."))
    return redirect("publishing:pack", pack_id)


@require_safe
def pack_file(request: HttpRequest, pack_id: UUID, kind: str) -> HttpResponse:
    """The PDF or the Word file."""
    found = operations.take_pack(actor=standing(request), now=now(), pack_id=pack_id, kind=kind)
    response = HttpResponse(found.content, content_type=found.media_type)
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response["Cache-Control"] = "private, no-store"
    return response
