"""Confirming again who one is, before what would do most harm in the hands of somebody else.

Upper rooms import it from `fourfold.trust.access.step_up`.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")


def confirmed_recently(request: HttpRequest) -> bool:
    """Whether this session's person confirmed who they are in the last `ACCOUNT_REAUTHENTICATION_TIMEOUT` seconds.

    Signing in does not count: an open screen is what this guards against.
    """
    user = request.user
    if not isinstance(user, AbstractBaseUser):
        return False
    records = get_authentication_records(request, user)
    confirmed = [float(one["at"]) for one in records if one.get("reauthenticated")]
    limit: int = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return bool(confirmed) and 0 <= time.time() - max(confirmed) < limit


def require_step_up(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view that asks for the password, a code or a passkey first, then goes on with what was sent (not files)."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not confirmed_recently(request):
            raise ReauthenticationRequired  # allauth's middleware leads to the page that asks
        return view(request, *args, **kwargs)

    return checked
