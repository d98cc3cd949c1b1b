"""An agency's own directory in tests: kept by Ada, gone to through the front door."""

import re
import time
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.test import Client
from tests.integration.trust.partnership.accounts import code_at
from tests.people import Cast

from fourfold.ground.kernel.clock import now
from fourfold.trust.partnership.domain.federation import SubjectClaim
from fourfold.trust.partnership.models import IdentityProvider
from fourfold.trust.partnership.operations import federation
from fourfold.trust.partnership.queries import agency_ids_by_key

DOMAIN = "kent-police.example"
ANY = {"name": "Kent Police", "client_id": "fourfold", "secret": "a secret of a client", "domains": (DOMAIN,)}


def agency_id(people: Cast, key: str = "kent-police") -> UUID:
    """The id of an agency of the register."""
    with people.ada.acting():
        return agency_ids_by_key()[key]


def return_address(agency: UUID) -> str:
    """What an agency registers as redirect URI."""
    return f"http://testserver/accounts/agency/{agency}/back/"


def keep(
    people: Cast, issuer: str, *, key: str = "kent-police", claim: str = "sub", **terms: Any
) -> IdentityProvider:
    """Ada adds an agency's directory."""
    agency = agency_id(people, key)
    with people.ada.acting() as ada:
        return federation.add_provider(
            actor=ada,
            now=now(),
            agency_id=agency,
            issuer=issuer,
            subject_claim=SubjectClaim(claim),
            terms=federation.Terms(**(ANY | terms)),
        )


def set_out(client: Client, email: str, **more: str) -> str:
    """The address behind “Continue with …”."""
    return way_there(client.post("/accounts/agency/", {"login": email} | more))


def way_there(answer: Any) -> str:
    """The address of the page's button."""
    found = re.search(r'href="(https?://[^"]+)"', answer.content.decode())
    assert found, answer.content.decode()
    return unescape(found.group(1))


def asked(address: str) -> dict[str, str]:
    """What the address asks the provider."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def come_back(client: Client, address: str) -> Any:
    """Follow the provider's last redirect."""
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")


def enter_code(client: Client, secret: str = "TESTONLY") -> Any:
    """Our second factor, as the cast have it."""
    return client.post("/accounts/second-factor/authenticate/", {"code": code_at(time.time(), secret)})
