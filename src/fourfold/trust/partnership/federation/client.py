"""allauth's OpenID Connect, held tighter: our own discovery, token request and ID token; nothing goes by http."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from allauth.utils import get_request_param
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from fourfold.trust.partnership.domain.federation import MfaClaim
from fourfold.trust.partnership.federation.discovery import Provider, discover
from fourfold.trust.partnership.federation.outbound import ProviderTrouble, ask
from fourfold.trust.partnership.federation.tokens import believed, usable_keys
from fourfold.trust.partnership.models import IdentityProvider
from fourfold.trust.sealing.queries import unseal

SEALED_AS = "identity-provider"


def address_of_return(request: HttpRequest, agency_id: UUID) -> str:
    """Where the provider sends people back to: what an agency registers as redirect URI. Each agency has its own."""
    return request.build_absolute_uri(reverse("identity_return", args=[agency_id]))


class AgencyClient(OAuth2Adapter):  # type: ignore[misc]
    """One agency's provider, asked by us."""

    def __init__(self, request: HttpRequest, row: IdentityProvider) -> None:
        super().__init__(request)
        self.row = row
        self.provider_id = str(row.pk)

    @cached_property
    def found(self) -> Provider:
        """What the provider says of itself. Raises `ProviderTrouble`."""
        return discover(self.row.issuer)

    @property
    def authorize_url(self) -> str:
        """Where people are led to."""
        return self.found.authorize

    @property
    def access_token_url(self) -> str:
        """Where the code is changed for tokens."""
        return self.found.token

    def get_provider(self) -> "AgencyProvider":
        """The provider in allauth's terms."""
        return AgencyProvider(self.request, self)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:  # noqa: ARG002
        """The redirect URI."""
        return address_of_return(request, self.row.agency_id)

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        """Change the code for tokens. Raises `ProviderTrouble`."""
        self._check_who_answers(request)
        sent = {
            "grant_type": "authorization_code",
            "code": get_request_param(request, "code"),
            "redirect_uri": client.callback_url,
            "code_verifier": pkce_code_verifier,
        }
        if self.found.secret_in_header:  # RFC 6749, 2.3.1: each half is encoded as in a form
            auth = (quote(app.client_id, safe=""), quote(app.secret, safe=""))
            answer = ask("POST", self.found.token, data=sent, auth=auth)
        else:
            secret = {"client_id": app.client_id, "client_secret": app.secret}
            answer = ask("POST", self.found.token, data=sent | secret)
        if not isinstance(answer.get("id_token"), str):
            raise ProviderTrouble(_("It sent no ID token."))
        self.did_fetch_access_token = True
        return answer

    def _check_who_answers(self, request: HttpRequest) -> None:
        """Refuse an answer that another provider had made (mix-up; RFC 9207)."""
        said = get_request_param(request, "iss")
        if (said and said != self.found.issuer) or (not said and self.found.names_itself):
            raise ProviderTrouble(_("The answer came from another provider."))

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        """allauth's token, which is thrown away: we ask for nothing later."""
        return SocialToken(token=str(data.get("access_token", "")))

    def complete_login(
        self,
        request: HttpRequest,  # noqa: ARG002
        app: SocialApp,
        token: SocialToken,  # noqa: ARG002
        **kwargs: Any,
    ) -> SocialLogin:
        """The claims of an ID token that holds, in allauth's terms. Nothing is stored of them."""
        claims = believed(
            kwargs["response"]["id_token"],
            keys=usable_keys(ask("GET", self.found.keys)),
            issuer=self.found.issuer,
            client_id=app.client_id,
        )
        account = SocialAccount(provider=self.provider_id, uid=claims["sub"][:191], extra_data=claims)
        return SocialLogin(provider=self.get_provider(), account=account)

    def with_userinfo(self, claims: dict[str, Any], token: str) -> dict[str, Any]:
        """The claims with those of the UserInfo endpoint, if that speaks of the same person (Core 5.3.2)."""
        if "email" in claims or not self.found.userinfo or not token:
            return claims
        more = ask("GET", self.found.userinfo, headers={"Authorization": f"Bearer {token}"})
        if more.get("sub") != claims["sub"]:
            raise ProviderTrouble(_("Its two answers speak of different people."))
        return more | claims


class AgencyProvider(OAuth2Provider):  # type: ignore[misc]
    """One agency's provider in allauth's terms: `openid email`, PKCE always, a nonce each time."""

    id = "agency"
    pkce_enabled_default = True

    def __init__(self, request: HttpRequest, client: AgencyClient) -> None:
        row = client.row
        app = SocialApp(
            provider=self.id,
            provider_id=str(row.pk),
            name=row.name[:40],
            client_id=row.client_id,
            secret=unseal(row.sealed_secret, kind=SEALED_AS),
        )
        super().__init__(request, app=app)
        self.client, self.name = client, row.name

    def get_oauth2_adapter(self, request: HttpRequest) -> AgencyClient:  # noqa: ARG002
        """Who asks."""
        return self.client

    def get_default_scope(self) -> list[str]:
        """What is asked for: who it is, and an address for the first time. No profile."""
        return ["openid", "email"]

    def way_there(self, *, process: str, next_url: str, more: dict[str, str]) -> str:
        """The address at the provider, with state, nonce and PKCE kept in the session. Raises `ProviderTrouble`."""
        nonce = get_random_string(32)
        if self.client.row.mfa_claim == MfaClaim.ACR:
            more = more | {"acr_values": " ".join(self.client.row.mfa_values)}
        answer = self.redirect(
            self.request,
            process=process,
            next_url=next_url or None,
            auth_params={"nonce": nonce, "response_mode": "query"} | more,
            nonce=nonce,
        )
        return str(answer["Location"])
