"""What allauth asks us when somebody comes back from their agency: whose account it is, and how it goes on.

Nobody signs themselves up. allauth's own tables stay empty: ours know which agency may speak for whom.
"""

from typing import Any, NoReturn

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare

from fourfold.ground.kernel.clock import now
from fourfold.trust.partnership import signin_audit
from fourfold.trust.partnership.domain.federation import Claims, Refusal, asked_second_factor
from fourfold.trust.partnership.federation.client import AgencyClient
from fourfold.trust.partnership.federation.entering import Refused, account_of
from fourfold.trust.partnership.models import IdentityProvider, User
from fourfold.trust.partnership.presenters.federation import after_refusal, after_trouble
from fourfold.trust.partnership.second_factor import BY_PROVIDER

CONFIRM = "confirm"
REFUSED_PAGE = "partnership/federation_refused.html"
FRESH = 5 * 60
"""Seconds ago at most that the directory asked anew, when somebody confirms by it who they are."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The end of allauth's way through a provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Always closed: administrators add people."""
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:  # noqa: ARG002
        """Never: an address decides once, in `entering`, and by our rules."""
        return

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> NoReturn:
        """Let somebody in, or not: the whole answer, so that nothing of allauth's own comes after."""
        client: AgencyClient = sociallogin.provider.client
        claims, state = sociallogin.account.extra_data, sociallogin.state
        try:
            if not constant_time_compare(str(claims.get("nonce", "")), str(state.get("nonce") or "none")):
                raise Refused(Refusal.REPLAYED)
            token = sociallogin.token.token
            user = account_of(
                now=now(), provider=client.row, claims=claims, more=lambda: client.with_userinfo(claims, token)
            )
            answer = (_confirmed if state.get("process") == CONFIRM else _let_in)(
                request, user, client.row, claims, state
            )
        except Refused as refused:
            signin_audit.refused(refused.user, why=refused.why.value)
            answer = render(request, REFUSED_PAGE, after_refusal(client.row, refused.why), status=403)
        raise ImmediateHttpResponse(answer)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: AuthError = AuthError.UNKNOWN,
        exception: Any = None,
        **_: Any,
    ) -> NoReturn:
        """The provider refused, was left, or cannot be believed."""
        cancelled = error == AuthError.CANCELLED
        raise ImmediateHttpResponse(trouble_page(request, provider.client.row, exception, cancelled=cancelled))


def trouble_page(
    request: HttpRequest, row: IdentityProvider, trouble: Exception | None, *, cancelled: bool = False
) -> HttpResponse:
    """Say that the provider was left, refused, or cannot be believed, and keep that it was so."""
    signin_audit.refused(None, why="cancelled" if cancelled else "provider")
    context = after_trouble(row, exception=trouble, cancelled=cancelled)
    return render(request, REFUSED_PAGE, context, status=403)


def _let_in(
    request: HttpRequest, user: User, row: IdentityProvider, claims: Claims, state: dict[str, Any]
) -> HttpResponse:
    if request.user.is_authenticated:
        logout(request)
    asked = asked_second_factor(claims, row.mfa_claim, row.mfa_values)
    record_authentication(request, user, BY_PROVIDER, provider=str(row.pk), second_factor=asked)
    answer: HttpResponse = perform_login(request, Login(user=user, redirect_url=state.get("next")))
    return answer


def _confirmed(
    request: HttpRequest, user: User, row: IdentityProvider, claims: Claims, state: dict[str, Any]
) -> HttpResponse:
    """Somebody who is signed in was asked anew by their agency: the same person, just now."""
    if request.user.pk != user.pk:
        raise Refused(Refusal.NOT_YOU, user)
    asked_at = claims.get("auth_time")
    if not isinstance(asked_at, int) or abs(now().timestamp() - asked_at) > FRESH:
        raise Refused(Refusal.NOT_FRESH, user)
    asked = asked_second_factor(claims, row.mfa_claim, row.mfa_values)
    record_authentication(request, user, BY_PROVIDER, provider=str(row.pk), second_factor=asked, reauthenticated=True)
    onward = request.GET.copy()  # allauth reads there where to go on
    onward["next"] = str(state.get("next") or "/")
    request.GET = onward  # type: ignore[assignment]
    return resume_request(request) or redirect("/")
