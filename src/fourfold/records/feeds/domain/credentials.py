"""The rules of keys with which agencies' own systems send files."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_public_key,
)

YEAR_DAYS = 366
"""The longest that a key may last."""
NAME_LENGTH = 80
CALLS_A_MINUTE = 60
"""Calls that one key may make in a minute."""


class Use(StrEnum):
    """Why a call with a sound signature goes no further (`feeds_call`)."""

    FINE = ""
    UNKNOWN = "unknown"
    ENDED = "ended"
    EXPIRED = "expired"
    REPLAYED = "replayed"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class Pair:
    """A new pair of keys. `private_pem` is shown once and kept nowhere."""

    public: bytes
    private_pem: str


def new_pair() -> Pair:
    """A pair of keys (Ed25519, RFC 8032), the private one as PKCS#8 in PEM."""
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return Pair(private.public_key().public_bytes_raw(), pem)


def public_key_of(pem: str) -> bytes:
    """The 32 bytes of a public key in PEM. Raises ValueError for anything else, a private key above all."""
    if "PRIVATE" in pem:
        raise ValueError("This is a private key. Keep it to yourself, and give the public one.")
    try:
        key = load_pem_public_key(pem.strip().encode())
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError(
            "This is no Ed25519 public key in PEM. Make one with openssl as described, and copy all lines."
        )
    return key.public_bytes_raw()


def public_pem(public_key: bytes) -> str:
    """The public key as PEM, as its owner knows it."""
    key = Ed25519PublicKey.from_public_bytes(public_key)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def fingerprint(public_key: bytes) -> str:
    """The beginning of the key in base 64, by which two people compare what they hold."""
    return b64encode(public_key).decode()[:16]


def is_live(*, until: datetime, ended_at: datetime | None, at: datetime) -> bool:
    """Whether a key may be used at a moment, as far as the key alone says so."""
    return ended_at is None and at < until
