"""Calls of an agency's system for tests: a key of one of the cast, and requests signed with it by RFC 9421."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.test import Client
from tests.deliveries import EPISODES
from tests.people import Colleague
from tests.records import agency

from fourfold.ground.kernel.clock import now, today
from fourfold.records.feeds.operations import NewKey, make_key

HOST = "testserver"
COVERED = ("@method", "@target-uri", "content-digest")


@dataclass
class System:
    """A system of an agency, with its key."""

    key_id: UUID
    private: Ed25519PrivateKey
    client: Client = field(default_factory=Client)

    def get(self, path: str, **query: str) -> Any:
        """A signed GET."""
        return self.call("GET", path, query=query)

    def send(self, content: bytes, contract: str = EPISODES, **query: str) -> Any:
        """A file."""
        return self.call("POST", "/deliveries", query={"contract": contract, **query}, content=content)

    def post(self, path: str, said: object) -> Any:
        """A signed POST of JSON."""
        return self.call("POST", path, content=json.dumps(said).encode())

    def call(
        self, method: str, path: str, *, query: Mapping[str, str] | None = None, content: bytes | None = None
    ) -> Any:
        """A signed call."""
        target = f"/api/v1{path}" + (f"?{urlencode(query)}" if query else "")
        return self.raw(method, target, content, self.headers(method, target, content))

    def raw(self, method: str, target: str, content: bytes | None, headers: Mapping[str, str]) -> Any:
        """A call with headers that are given."""
        return self.client.generic(
            method, target, content or b"", content_type="application/octet-stream", headers=dict(headers)
        )

    def headers(
        self,
        method: str,
        target: str,
        content: bytes | None,
        *,
        created: int | None = None,
        nonce: str = "",
        covered: tuple[str, ...] = COVERED,
    ) -> dict[str, str]:
        """The headers of a signature."""
        digest = f"sha-256=:{b64encode(sha256(content or b'').digest()).decode()}:"
        names = [one for one in covered if content is not None or one != "content-digest"]
        values = {"@method": method, "@target-uri": f"http://{HOST}{target}", "content-digest": digest}
        at = created if created is not None else int(now().timestamp())
        items = " ".join(f'"{name}"' for name in names)
        said = f'({items});created={at};nonce="{nonce or token_hex(16)}";keyid="{self.key_id}"'
        base = "\n".join([*(f'"{name}": {values[name]}' for name in names), f'"@signature-params": {said}'])
        signature = b64encode(self.private.sign(base.encode())).decode()
        return {
            "Signature-Input": f"sig1={said}",
            "Signature": f"sig1=:{signature}:",
            **({"Content-Digest": digest} if content is not None else {}),
        }


def system_of(who: Colleague, *contracts: str, holder: str = "kent-police") -> System:
    """A system with a key that one of the cast makes."""
    with who.acting() as actor:
        made = make_key(
            actor=actor,
            now=now(),
            new=NewKey(agency(holder), "Nightly extract", contracts or (EPISODES,), today() + timedelta(days=30)),
        )
    private = load_pem_private_key(made.private_pem.encode(), None)
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError(type(private))
    return System(made.credential.pk, private)
