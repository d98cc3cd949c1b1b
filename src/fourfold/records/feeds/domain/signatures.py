"""HTTP Message Signatures (RFC 9421) with Ed25519, as the delivery API asks for them.

Pure: from a request's parts to the bytes that were signed, and whether the signature holds. Of the standard what is
needed here: one signature a request, made with `ed25519`, over derived components and whole header fields. What else
the standard allows (several signatures, parts of fields, other algorithms) is refused in words, never passed over.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WINDOW = 300
"""Seconds by which the sender's clock may differ from ours."""
ALGORITHM = "ed25519"
NONCE = (16, 128)
"""The shortest and the longest nonce, in characters."""
_LONGEST = 4_096
_LABEL = r"[a-z*][a-z0-9_.*-]*"
_INPUT = re.compile(rf'({_LABEL})=\( *((?:"[a-z0-9@_-]+" *)*)\)((?:; *{_LABEL}=(?:"[ !#-\[\]-~]*"|-?\d{{1,15}}))*)')
_COMPONENT = re.compile(r'"([a-z0-9@_-]+)"')
_PARAMETER = re.compile(rf'; *({_LABEL})=(?:"([ !#-\[\]-~]*)"|(-?\d{{1,15}}))')
_SIGNATURE = re.compile(rf"({_LABEL})=:([A-Za-z0-9+/=]*):")


class Unreadable(ValueError):
    """There is no signature, or not one of the kind that is asked for. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Message:
    """A request as it came. `authority`: host and port, in small letters; `headers`: by name in small letters."""

    method: str
    scheme: str
    authority: str
    path: str
    query: str
    headers: Mapping[str, str]
    has_content: bool = False

    def component(self, name: str) -> str:
        """The value of a component (RFC 9421, 2). Raises Unreadable for one that is not known or not there."""
        target = self.path + (f"?{self.query}" if self.query else "")
        derived = {
            "@method": self.method,
            "@authority": self.authority,
            "@scheme": self.scheme,
            "@path": self.path,
            "@query": f"?{self.query}",
            "@request-target": target,
            "@target-uri": f"{self.scheme}://{self.authority}{target}",
        }
        if name in derived:
            return derived[name]
        if name not in self.headers:
            raise Unreadable(f"The signature covers “{name}”, and the request has no such header.")
        return self.headers[name].strip()


@dataclass(frozen=True, slots=True)
class Parts:
    """A signature as the standard describes it. `base`: the bytes that were signed (RFC 9421, 2.5)."""

    covered: frozenset[str]
    parameters: Mapping[str, str | int]
    base: bytes
    signature: bytes

    def holds(self, public_key: bytes) -> bool:
        """Whether it was made with the key. `public_key`: its 32 bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(self.signature, self.base)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signed:
    """What a request says of its signature, as we ask for it. `created`: seconds since 1970."""

    key_id: UUID
    created: int
    nonce: str
    parts: Parts

    def is_timely(self, moment: float) -> bool:
        """Whether the request was signed about now. `moment`: seconds since 1970."""
        return abs(moment - self.created) <= WINDOW


def read(message: Message) -> Signed:
    """The signature of a request, not yet verified; it covers what must not change. Raises Unreadable."""
    parts = parse(message)
    signed = Signed(_key_id(parts.parameters), _created(parts.parameters), _nonce(parts.parameters), parts)
    _require_cover(message, parts)
    return signed


def parse(message: Message) -> Parts:
    """The signature of a request and what it is over. Raises Unreadable."""
    label, covered, given = _input(message.headers.get("signature-input", ""))
    values = {name: int(number) if number else text for name, text, number in given}
    items = " ".join(f'"{name}"' for name in covered)
    said = "".join(f";{name}={number}" if number else f';{name}="{text}"' for name, text, number in given)
    lines = [f'"{name}": {message.component(name)}' for name in covered]
    base = "\n".join([*lines, f'"@signature-params": ({items}){said}'])
    return Parts(frozenset(covered), values, base.encode(), _signature(label, message.headers.get("signature", "")))


def _require_cover(message: Message, parts: Parts) -> None:
    """Raise Unreadable where the signature leaves out what could then be changed on the way."""
    wanted = {"@method"}
    if "@target-uri" not in parts.covered:
        wanted |= {"@authority", "@path"} | ({"@query"} if message.query else set())
    if message.has_content:
        wanted.add("content-digest")
    if missing := sorted(wanted - parts.covered):
        raise Unreadable(
            f"The signature does not cover {', '.join(f'“{name}”' for name in missing)}. Sign “@method”, "
            f"“@target-uri” "
            "and, with content, “content-digest”."
        )


def _input(header: str) -> tuple[str, list[str], list[tuple[str, str, str]]]:
    if not header:
        raise Unreadable("The request has no header Signature-Input. Sign it as the page of this service describes.")
    found = _INPUT.fullmatch(header.strip()) if len(header) <= _LONGEST else None
    if found is None:
        raise Unreadable("Signature-Input cannot be read. Send one signature, over whole headers and without flags.")
    label, items, rest = found.groups()
    covered = _COMPONENT.findall(items)
    if len(set(covered)) != len(covered):
        raise Unreadable("Signature-Input names a component twice. Name each once.")
    parameters: list[tuple[str, str, str]] = _PARAMETER.findall(rest)
    names = [name for name, _text, _number in parameters]
    if len(set(names)) != len(names):
        raise Unreadable("Signature-Input says a parameter twice. Say each once.")
    return label, covered, parameters


def _key_id(values: Mapping[str, str | int]) -> UUID:
    if values.get("alg", ALGORITHM) != ALGORITHM:
        raise Unreadable(f"The parameter alg is not {ALGORITHM}. Sign with an Ed25519 key.")
    try:
        return UUID(str(values["keyid"]))
    except (KeyError, ValueError):
        raise Unreadable(
            "The parameter keyid is missing, or is no id of a key. Take it from the key’s page."
        ) from None


def _created(values: Mapping[str, str | int]) -> int:
    created = values.get("created")
    if not isinstance(created, int):
        raise Unreadable("The parameter created is missing: the seconds since 1970 at which the request was signed.")
    return created


def _nonce(values: Mapping[str, str | int]) -> str:
    nonce = values.get("nonce")
    shortest, longest = NONCE
    if not isinstance(nonce, str) or not shortest <= len(nonce) <= longest:
        raise Unreadable(
            f"The parameter nonce is missing: {shortest} to {longest} characters by chance, each time new."
        )
    return nonce


def _signature(label: str, header: str) -> bytes:
    found = _SIGNATURE.fullmatch(header.strip())
    if found is None or found[1] != label:
        raise Unreadable(f"The header Signature is missing, or is not {label}=:…: in base 64.")
    try:
        return b64decode(found[2], validate=True)
    except binascii.Error:
        raise Unreadable(f"The header Signature is not {label}=:…: in base 64.") from None
