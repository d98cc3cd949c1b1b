"""Structured logs: one JSON object a line, without personal data.

A request is logged by its route (`plans/<uuid:plan_id>/`), never by its address, query or body, and by its random
id, under which the audit log has who did what.
"""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from fourfold.ground.kernel.errors import place_of
from fourfold.trust.audit.request_context import request_id

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "fourfold": {"level": "INFO"},
        # Django logs the address of every refused request; ours logs the route.
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
    },
}

log = logging.getLogger("fourfold.requests")


class RequestLogMiddleware:
    """Logs each request once, when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        log.info(
            "request",
            extra={
                "method": request.method,
                "route": match.route if match else "unknown",
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - begun) * 1000, 1),
                "request": request_id(),
            },
        )
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        """Log an unexpected error by its kind and place. Its words may hold personal data, so they stay out."""
        log.error(
            "error",
            extra={
                "error": type(error).__name__,
                "place": place_of(error),
                "route": request.resolver_match.route if request.resolver_match else "unknown",
                "request": request_id(),
            },
        )
