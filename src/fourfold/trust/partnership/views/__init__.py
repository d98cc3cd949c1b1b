"""The room's pages: the directory of agencies and people, cover, accounts, and oneself."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.policies import require_administrator, require_keeper

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def standing(request: HttpRequest) -> Standing:
    """Where the person behind the request stands."""
    found: Standing = request.standing  # type: ignore[attr-defined]
    return found


def _refusing(require: Callable[[Standing], None], view: View[P]) -> View[P]:
    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require(standing(request))
        return view(request, *args, **kwargs)

    return checked


def administrators_only(view: View[P]) -> View[P]:
    """Refuse before asking for a password. The operations check again."""
    return _refusing(require_administrator, view)


def keepers_only(view: View[P]) -> View[P]:
    """As `administrators_only`, for what an agency's own administrator does, too."""
    return _refusing(require_keeper, view)
