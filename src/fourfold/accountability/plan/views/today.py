"""Home: what waits for me, then for my agency, then what has moved, then the plans at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.presenters.today import home_of
from fourfold.accountability.plan.queries.today import today_for_actor
from fourfold.ground.kernel import clock
from fourfold.trust.access.middleware import standing


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Today's work of whoever is signed in."""
    actor, now = standing(request), clock.now()
    day = clock.today(now)
    shown = home_of(actor, today_for_actor(actor, today=day, now=now), today=day)
    context = {
        "home": shown,
        "day": day,
        "is_active": actor.is_active,
        "may_coordinate": policies.coordinate(actor),
    }
    return render(request, "plan/today.html", context)
