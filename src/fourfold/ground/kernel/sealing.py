"""Secrets that must be used again (a webhook's, an identity provider's) are kept sealed, never in clear.

The key is derived from the installation's secret key, one for each kind of secret (HKDF, RFC 5869); what is sealed
for one kind cannot be opened as another. Who has the database alone has nothing.
"""

from base64 import urlsafe_b64encode

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


def _fernet(key: str, kind: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=f"fourfold:{kind}".encode()).derive(key.encode())
    return Fernet(urlsafe_b64encode(derived))
