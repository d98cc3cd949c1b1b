"""What an agency's own directory says of somebody (OpenID Connect Core 1.0), and what we make of it."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

Claims = Mapping[str, Any]
_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
SHARED_DOMAINS = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com", "live.co.uk"),
        *("yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "aol.com", "btinternet.com", "sky.com", "proton.me"),
        *("protonmail.com", "nhs.net", "cjsm.net"),
    }
)
"""Where many organisations or anybody have addresses: no single agency may speak for all of them."""


class SubjectClaim(StrEnum):
    """The claim that names somebody. At Entra ID `sub` differs by client, and `oid` is one in the tenant."""

    SUB = "sub"
    OID = "oid"


class MfaClaim(StrEnum):
    """The claim by which a directory says how it made sure (OpenID Connect Core 2; values of `amr`: RFC 8176)."""

    ACR = "acr"
    AMR = "amr"


class Refusal(StrEnum):
    """Why somebody is not let in by their agency's directory. The audit log keeps the word."""

    REPLAYED = "replayed"
    NO_SUBJECT = "no-subject"
    UNVERIFIED = "unverified"
    FOREIGN_DOMAIN = "foreign-domain"
    UNKNOWN = "unknown"
    OTHER_AGENCY = "other-agency"
    CHANGED_SUBJECT = "changed-subject"
    CLOSED = "closed"
    NOT_YOU = "not-you"
    NOT_FRESH = "not-fresh"


def domain_of(email: str) -> str:
    """The part after the last @ in small letters; empty when there is none."""
    name, at, domain = email.strip().lower().rpartition("@")
    return domain if at and name else ""


def domain_problem(domain: str) -> str:
    """What is wrong with a domain that an agency's directory is to speak for; empty when nothing is."""
    if domain.startswith("@") or "/" in domain or not _DOMAIN.fullmatch(domain):
        return f"“{domain}” is not an e-mail domain. Enter what stands after the @, like kent.police.uk"
    if domain in SHARED_DOMAINS:
        return f"{domain} is shared by many organisations, so one agency can’t speak for it. Take it out."
    return ""


def subject_of(claims: Claims, claim: SubjectClaim) -> str:
    """Who it is, in words of the directory; empty when it does not say, or says it in an impossible way."""
    found = claims.get(claim.value)
    return found if isinstance(found, str) and 0 < len(found) <= 255 and found.isprintable() else ""


def verified_email(claims: Claims) -> str:
    """The address that the directory vouches for, in small letters; empty when it vouches for none.

    `email_verified` is the standard's. Entra ID says `xms_edov` ("email domain owner verified") instead.
    """
    email = claims.get("email")
    vouched = claims.get("email_verified") is True or claims.get("xms_edov") in (True, 1, "1", "true")
    return email.strip().lower() if vouched and isinstance(email, str) else ""


def asked_second_factor(claims: Claims, claim: str, values: Sequence[str]) -> bool:
    """Whether the directory says that it asked for a second factor, in one of the agreed values."""
    if claim == MfaClaim.ACR:
        return claims.get("acr") in values
    found = claims.get("amr")
    return claim == MfaClaim.AMR and isinstance(found, list) and any(one in values for one in found)
