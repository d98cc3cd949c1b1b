"""Runs of the linkage: the list with how far the present one is, and asking for a full one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fourfold.ground.kernel.clock import now
from fourfold.ground.web.tables import Paging
from fourfold.records.identity.operations import ask_for_run
from fourfold.records.identity.policies import ask_for_run as may_ask
from fourfold.records.identity.presenters.runs import UNDER_WAY, line_of, progress_of
from fourfold.records.identity.queries.runs import found_by, runs_for
from fourfold.trust.access.middleware import standing


@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """Runs, newest first; counts alone, and of nobody."""
    actor = standing(request)
    found = runs_for(actor)
    paging = Paging.read(request.GET, found.count())
    current = found.filter(state__in=UNDER_WAY).order_by("asked_at").first()
    shown = list(found[paging.window])
    counts = found_by(shown)
    context = {
        "lines": [line_of(run, counts.get(run.pk)) for run in shown],
        "paging": paging,
        "progress": progress_of(current) if current else None,
        "may_ask": bool(may_ask(actor)),
    }
    return render(request, "identity/runs.html", context)


@require_safe
def runs_progress(request: HttpRequest) -> JsonResponse:
    """How far the run is that is under way, for the script that keeps the page up to date."""
    current = runs_for(standing(request)).filter(state__in=UNDER_WAY).order_by("asked_at").first()
    return JsonResponse(progress_of(current).as_json())


@require_POST
def run_everything(request: HttpRequest) -> HttpResponse:
    """Have everything linked anew."""
    ask_for_run(actor=standing(request), now=now())
    messages.success(request, _("Everything is linked anew. It begins within two minutes."))
    return redirect("identity:runs")
