"""Pages about the service itself, and the gallery by which its look is judged."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.web import gallery


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement. Open to all."""
    return render(request, "web/pages/accessibility.html")


@login_not_required
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """Which cookies are set, and why. Open to all."""
    names = {"session": settings.SESSION_COOKIE_NAME, "csrf": settings.CSRF_COOKIE_NAME}
    return render(request, "web/pages/cookies.html", {"cookies": names})


def look(request: HttpRequest) -> HttpResponse:
    """Every component with content like the real thing. Only while developing or demonstrating."""
    if not (settings.DEBUG or getattr(settings, "DEMONSTRATION", False)):
        raise Http404
    return render(request, "web/gallery.html", gallery.content(request))
