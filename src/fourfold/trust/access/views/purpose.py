"""Choosing for what one looks: a page of buttons, one click each."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.clock import now
from fourfold.trust.access.looking import CHOSEN, preferred
from fourfold.trust.access.operations import choose_purpose
from fourfold.trust.access.presenters.purposes import purpose_lines
from fourfold.trust.access.queries import purposes_of, sight_of
from fourfold.trust.access.views import standing


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """The purposes for which anything is open; a click chooses one and goes back to where one was (`?then=`)."""
    actor, at = standing(request), now()
    then = _back(request)
    if request.method == "POST":
        choose_purpose(actor=actor, now=at, purpose=request.POST.get("purpose", ""))
        request.session[CHOSEN] = request.POST["purpose"]
        return redirect(then)
    sight = sight_of(actor)
    chosen = preferred(purposes_of(sight.looker, at), request.session.get(CHOSEN, ""), sight.usual)
    context = {
        "lines": purpose_lines(sight, chosen=chosen, at=at),
        "agency": actor.home.agency_name if actor.home else "",
        "then": then,
    }
    return render(request, "access/purpose.html", context)


def _back(request: HttpRequest) -> str:
    """Where one came from, if that is a page of ours."""
    then = request.POST.get("then") or request.GET.get("then", "")
    ours = url_has_allowed_host_and_scheme(then, allowed_hosts=None) and not urlsplit(then).netloc
    return then if ours and then.startswith("/") else reverse("identity:find")
