"""A form that came by mail: opened without signing in, in one browser, used once.

Fetching an address changes nothing, since mail scanners fetch every link. No session is made: the browser is known by
a cookie of this link alone.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.accountability.chasing.domain.links import LIVES, LinkState, digest_of
from fourfold.accountability.chasing.forms.mailed import MailedUpdateForm
from fourfold.accountability.chasing.operations import forms as operations
from fourfold.accountability.chasing.queries.forms import Asked, asked_by, opened
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import Conflict
from fourfold.ground.web.form_pages import NOT_TAKEN, carried_out

PATH = "/by-mail/"
STATUS = {LinkState.OVER: 404, LinkState.USED: 410, LinkState.REVOKED: 410, LinkState.ELSEWHERE: 403}

View = Callable[[HttpRequest, str], HttpResponse]


def discreet(view: View) -> View:
    """Keep the address, which is a key, out of caches, of search engines and of what browsers pass on."""

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        # `no-referrer` would also empty the Origin by which a form's sender is checked; this one names no path.
        response["Referrer-Policy"] = "strict-origin"
        return response

    return answer


def _cookie(token: str) -> str:
    return f"form-{digest_of(token)[:16]}"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
@discreet
def mailed_form(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link: what it is worth, or the form."""
    found = opened(token, browser=request.COOKIES.get(_cookie(token), ""), now=now())
    if found.form is None or found.state in STATUS:
        return _over(request, token, found.state)
    if found.state is LinkState.DONE:
        return render(request, "chasing/form_done.html")
    asked = asked_by(found.form)
    if asked.refusal:
        return render(request, "chasing/form_refused.html", {"asked": asked}, status=403)
    if found.state is LinkState.MINE:
        return _form(request, token, asked)
    if request.method == "POST":
        return _go_on(request, token)
    return render(request, "chasing/form_fresh.html", {"asked": asked})


@sensitive_variables("token")
def _go_on(request: HttpRequest, token: str) -> HttpResponse:
    """Bind the link to this browser."""
    browser = operations.open_form(token=token, now=now())
    if browser is None:
        return _over(request, token, opened(token, browser="", now=now()).state)
    response = redirect("chasing:mailed-form", token)
    response.set_cookie(
        _cookie(token),
        browser,
        max_age=LIVES,
        path=PATH,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


@sensitive_variables("token")
def _form(request: HttpRequest, token: str, asked: Asked) -> HttpResponse:
    form = MailedUpdateForm(
        request.POST or None,
        today=today(),
        review_due=asked.review is not None,
        initial={"status": asked.status, "status_seen": asked.status},
    )

    def use() -> None:
        browser = request.COOKIES.get(_cookie(token), "")
        operations.use_form(token=token, browser=browser, now=now(), progress=form.progress())

    try:
        if carried_out(request, form, use):
            return redirect("chasing:mailed-form", token)
    except Conflict:
        return redirect("chasing:mailed-form", token)
    return render(
        request, "chasing/form.html", {"form": form, "asked": asked}, status=NOT_TAKEN if form.errors else 200
    )


def _over(request: HttpRequest, token: str, state: LinkState) -> HttpResponse:
    context = {"state": state.value, "token": token}
    return render(request, "chasing/form_over.html", context, status=STATUS.get(state, 404))


@login_not_required
@require_POST
@sensitive_variables("token")
@discreet
def send_again(request: HttpRequest, token: str) -> HttpResponse:
    """Send a new link to the address of the old one. The answer is the same whatever became of it."""
    operations.send_again(token=token, now=now())
    return render(request, "chasing/form_sent.html")
