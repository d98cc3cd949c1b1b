"""Secrets that must be used again (a webhook's, an identity provider's) are kept sealed, never in clear.

The key is derived from the installation's secret key, one for each kind of secret (HKDF, RFC 5869); what is sealed
for one kind cannot be opened as another. Who has the database alone has nothing.
"""

import hmac
from base64 import urlsafe_b64encode
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fourfold.ground.kernel.errors import FourfoldError


class CannotUnseal(FourfoldError):
    """A sealed secret does not open: it was sealed under another secret key, or it was changed."""


def seal(secret: str, *, key: str, kind: str) -> str:
    """The secret as authenticated ciphertext in ASCII. `key` is the installation's secret key."""
    return _fernet(key, kind).encrypt(secret.encode()).decode("ascii")


def unseal(sealed: str, *, key: str, kind: str) -> str:
    """The secret. Raises `CannotUnseal`."""
    try:
        return _fernet(key, kind).decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, UnicodeError) as error:
        raise CannotUnseal(
            "A stored secret does not open with this installation's secret key. "
            "Put the old key back (see docs/operations/data-folder.md), or enter the secret anew."
        ) from error


def keyed_hash(text: str, *, key: str, kind: str) -> bytes:
    """32 bytes by which a text is found again without being kept (HMAC-SHA-256), one for each kind of text."""
    return hmac.digest(_derived(key, f"hash:{kind}"), text.encode(), "sha256")


@cache
def _fernet(key: str, kind: str) -> Fernet:
    return Fernet(urlsafe_b64encode(_derived(key, kind)))


@cache
def _derived(key: str, kind: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=f"fourfold:{kind}".encode()).derive(key.encode())
