"""Digest Fields (RFC 9530): whether a request's content is the one that its sender signed."""

import binascii
import hmac
import re
from base64 import b64decode
from hashlib import sha256, sha512

from fourfold.records.feeds.domain.signatures import Unreadable

_KNOWN = {"sha-256": sha256, "sha-512": sha512}
_MEMBER = re.compile(r"([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/=]*):")
_MOST = 4


class ContentDigest:
    """Takes the content piece by piece. `header`: of Content-Digest. Raises Unreadable where it names no SHA-2."""

    def __init__(self, header: str) -> None:
        members = [_MEMBER.fullmatch(part.strip()) for part in header.split(",", _MOST)]
        if not header or None in members:
            raise Unreadable("The header Content-Digest is missing or cannot be read. Send sha-256=:…: in base 64.")
        try:
            said = {one[1]: b64decode(one[2], validate=True) for one in members if one and one[1] in _KNOWN}
        except binascii.Error:
            raise Unreadable("The header Content-Digest is not in base 64.") from None
        if not said:
            raise Unreadable("The header Content-Digest names neither sha-256 nor sha-512. Send one of them.")
        self._said = [(value, _KNOWN[name]()) for name, value in said.items()]

    def take(self, piece: bytes) -> None:
        """The next piece."""
        for _value, digest in self._said:
            digest.update(piece)

    def holds(self) -> bool:
        """Whether the content was what each digest says."""
        return all(hmac.compare_digest(digest.digest(), value) for value, digest in self._said)
