"""Error pages: what happened, why, and what to do. Named in the project's urls and settings.

The pages take `error`, a `FourfoldError` whose words are safe to show. The 404 page takes nothing:
what is hidden and what is absent get the same page.
"""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from fourfold.ground.kernel.errors import BadInput, FourfoldError

LAST_RESORT = (
    "<!DOCTYPE html><html lang='en'><title>Sorry, there is a problem – Fourfold</title>"
    "<h1>Sorry, there is a problem</h1><p>What you just sent was not saved. Please try again in a few minutes.</p>"
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, `handler400`: what was sent cannot be read, or is too large."""
    if isinstance(exception, RequestDataTooBig):
        exception = BadInput.one("What you sent is too large. A file may have up to 10 MB: choose a smaller one.")
    return _page(request, 400, exception)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, `handler403`: a policy said no, and says why."""
    return _page(request, 403, exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403, `CSRF_FAILURE_VIEW`: the page had gone stale. Django's technical `reason` is not shown."""
    return render(request, "web/errors/403.html", {"stale": True}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404, `handler404`: absent or hidden. Nothing of `exception` reaches the page."""
    return render(request, "web/errors/404.html", status=404)


def conflict(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """409: somebody else changed the same thing first."""
    return _page(request, 409, exception)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """429, `handler429` (allauth asks for it): too many tries in a short time."""
    return render(request, "web/errors/429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """500, `handler500`. Drawn without the request, hence without context processors or the database."""
    try:
        page: str = render_to_string("web/errors/500.html")
    except Exception:  # A page must come out whatever broke, the templates included.
        page = LAST_RESORT
    return HttpResponse(page, status=500)


def _page(request: HttpRequest, status: int, exception: Exception | None) -> HttpResponse:
    error = exception if isinstance(exception, FourfoldError) else None
    return render(request, f"web/errors/{status}.html", {"error": error}, status=status)
