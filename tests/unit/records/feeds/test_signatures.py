"""Signatures of calls: the standard's own example, and what is refused with which words."""

from base64 import b64decode, b64encode
from hashlib import md5, sha256, sha512
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from fourfold.records.feeds.domain.credentials import new_pair, public_key_of, public_pem
from fourfold.records.feeds.domain.digests import ContentDigest
from fourfold.records.feeds.domain.signatures import Message, Unreadable, parse, read

KEY = "b9b1b0a2-5f8e-4d1e-9d0a-0f5b7d4c2a11"
GOOD = f'sig1=("@method" "@target-uri" "content-digest");created=1795381508;nonce="{"a" * 16}";keyid="{KEY}"'
SIGNATURE = f"sig1=:{b64encode(b's' * 64).decode()}:"


def message(given: str = GOOD, *, has_content: bool = True, **headers: str) -> Message:
    """A call to send a file."""
    said = {"signature-input": given, "signature": SIGNATURE, "content-digest": "sha-256=:AA==:", **headers}
    return Message("POST", "https", "fourfold.example", "/api/v1/deliveries", "contract=x", said, has_content)


def test_the_example_of_the_standard_holds() -> None:
    """RFC 9421, appendix B.2.6, with the key of B.1.4."""
    key = load_der_public_key(b64decode("MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs="))
    assert isinstance(key, Ed25519PublicKey)
    covered = '("date" "@method" "@path" "@authority" "content-type" "content-length")'
    signature = "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
    headers = {
        "date": "Tue, 20 Apr 2021 02:07:55 GMT",
        "content-type": "application/json",
        "content-length": "18",
        "signature-input": f'sig-b26={covered};created=1618884473;keyid="test-key-ed25519"',
        "signature": f"sig-b26=:{signature}:",
    }
    example = Message("POST", "https", "example.com", "/foo", "param=Value&Pet=dog", headers)
    assert parse(example).holds(key.public_bytes_raw())
    changed = Message("POST", "https", "example.com", "/fop", "", headers)
    assert not parse(changed).holds(key.public_bytes_raw())


def test_what_is_signed_is_read() -> None:
    signed = read(message())
    assert (str(signed.key_id), signed.created, signed.nonce) == (KEY, 1795381508, "a" * 16)
    assert signed.parts.base.decode().splitlines()[1] == (
        '"@target-uri": https://fourfold.example/api/v1/deliveries?contract=x'
    )
    assert signed.is_timely(1795381508 + 300)
    assert not signed.is_timely(1795381508 - 301)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("", "no header Signature-Input"),
        ("nonsense", "cannot be read"),
        (GOOD + ", sig2=" + GOOD[5:], "cannot be read"),
        (GOOD.replace('"@method"', '"@method";req'), "cannot be read"),
        (GOOD.replace('"@method" ', '"@method" "@method" '), "names a component twice"),
        (GOOD + ";created=4", "says a parameter twice"),
        (GOOD.replace('"@method" ', ""), "does not cover “@method”"),
        (GOOD.replace(' "content-digest"', ""), "does not cover “content-digest”"),
        (GOOD.replace("@target-uri", "@path"), "does not cover “@authority”, “@query”"),
        (GOOD.replace("@target-uri", "@status"), "covers “@status”, and the request has no such header"),
        (GOOD.replace("created=1795381508", "expires=1"), "parameter created is missing"),
        (GOOD.replace("a" * 16, "a"), "parameter nonce is missing"),
        (GOOD.replace(KEY, "my-key"), "parameter keyid is missing"),
        (GOOD + ';alg="hmac-sha256"', "parameter alg is not ed25519"),
        (GOOD.replace("sig1=", "sig2="), "header Signature is missing"),
        (GOOD + " " * 5_000 + "x", "cannot be read"),
    ],
)
def test_what_is_not_signed_as_it_must_be_is_refused_in_words(given: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read(message(given))


@pytest.mark.parametrize("hashed", [("sha-256", sha256), ("sha-512", sha512)])
def test_the_content_is_the_one_that_was_signed(hashed: tuple[str, Any]) -> None:
    name, algorithm = hashed
    for content, holds in ((b"rows", True), (b"rowz", False)):
        digest = ContentDigest(f"md5=:AA==:, {name}=:{b64encode(algorithm(b'rows').digest()).decode()}:")
        digest.take(content[:2])
        digest.take(content[2:])
        assert digest.holds() is holds


@pytest.mark.parametrize("header", ["", "sha-256=x", f"md5=:{b64encode(md5(b'').digest()).decode()}:", "sha-256=:A:"])
def test_a_digest_that_proves_nothing_is_refused(header: str) -> None:
    with pytest.raises(Unreadable):
        ContentDigest(header)


def test_a_public_key_is_taken_and_a_private_one_is_not() -> None:
    pair = new_pair()
    assert public_key_of(public_pem(pair.public)) == pair.public
    for wrong in (pair.private_pem, "nonsense", public_pem(pair.public)[:60]):
        with pytest.raises(ValueError, match=r"private key|no Ed25519"):
            public_key_of(wrong)
