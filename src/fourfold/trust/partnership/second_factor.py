"""The door behind the sign-in: no second factor, or no live role, and nothing is seen."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.models import User

BY_PROVIDER = "identity-provider"
"""How a session remembers that somebody signed in by their agency's own directory (`federation/`)."""
SETTING_UP = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
    }
)
"""What is open between the first sign-in and the first second factor, besides pages that are open to all."""


def asked_by_provider(request: HttpRequest, user: Any) -> bool:
    """Whether the agency's directory asked for a second factor in this session, in a way that was agreed with it."""
    records = get_authentication_records(request, user)
    return any(one["method"] == BY_PROVIDER and one.get("second_factor") is True for one in records)


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """allauth's second step, left out where the agency's directory took it."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not asked_by_provider(request, self.login.user) and bool(super()._should_handle(request))


class SecondFactorMiddleware:
    """Sends whoever has no second factor to set one up, and signs out whoever has no live role any more.

    Demonstration accounts need no second factor: they cannot sign in outside the demonstration.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on: the decision needs to know the view."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: Any, **__: Any) -> HttpResponse | None:
        """Refuse by leading to the page that helps."""
        user = request.user
        if not isinstance(user, User) or not getattr(view, "login_required", True):
            return None
        standing: Standing = request.standing  # type: ignore[attr-defined]
        if not standing.is_active:
            return _left(request)
        if user.is_demonstration or standing.has_second_factor or asked_by_provider(request, user):
            return None
        match = request.resolver_match
        return None if match and match.view_name in SETTING_UP else redirect("mfa_index")


def _left(request: HttpRequest) -> HttpResponse:
    """Roles end by date, too: then this is the leaver's last request."""
    request.signed_out_because = "no-role"  # type: ignore[attr-defined]
    logout(request)
    messages.warning(
        request, _("You have no role in the partnership today, so we signed you out. Ask your administrator.")
    )
    return redirect("account_login")
