"""allauth, received here: accounts are made by administrators, and every one of them needs a second factor."""

from collections.abc import Callable

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fourfold.trust.partnership.models import User

OPEN_WITHOUT = ("/accounts/", "/static/", "/healthz", "/readyz", "/demonstration/", "/accessibility/", "/cookies/")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs themselves up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Always closed: administrators invite."""
        return False


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names the account in authenticator apps by its e-mail address."""

    def get_totp_label(self, user: User) -> str:
        """What the authenticator app shows."""
        return user.email


class SecondFactorMiddleware:
    """Sends whoever has no second factor to set one up, before they see anything. Demonstration accounts excepted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and not request.path.startswith(OPEN_WITHOUT):
            if not user.is_demonstration and not is_mfa_enabled(user):
                return redirect("mfa_index")
        return self.get_response(request)
