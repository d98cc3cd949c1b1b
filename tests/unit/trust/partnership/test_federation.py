"""What a directory says of somebody, and which directories are asked at all."""

from typing import Any

import pytest

from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.partnership.domain.federation import (
    SubjectClaim,
    asked_second_factor,
    domain_of,
    domain_problem,
    subject_of,
    verified_email,
)


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("pat@Kent.Police.UK", "kent.police.uk"),
        ("a@b@evil.example", "evil.example"),
        ("kent.police.uk", ""),
        ("@kent.police.uk", ""),
    ],
)
def test_the_domain_is_what_stands_after_the_last_at(email: str, domain: str) -> None:
    assert domain_of(email) == domain


@pytest.mark.parametrize("domain", ["kent.police.uk", "a-b.example", "kent.gov.uk", "xn--bcher-kva.example"])
def test_an_agencys_domain_is_taken(domain: str) -> None:
    assert domain_problem(domain) == ""


@pytest.mark.parametrize(
    "domain", ["", "uk", "@kent.gov.uk", "kent", "kent..uk", "-a.uk", "a.uk/", "nhs.net", "gmail.com"]
)
def test_what_is_no_agencys_domain_is_not(domain: str) -> None:
    assert domain_problem(domain) != ""


@pytest.mark.parametrize(
    ("claims", "email"),
    [
        ({"email": "Pat@Kent.Police.UK", "email_verified": True}, "pat@kent.police.uk"),
        ({"email": "pat@kent.police.uk", "xms_edov": "1"}, "pat@kent.police.uk"),
        ({"email": "pat@kent.police.uk", "xms_edov": True}, "pat@kent.police.uk"),
        ({"email": "pat@kent.police.uk", "email_verified": "true"}, ""),
        ({"email": "pat@kent.police.uk", "email_verified": 1}, ""),
        ({"email": "pat@kent.police.uk", "xms_edov": "0"}, ""),
        ({"email": "pat@kent.police.uk"}, ""),
        ({"email_verified": True}, ""),
        ({"email": 7, "email_verified": True}, ""),
    ],
)
def test_an_address_counts_when_the_directory_vouches_for_it(claims: dict[str, Any], email: str) -> None:
    assert verified_email(claims) == email


@pytest.mark.parametrize("subject", [None, "", 7, "x" * 256, "a\x00b", ["a"]])
def test_an_impossible_name_is_none(subject: object) -> None:
    assert subject_of({"sub": subject}, SubjectClaim.SUB) == ""


def test_the_agreed_claim_names_people() -> None:
    assert subject_of({"sub": "one", "oid": "two"}, SubjectClaim.OID) == "two"


@pytest.mark.parametrize(
    ("claims", "claim", "counts"),
    [
        ({"acr": "mfa"}, "acr", True),
        ({"acr": "1"}, "acr", False),
        ({"amr": ["pwd", "mfa"]}, "amr", True),
        ({"amr": ["pwd"]}, "amr", False),
        ({"amr": "mfa"}, "amr", False),
        ({"amr": ["mfa"]}, "acr", False),
        ({"amr": ["mfa"], "acr": "mfa"}, "", False),
        ({}, "acr", False),
    ],
)
def test_their_second_factor_counts_in_agreed_words(claims: dict[str, Any], claim: str, counts: bool) -> None:
    assert asked_second_factor(claims, claim, ["mfa"]) is counts


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8080",
        "http://localhost/",
        "https://127.0.0.1",
        "http://sso.example.org",
        "https://user:word@sso.example.org",
        "https://169.254.169.254/",
        "ftp://sso.example.org",
        "https://sso",
        "//sso.example.org",
    ],
)
def test_outside_tests_only_public_https_is_asked(url: str, settings: Any) -> None:
    from fourfold.trust.partnership.federation.outbound import checked_address, session

    settings.OPENID_LOOPBACK = False
    with pytest.raises(BadInput):
        checked_address(url)
    assert list(session().adapters) == ["https://"]


@pytest.mark.parametrize("address", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1"])
def test_a_name_that_leads_to_a_private_address_is_not_called(
    address: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fourfold.trust.partnership.federation import outbound

    settings.OPENID_LOOPBACK = False
    monkeypatch.setattr(
        "socket.getaddrinfo", lambda *_a, **_k: [(2, 1, 6, "", ("93.184.215.14", 443)), (2, 1, 6, "", (address, 443))]
    )
    with pytest.raises(outbound.ProviderTrouble, match="not of the public internet"):
        outbound.ask("GET", "https://sso.example.org/")
