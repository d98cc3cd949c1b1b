"""Believing an ID token (OpenID Connect Core 1.0, 3.1.3.7): signature, issuer, audience, time."""

from collections.abc import Mapping
from typing import Any

import jwt
from django.utils.translation import gettext as _

from fourfold.trust.partnership.federation.outbound import ProviderTrouble

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures that only the provider can make. Never `none`; never HS256, whose key could be one that is public."""
LEEWAY = 60
"""Seconds by which the clocks of two machines may differ."""
_ASYMMETRIC = {"RSA", "EC", "OKP"}


def usable_keys(key_set: Mapping[str, Any]) -> list[jwt.PyJWK]:
    """The keys of a JSON Web Key Set (RFC 7517) that may check a signature."""
    found = []
    listed = key_set.get("keys")
    for one in listed if isinstance(listed, list) else []:
        if not isinstance(one, dict) or one.get("kty") not in _ASYMMETRIC or one.get("use", "sig") != "sig":
            continue
        try:
            found.append(jwt.PyJWK.from_dict(one))
        except jwt.PyJWTError:
            continue
    return found


def believed(token: str, *, keys: list[jwt.PyJWK], issuer: str, client_id: str) -> dict[str, Any]:
    """The claims of an ID token. Raises `ProviderTrouble`: nothing in a token that fails is believed."""
    try:
        header = jwt.get_unverified_header(token)
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key_of(header, keys),
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except jwt.PyJWTError as error:
        raise ProviderTrouble(_("Its ID token does not hold: %(why)s") % {"why": type(error).__name__}) from error
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != client_id:
        raise ProviderTrouble(_("Its ID token was made for another client."))
    return claims


def _key_of(header: Mapping[str, Any], keys: list[jwt.PyJWK]) -> jwt.PyJWK:
    fitting = [key for key in keys if key.key_id == header.get("kid")] if "kid" in header else keys
    if len(fitting) != 1:
        raise jwt.InvalidKeyError
    return fitting[0]
