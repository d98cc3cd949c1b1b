"""How long a session lasts: twelve hours at most, one hour without use."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

TOUCH_EVERY = 60
"""Seconds between two notes of use, so that not every request writes to the session."""


def begin(request: HttpRequest) -> None:
    """Start counting, at sign-in. Confirming who one is does not start it anew."""
    request.session["begun"] = request.session["seen"] = time.time()


@dataclass(frozen=True, slots=True)
class Lasting:
    """Since when this session lasts, and when it ends at the latest (UTC)."""

    since: datetime
    until: datetime


def lasting(request: HttpRequest) -> Lasting:
    """How long the session of this request has lasted and may last."""
    since = datetime.fromtimestamp(request.session.get("begun", time.time()), UTC)
    return Lasting(since, since + timedelta(seconds=settings.SESSION_COOKIE_AGE))


class SessionLimitMiddleware:
    """Signs out whoever has not been seen for `SESSION_IDLE_SECONDS`, or signed in `SESSION_COOKIE_AGE` ago."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request, as nobody if the session is over."""
        if request.user.is_authenticated:
            moment = time.time()
            begun = request.session.setdefault("begun", moment)
            seen = request.session.get("seen", begun)
            idle, whole = moment - seen, moment - begun
            if idle >= settings.SESSION_IDLE_SECONDS or whole >= settings.SESSION_COOKIE_AGE:
                _end(request)
            elif idle >= TOUCH_EVERY or "seen" not in request.session:
                request.session["seen"] = moment
        return self.get_response(request)


def _end(request: HttpRequest) -> None:
    request.signed_out_because = "expired"  # type: ignore[attr-defined]
    logout(request)
    messages.info(request, _("To keep your account safe, we signed you out. Sign in to go on."))
