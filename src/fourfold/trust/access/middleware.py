"""Each request is one transaction in which PostgreSQL knows who acts; what fails is rolled back, a no is kept."""

import time
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from fourfold.ground.kernel.actors import NOBODY, Actor
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import Conflict, FourfoldError, NotAllowed, NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.ground.web import handlers
from fourfold.trust.access.looking import end_looking
from fourfold.trust.audit.operations import record_denial
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import standing_of

UNGUARDED = ("/healthz", "/readyz", "/static/", "/api/")
"""Served without a person: nothing is read there, or, for the API, only inside a context of its own."""
_PAGES: list[tuple[type[FourfoldError], Callable[..., HttpResponse]]] = [
    (NotAllowed, handlers.not_allowed),
    (NotFound, handlers.not_found),
    (Conflict, handlers.conflict),
    (FourfoldError, handlers.bad_request),
]


class ActingMiddleware:
    """Sets `request.actor` and `request.standing`, and holds the transaction around the view and its rendering."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(UNGUARDED):
            return self.get_response(request)
        actor = _actor_of(request)
        with acting_as(actor):
            request.actor = actor  # type: ignore[attr-defined]
            request.standing = standing_of(actor)  # type: ignore[attr-defined]
            response = self.get_response(request)
            failed = response.status_code >= 500 or getattr(request, "failed", False)
            if failed:
                transaction.set_rollback(True)
            wait = 0.0 if failed else end_looking(request)
        time.sleep(wait)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn an expected error into its page; roll back whatever the view had begun."""
        request.failed = True  # type: ignore[attr-defined]
        if not isinstance(error, FourfoldError):
            return None
        if isinstance(error, NotAllowed | NotFound):
            _keep_denial(request, error)
        page = next(page for kind, page in _PAGES if isinstance(error, kind))
        return page(request, error)


def _actor_of(request: HttpRequest) -> Actor:
    user: Any = request.user
    return Actor.person(user.pk) if user.is_authenticated and user.is_active else NOBODY


def _keep_denial(request: HttpRequest, error: NotAllowed | NotFound) -> None:
    permission = error.permission if isinstance(error, NotAllowed) else "access:not-found-or-not-allowed"
    record_denial(
        actor=standing(request).actor,
        now=now(),
        permission=permission,
        subject_kind=error.subject_kind,
        subject_id=error.subject_id,
    )


def standing(request: HttpRequest) -> Standing:
    """Where the person behind a request stands."""
    found: Standing = request.standing  # type: ignore[attr-defined]
    return found
