"""Signing what a webhook is sent, as in Standard Webhooks 1.0 (standardwebhooks.com)."""

import hmac
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

PREFIX = "whsec_"
OVERLAP = timedelta(days=2)
"""How long the former secret signs beside a new one."""


def new_secret() -> str:
    """A secret of 256 bits, as it is shown once to whoever sets up the receiver."""
    return PREFIX + b64encode(secrets.token_bytes(32)).decode("ascii")


def headers(message_id: str, at: datetime, body: str, keys: Sequence[str]) -> dict[str, str]:
    """The three headers that prove who sent `body`: one signature (v1, HMAC-SHA256) for each secret."""
    stamp = str(int(at.timestamp()))
    signed = f"{message_id}.{stamp}.{body}".encode()
    signatures = [
        b64encode(hmac.digest(b64decode(key.removeprefix(PREFIX)), signed, sha256)).decode("ascii") for key in keys
    ]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }
