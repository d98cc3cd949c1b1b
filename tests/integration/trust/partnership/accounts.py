"""Real accounts: their passwords, their codes, and what the audit log says of them."""

import base64
import hmac
import struct
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.test import Client

from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit.models import Entry

PASSWORD = "seven-quiet-herons"
SECRET = base64.b32encode(b"fourfold-test-secret").decode()


def code_at(moment: float, secret: str = SECRET) -> str:
    """The TOTP code of a moment (RFC 6238, SHA-1, 30 s, 6 digits), computed apart from allauth."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(moment) // 30), "sha1")
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


@dataclass(frozen=True)
class Account:
    """Somebody with an account of their own."""

    email: str
    user_id: UUID
    person_id: UUID
    role_id: UUID


def enter(client: Client, email: str, password: str = PASSWORD) -> Any:
    """The first step of signing in."""
    return client.post("/accounts/sign-in/", {"login": email, "password": password})


def sign_in(client: Client, account: Account) -> Any:
    """Both steps."""
    enter(client, account.email)
    return client.post("/accounts/second-factor/authenticate/", {"code": code_at(time.time())})


def confirm(client: Client, password: str = PASSWORD) -> Any:
    """The step-up, by password."""
    return client.post("/accounts/confirm/", {"password": password, "next": "/you/"})


def is_signed_in(client: Client) -> bool:
    """Whether the next request of this browser is somebody's who may see something."""
    return bool(client.get("/people/").status_code == 200)


def entries(permission: str, about: Account | None = None) -> list[dict[str, Any]]:
    """The audit entries about a permission (and an account): acts in order, then refusals in order."""
    found: list[dict[str, Any]] = []
    for alias, denied in (("default", False), ("denials", True)):
        with acting_as(Actor.of_service(Service.AUDIT_SEALER), using=alias):
            kept = Entry.objects.using(alias).filter(permission=permission).order_by("seq")
            kept = kept.filter(outcome="denied") if denied else kept.exclude(outcome="denied")
            kept = kept.filter(subject_id=str(about.user_id)) if about else kept
            found += kept.values("actor", "outcome", "subject_id", "detail")
    return found
