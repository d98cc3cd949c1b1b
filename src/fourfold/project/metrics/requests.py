"""What each process counts of the requests that it answers, in files that the metrics' own process adds up."""

import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connections
from django.http import HttpRequest, HttpResponse

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Set by `fourfold serve` where metrics are on. prometheus_client reads it once, when it is first imported."""

_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_QUERIES = (4, 8, 12, 20, 50)
_COUNTED = ("default", "denials")


class MetricsMiddleware:
    """Counts a request, its time and its queries. Not there at all where metrics are off."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not os.environ.get(FOLDER):
            raise MiddlewareNotUsed
        from prometheus_client import Counter, Gauge, Histogram

        self.get_response = get_response
        self.requests = Counter(
            "fourfold_requests", "Requests answered.", ["route", "method", "status"], registry=None
        )
        self.seconds = Histogram(
            "fourfold_request_seconds", "Time to answer.", ["route"], buckets=_SECONDS, registry=None
        )
        self.queries = Histogram(
            "fourfold_request_queries", "Database queries of a request.", ["route"], buckets=_QUERIES, registry=None
        )
        self.in_flight = Gauge(
            "fourfold_requests_in_flight",
            "Requests being answered now.",
            multiprocess_mode="livesum",
            registry=None,
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer `request`, and count it when it is answered."""
        counted = _Queries()
        begun = time.perf_counter()
        self.in_flight.inc()
        try:
            with ExitStack() as stack:
                for alias in _COUNTED:
                    stack.enter_context(connections[alias].execute_wrapper(counted))
                response = self.get_response(request)
        finally:
            self.in_flight.dec()
        route = route_of(request)
        method = request.method if request.method in _METHODS else "other"
        self.requests.labels(route, method, f"{response.status_code // 100}xx").inc()
        self.seconds.labels(route).observe(time.perf_counter() - begun)
        self.queries.labels(route).observe(counted.number)
        return response


class _Queries:
    """Counts the queries of one request."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self.number += 1
        return execute(*arguments)


def route_of(request: HttpRequest) -> str:
    """The name of the route, such as `plan:action`; `static` for our own files, `none` where no address matched."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or match.route
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"
