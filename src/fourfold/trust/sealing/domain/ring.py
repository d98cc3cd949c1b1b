"""The keys of an installation, opened, and what they do. What is sealed says at its end by which key: `gAAAA…=.2`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.ground.kernel import sealing
from fourfold.ground.kernel.sealing import CannotUnseal

FIRST = 1
"""By which key what says no number was sealed."""
_TOKEN = re.compile(r"(gAAAA[A-Za-z0-9_-]{60,}={0,2})(?:\.([0-9]{1,9}))?")
_GONE = (
    "What is stored here was sealed with data key {number}, which this installation no longer has. Try once more; if "
    "it happens again, restore a backup (see docs/operations/keys.md)."
)


@dataclass(frozen=True, slots=True)
class Ring:
    """`data`: the data keys by their numbers; the newest seals and hashes, all of them open and are looked for.

    `lasting`: the key of what must be found again after the data key was changed, and cannot be hashed anew.
    """

    data: Mapping[int, str]
    lasting: str

    @property
    def current(self) -> int:
        """The number of the key in use."""
        return max(self.data)

    def seal(self, text: str, *, kind: str) -> str:
        """Ciphertext in ASCII that says its key."""
        return f"{sealing.seal(text, key=self.data[self.current], kind=kind)}.{self.current}"

    def unseal(self, sealed: str, *, kind: str) -> str:
        """The text. Raises CannotUnseal."""
        token, _dot, _number = sealed.partition(".")
        return sealing.unseal(token, key=self.key(number_of(sealed)), kind=kind)

    def hashed(self, text: str, *, kind: str, number: int | None = None) -> bytes:
        """32 bytes under the key in use, or another of the data keys. Raises CannotUnseal for one that is gone."""
        return sealing.keyed_hash(text, key=self.key(number or self.current), kind=kind)

    def lasting_hash(self, text: str, *, kind: str) -> bytes:
        """32 bytes that stay the same when the data key is changed."""
        return sealing.keyed_hash(text, key=self.lasting, kind=kind)

    def key(self, number: int) -> str:
        """A data key. Raises CannotUnseal where it is gone."""
        try:
            return self.data[number]
        except KeyError as error:
            raise CannotUnseal(_GONE.format(number=number)) from error


def number_of(sealed: str) -> int:
    """By which key this was sealed."""
    _token, _dot, number = sealed.partition(".")
    return int(number) if number.isascii() and number.isdigit() else FIRST


def is_sealed(text: object) -> bool:
    """Whether this is what `seal` makes."""
    return isinstance(text, str) and _TOKEN.fullmatch(text) is not None
