"""Looking at personal data: only a view that says so has a purpose in its transaction; no other sees a row."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.access.operations.budgets import after_reading
from fourfold.trust.access.queries import looker_of, purposes_of, sight_of
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import standing_of

T = TypeVar("T")
P = ParamSpec("P")
CHOSEN = "purpose"
"""Where the session keeps the purpose that somebody chose."""


@contextmanager
def looking(standing: Standing, purpose: str) -> Iterator[Looker]:
    """A transaction in which `standing` looks at personal data for `purpose`, with what is open to them.

    For commands, jobs and tests; requests have theirs from `looks_at_people`.
    """
    with acting_as(standing.actor, purpose=purpose):
        _enter()
        yield looker_of(standing)


def looks_at_people(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A view that shows personal data of service users: it has `request.looker` and `request.purpose`.

    The purpose is set when the view begins, once signing in and the second factor are done with. A view without this
    mark has none, and sees no row.
    """

    @wraps(view)
    def looking_view(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        begin_looking(request)
        return view(request, *args, **kwargs)

    looking_view.looks_at_people = True  # type: ignore[attr-defined]
    return looking_view


def begin_looking(request: HttpRequest) -> None:
    """Give the request its looker and its purpose: the chosen one if it is still open, else the usual one.

    Raises NotAllowed for somebody to whom nothing is open for any purpose.
    """
    sight = sight_of(request.standing)  # type: ignore[attr-defined]
    open_purposes = purposes_of(sight.looker, now())
    purpose = preferred(open_purposes, request.session.get(CHOSEN, ""), sight.usual)
    request.looker = sight.looker  # type: ignore[attr-defined]
    request.purpose = purpose  # type: ignore[attr-defined]
    request.purpose_label = sight.labels.get(purpose, purpose)  # type: ignore[attr-defined]
    request.purposes = open_purposes  # type: ignore[attr-defined]
    if not purpose:
        raise NotAllowed(
            "access:look",
            "No agreement in force shares personal data with your role in your agency. "
            "Your agency’s accountable officer can say which agreements it has signed.",
        )
    with connection.cursor() as cursor:
        cursor.execute("select set_config('fourfold.purpose', %s, true), access_enter()", [purpose])


def preferred(open_purposes: Sequence[str], *wanted: str) -> str:
    """The first wanted purpose that is open, else the usual one; empty where none is."""
    return next((one for one in (*wanted, *open_purposes) if one in open_purposes), "")


def end_looking(request: HttpRequest) -> float:
    """After a view that looked at people: alert where a read budget was passed; how many seconds the answer waits."""
    if not getattr(request, "purpose", ""):
        return 0.0
    budget = after_reading(actor=request.standing, now=now())  # type: ignore[attr-defined]
    return budget.wait if budget else 0.0


def chunks(
    standing: Standing,
    purpose: str,
    keys: Sequence[UUID],
    read: Callable[[Looker, Sequence[UUID]], Iterable[T]],
    *,
    size: int = 100,
) -> Iterator[T]:
    """What `read` finds for the keys, for a long download or job: each chunk with its own transaction and decision.

    Standing, training, grants and exclusions are asked anew for each, so what is revoked meanwhile closes at the next
    chunk. `read` gets the looker of that moment, and must have evaluated what it returns before the chunk ends.
    """
    for start in range(0, len(keys), size):
        with acting_as(standing.actor):
            today_standing = standing_of(standing.actor)
        with looking(today_standing, purpose) as looker:
            found = list(read(looker, keys[start : start + size]))
            budget = after_reading(actor=today_standing, now=now())
        yield from found
        if budget is not None and budget.wait:
            time.sleep(budget.wait)


def _enter() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select access_enter()")
