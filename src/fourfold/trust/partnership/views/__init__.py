"""The room's pages: the directory of agencies and people, accounts, and oneself."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.policies import require_administrator

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def standing(request: HttpRequest) -> Standing:
    """Where the person behind the request stands."""
    found: Standing = request.standing  # type: ignore[attr-defined]
    return found


def administrators_only(view: View[P]) -> View[P]:
    """Refuse before asking for a password. The operations check again."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require_administrator(standing(request))
        return view(request, *args, **kwargs)

    return checked
