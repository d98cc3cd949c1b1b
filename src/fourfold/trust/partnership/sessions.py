"""How long a session lasts: twelve hours at most, one hour without use."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

TOUCH_EVERY = 300
"""Seconds between two notes of use, so that not every request writes to the session."""


class SessionLimitMiddleware:
    """Signs out whoever has not been seen for `SESSION_IDLE_SECONDS`, or signed in `SESSION_COOKIE_AGE` ago."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            moment = time.time()
            begun = request.session.setdefault("begun", moment)
            seen = request.session.get("seen", begun)
            idle, whole = moment - seen, moment - begun
            if idle > settings.SESSION_IDLE_SECONDS or whole > settings.SESSION_COOKIE_AGE:
                logout(request)
            elif idle > TOUCH_EVERY or "seen" not in request.session:
                request.session["seen"] = moment
        return self.get_response(request)
