"""Search in the plans that one reads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.accountability.plan.forms.search import SearchForm
from fourfold.accountability.plan.presenters.page import parts_of
from fourfold.accountability.plan.presenters.search import factors_of, hits_of
from fourfold.accountability.plan.queries import search as queries
from fourfold.accountability.plan.queries.plans import plans_to_choose
from fourfold.ground.web.tables import Paging
from fourfold.ground.web.wording import plural
from fourfold.trust.access.middleware import standing

PAGE = 10


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Actions and success factors in which all the words stand."""
    actor = standing(request)
    form = SearchForm(request.GET, plans_to_choose(actor, request.GET.get("plan"), only_live=False))
    plan = form.plan_chosen
    found = queries.search_for_actor(actor, form.words, plan_id=form.plan_id)
    paging = Paging.read(request.GET, len(found.action_ids), size=PAGE)
    ids = list(found.action_ids[paging.window])
    shown = queries.actions_of_hits(actor, ids, found.words) if ids else []
    passages = queries.passages(actor, found.words, ids) if ids else {}
    context = {
        "plan": plan,
        "form": form,
        "several": plan is None and len(form.plans) > 1,
        "words": form.words.strip(),
        "understood": bool(found.words),
        "count": plural(paging.total, "action"),
        "hits": hits_of(shown, passages),
        "factors": factors_of(found.factors) if paging.number == 1 else [],
        "paging": paging,
        "parts": parts_of(plan, "search") if plan else [],
    }
    return render(request, "plan/search.html", context)
