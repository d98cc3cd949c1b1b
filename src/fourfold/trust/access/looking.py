"""Looking at personal data: only a view that says so has a purpose in its transaction; no other sees a row."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Concatenate, ParamSpec

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.access.queries import looker_of, purposes_of
from fourfold.trust.partnership.domain.roles import Standing

P = ParamSpec("P")
CHOSEN = "purpose"
"""Where the session keeps the purpose that somebody chose."""


@contextmanager
def looking(standing: Standing, purpose: str) -> Iterator[Looker]:
    """A transaction in which `standing` looks at personal data for `purpose`, with what is open to them.

    For commands, jobs and tests; requests have theirs from the middleware.
    """
    with acting_as(standing.actor, purpose=purpose):
        _enter()
        yield looker_of(standing)


def looks_at_people(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Mark a view that shows personal data of service users: it has `request.looker` and `request.purpose`.

    The middleware sets the purpose before the view runs. A view without this mark has none, and sees no row.
    """
    view.looks_at_people = True  # type: ignore[attr-defined]
    return view


def begin_looking(request: HttpRequest, view: Callable[..., Any]) -> None:
    """Give the request its looker and its purpose: the chosen one if it is still open, else the usual one.

    Raises NotAllowed for somebody to whom nothing is open for any purpose.
    """
    if not getattr(view, "looks_at_people", False):
        return
    looker = looker_of(request.standing)  # type: ignore[attr-defined]
    open_purposes = purposes_of(looker, now())
    chosen = request.session.get(CHOSEN, "")
    purpose = chosen if chosen in open_purposes else next(iter(open_purposes), "")
    request.looker = looker  # type: ignore[attr-defined]
    request.purpose = purpose  # type: ignore[attr-defined]
    request.purposes = open_purposes  # type: ignore[attr-defined]
    if not purpose:
        raise NotAllowed(
            "access:look",
            "No agreement in force shares personal data with your role in your agency. "
            "Your agency’s accountable officer can say which agreements it has signed.",
        )
    with connection.cursor() as cursor:
        cursor.execute("select set_config('fourfold.purpose', %s, true)", [purpose])
    _enter()


def _enter() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select access_enter()")
