"""The list of actions, over all live plans or one plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.forms.filters import ActionFilterForm, Choices
from fourfold.accountability.plan.presenters import lists
from fourfold.accountability.plan.presenters.lines import line_of
from fourfold.accountability.plan.presenters.page import parts_of
from fourfold.accountability.plan.queries.actions import Sort, actions_for_actor
from fourfold.accountability.plan.queries.agencies import agencies_that_move
from fourfold.accountability.plan.queries.plans import plans_to_choose
from fourfold.ground.kernel import clock
from fourfold.ground.web.tables import Paging, Sorting
from fourfold.ground.web.wording import plural
from fourfold.trust.access.middleware import standing

KEPT = ("sort", "mine", "my_agency")
"""What the filters keep of the address: the quick links set it, and the panel does not ask for it."""


@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    """Actions, filtered and sorted by the address."""
    actor, day = standing(request), clock.today()
    form = ActionFilterForm(
        request.GET, Choices(agencies_that_move(actor, today=day), plans_to_choose(actor, request.GET.get("plan")))
    )
    sorting = Sorting.read(request.GET, lists.COLUMNS, Sort.NUMBER)
    wanted = form.wanted(Sort(sorting.key), descending=sorting.descending)
    found = actions_for_actor(actor, wanted, today=day)
    paging = Paging.read(request.GET, found.count())
    plan, agency = form.plan_chosen, form.agency_chosen
    several = plan is None and len(form.plans) > 1
    named = lists.Named(agency.name if agency else "", plan.title if plan else "")
    context = {
        "plan": plan,
        "filters": form,
        "several": several,
        "count": plural(paging.total, "action"),
        "sentence": lists.sentence(wanted, named),
        "lines": [line_of(action, today=day) for action in found[paging.window]],
        "headers": lists.headers(sorting, several=several),
        "paging": paging,
        "quick": lists.quick_links(plan, form.narrowing),
        "parts": parts_of(plan, "actions") if plan else [],
        "narrowed": len(form.narrowing),
        "coordinates": bool(policies.coordinate(actor)),
        "kept": {name: request.GET[name] for name in KEPT if request.GET.get(name)},
    }
    return render(request, "plan/actions.html", context)
