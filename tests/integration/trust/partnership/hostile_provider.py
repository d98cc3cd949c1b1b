"""A provider that says whatever a test has it say: honest until a test changes it."""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

Claims = dict[str, Any]


def new_key() -> RSAPrivateKey:
    """A key pair."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def public_jwk(key: RSAPrivateKey, kid: str = "one") -> dict[str, Any]:
    """Its public half, as a key set lists it."""
    found: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return found | {"kid": kid, "alg": "RS256", "use": "sig"}


def unsigned(claims: Claims, header: dict[str, Any], signature: bytes = b"") -> str:
    """A token put together by hand."""
    parts = [json.dumps(header).encode(), json.dumps(claims).encode(), signature]
    return ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


@dataclass
class HostileProvider:
    """What it answers. `claims` lie over honest ones (None takes one away), `says` over discovery; `make` signs."""

    key: RSAPrivateKey = field(default_factory=new_key)
    claims: Claims = field(default_factory=dict)
    says: Claims = field(default_factory=dict)
    userinfo: Claims | None = None
    make: Callable[[Claims], str] | None = None
    moves: str = ""
    """Where discovery redirects to."""
    nonce: str = ""
    issuer: str = ""

    def honest(self, claims: Claims) -> str:
        """A token signed as it should be."""
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})

    def token(self) -> str:
        """The ID token of now."""
        moment = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "fourfold",
            "sub": "pat-1",
            "iat": moment,
            "exp": moment + 300,
            "nonce": self.nonce,
            "email": "pat@kent-police.example",
            "email_verified": True,
        } | self.claims
        return (self.make or self.honest)({name: value for name, value in claims.items() if value is not None})

    def answer(self, path: str) -> tuple[int, dict[str, Any], str]:
        """Status, body, and where to."""
        if path.endswith("/openid-configuration"):
            found = {
                "issuer": self.issuer,
                **{
                    name: f"{self.issuer}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
                },
                "userinfo_endpoint": f"{self.issuer}/userinfo",
            }
            return (302 if self.moves else 200), found | self.says, self.moves
        if path == "/jwks_uri":
            return 200, {"keys": [public_jwk(self.key)]}, ""
        if path == "/userinfo":
            return 200, self.userinfo or {}, ""
        return 200, {"access_token": "opaque", "token_type": "Bearer", "id_token": self.token()}, ""


@contextmanager
def hostile_provider() -> Iterator[HostileProvider]:
    """It runs on loopback while the test does."""
    provider = HostileProvider()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            self.rfile.read(length)
            status, body, where = provider.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            if where:
                self.send_header("Location", where)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        do_GET = do_POST = _answer  # noqa: N815 - the base class looks for these names

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
