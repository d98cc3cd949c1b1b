"""What a provider says of itself (OpenID Connect Discovery 1.0), checked before anything rests on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fourfold.trust.partnership.federation.outbound import ProviderTrouble, ask, is_loopback
from fourfold.trust.partnership.federation.tokens import ALGORITHMS, usable_keys

WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a provider is asked what. `names_itself`: each of its answers says which provider it is (RFC 9207)."""

    issuer: str
    authorize: str
    token: str
    keys: str
    userinfo: str
    secret_in_header: bool
    names_itself: bool


def discover(issuer: str) -> Provider:
    """Ask the provider. Raises `ProviderTrouble` in plain words."""
    found = ask("GET", issuer.removesuffix("/") + WELL_KNOWN)
    if found.get("issuer") != issuer:
        raise ProviderTrouble(
            _("It calls itself “%(itself)s”, and here it is called “%(here)s”. They must be the same to the letter.")
            % {"itself": str(found.get("issuer", ""))[:200], "here": issuer}
        )
    methods = _words(found, "token_endpoint_auth_methods_supported", "client_secret_basic")
    return Provider(
        issuer=issuer,
        authorize=_address(found, "authorization_endpoint"),
        token=_address(found, "token_endpoint"),
        keys=_address(found, "jwks_uri"),
        userinfo=found["userinfo_endpoint"] if isinstance(found.get("userinfo_endpoint"), str) else "",
        secret_in_header="client_secret_basic" in methods or "client_secret_post" not in methods,
        names_itself=found.get("authorization_response_iss_parameter_supported") is True,
    )


def _words(found: Mapping[str, Any], name: str, otherwise: str) -> list[str]:
    """A list of words that the provider may leave out, with what the standard takes then."""
    value = found.get(name, [otherwise])
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _address(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str) or not (value.startswith("https://") or is_loopback(value)):
        raise ProviderTrouble(_("It does not say where its %(name)s is.") % {"name": name})
    return value


def try_out(issuer: str) -> list[str]:
    """What would keep people from signing in by this provider, in plain words; empty when nothing is found."""
    try:
        provider = discover(issuer)
        said = ask("GET", issuer.removesuffix("/") + WELL_KNOWN)
        keys = usable_keys(ask("GET", provider.keys))
    except ProviderTrouble as trouble:
        return [str(trouble)]
    problems = []
    if not keys:
        problems.append(_("It has no key by which we could check a signature."))
    if not set(_words(said, "id_token_signing_alg_values_supported", "RS256")) & set(ALGORITHMS):
        problems.append(_("It signs in no way that we take. Let it sign ID tokens with RS256 or ES256."))
    if "code" not in _words(said, "response_types_supported", "code"):
        problems.append(_("It does not offer the authorization code flow (response type “code”)."))
    if "email" not in _words(said, "scopes_supported", "email"):
        problems.append(_("It does not offer the scope “email”, by which people are known at their first sign-in."))
    return problems
