"""The keys of backups: age's X25519 pairs. The machine that makes backups holds only the public half.

Files are in age's own format (https://age-encryption.org/v1), so the `age` program opens them too.
"""

import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import pyrage  # type: ignore[import-untyped]

from fourfold.ground.kernel.errors import BadInput

SETTING = "FOURFOLD_BACKUP_RECIPIENTS"
AGE_OPENING = b"age-encryption.org/"
_LONGEST_KEY_FILE = 64 * 1024
_HOW = "Make a pair of keys with `fourfold backup-key FILE`, and set FOURFOLD_BACKUP_RECIPIENTS to its public half."

Recipient: TypeAlias = Any
"""A public key: pyrage brings no types."""
Identity: TypeAlias = Any
"""A secret key."""


def recipients(given: Iterable[str] = ()) -> list[Recipient]:
    """The public keys that are given, else those of FOURFOLD_BACKUP_RECIPIENTS. BadInput for none or a bad one."""
    words = [word for item in given for word in re.split(r"[\s,]+", item) if word] or configured()
    if not words:
        raise BadInput.one(f"Nobody could open this backup: no recipient is given. {_HOW}")
    return [_recipient(word) for word in dict.fromkeys(words)]


def configured() -> list[str]:
    """The public keys in FOURFOLD_BACKUP_RECIPIENTS, as written there, with spaces or commas between."""
    return [word for word in re.split(r"[\s,]+", os.environ.get(SETTING, "")) if word]


def _recipient(word: str) -> Recipient:
    if word.upper().startswith("AGE-SECRET-KEY-"):
        raise BadInput.one(
            "That is the secret half of a key pair. Keep it off this machine, and give the public half (age1…)."
        )
    try:
        return pyrage.x25519.Recipient.from_str(word)
    except pyrage.RecipientError as error:
        raise BadInput.one(
            f"{word[:20]}… is no public key: one begins with age1 and has 62 letters. {_HOW}"
        ) from error


def write_identity(file: Path, *, now: datetime, passphrase: str = "") -> str:
    """Write a new secret key to `file` (yours alone, never over another) and give its public half back."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    content = f"# created: {now:%Y-%m-%dT%H:%M:%SZ}\n# public key: {public}\n{identity}\n".encode("ascii")
    if passphrase:
        content = pyrage.passphrase.encrypt(content, passphrase)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
    except FileExistsError as error:
        raise BadInput.one(f"{file} exists already, and a key is never overwritten. Name a new file.") from error
    except OSError as error:
        raise BadInput.one(f"{file} cannot be written: {error.strerror}.") from error
    return public


def is_sealed(file: Path) -> bool:
    """Whether a file of keys is sealed with a passphrase."""
    return _content(file).startswith(AGE_OPENING)


def identities(file: Path, *, passphrase: str = "") -> list[Identity]:
    """The secret keys in `file`. BadInput where there is none, or the passphrase does not open it."""
    content = _content(file)
    if content.startswith(AGE_OPENING):
        try:
            content = pyrage.passphrase.decrypt(content, passphrase)
        except pyrage.DecryptError as error:
            raise BadInput.one(f"The passphrase does not open the key in {file}.") from error
    lines = [line.strip() for line in content.decode("ascii", errors="replace").splitlines()]
    found = [line for line in lines if line.upper().startswith("AGE-SECRET-KEY-")]
    try:
        if found:
            return [pyrage.x25519.Identity.from_str(line) for line in found]
    except pyrage.IdentityError as error:
        raise BadInput.one(f"The secret key in {file} is damaged: use another copy of it.") from error
    raise BadInput.one(f"{file} holds no secret key (a line that begins with AGE-SECRET-KEY-).")


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_LONGEST_KEY_FILE)
    except OSError as error:
        raise BadInput.one(f"The key {file} cannot be read: {error.strerror}.") from error
