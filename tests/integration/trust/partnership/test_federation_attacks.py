"""What a hostile provider, or somebody between, may try: each attack by the front door, beside the honest sign-in."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests.integration.trust.partnership.accounts import entries
from tests.integration.trust.partnership.directories import DOMAIN, agency_id, asked, enter_code, keep, set_out
from tests.integration.trust.partnership.hostile_provider import (
    Claims,
    HostileProvider,
    hostile_provider,
    new_key,
    unsigned,
)
from tests.people import Cast

from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.messages.models import Message
from fourfold.trust.partnership.domain.roles import FEDERATION
from fourfold.trust.partnership.models import FederatedIdentity, IdentityProvider, Role, User
from fourfold.trust.partnership.operations import federation

CODE_PAGE = "/accounts/second-factor/authenticate/"


@pytest.fixture
def provider() -> Iterator[HostileProvider]:
    """Honest until a test changes it."""
    with hostile_provider() as running:
        yield running


@pytest.fixture
def row(provider: HostileProvider, people: Cast) -> IdentityProvider:
    """Kent Police's directory."""
    return keep(people, provider.issuer)


def attempt(client: Client, provider: HostileProvider, email: str = f"pat@{DOMAIN}", **back: str) -> Any:
    """Go there and come back, with what the provider makes of it."""
    sent = asked(set_out(client, email))
    provider.nonce = provider.nonce or sent["nonce"]
    return client.get(sent["redirect_uri"], {"code": "any", "state": sent["state"]} | back)


def linked(people: Cast) -> int:
    """How many are linked."""
    with people.ada.acting():
        return FederatedIdentity.objects.count()


@pytest.mark.usefixtures("row")
def test_the_honest_sign_in(client: Client, provider: HostileProvider, people: Cast) -> None:
    assert attempt(client, provider)["Location"].endswith(CODE_PAGE)
    assert linked(people) == 1


def signed_by_another(claims: Claims) -> str:
    """With a key that the provider never had."""
    return jwt.encode(claims, new_key(), algorithm="RS256", headers={"kid": "one"})


def with_unknown_key_id(claims: Claims) -> str:
    """With a key id that the provider does not list."""
    return jwt.encode(claims, new_key(), algorithm="RS256", headers={"kid": "two"})


def with_no_signature(claims: Claims) -> str:
    """`alg: none` (RFC 8725, 2.1)."""
    return unsigned(claims, {"alg": "none", "kid": "one"})


@pytest.mark.usefixtures("row")
@pytest.mark.parametrize("make", [signed_by_another, with_unknown_key_id, with_no_signature])
def test_a_token_that_the_provider_did_not_sign(
    client: Client, provider: HostileProvider, people: Cast, make: Any
) -> None:
    provider.make = make
    refused(attempt(client, provider), people)


@pytest.mark.usefixtures("row")
def test_a_public_key_taken_for_a_shared_secret(client: Client, provider: HostileProvider, people: Cast) -> None:
    """HS256 with the public key as its secret: whoever knows the public key could sign (RFC 8725, 2.1)."""
    public = provider.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )

    def confused(claims: Claims) -> str:
        body = unsigned(claims, {"alg": "HS256", "kid": "one"}).rpartition(".")[0]
        signature = urlsafe_b64encode(hmac.digest(public, body.encode(), sha256)).rstrip(b"=").decode()
        return f"{body}.{signature}"

    provider.make = confused
    refused(attempt(client, provider), people)


HOUR = 3600


@pytest.mark.usefixtures("row")
@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://another.example"},
        {"iss": None},
        {"aud": "another-client"},
        {"aud": None},
        {"aud": ["fourfold", "another"]},
        {"aud": ["fourfold", "another"], "azp": "another"},
        {"azp": "another"},
        {"exp": int(time.time()) - HOUR},
        {"exp": None},
        {"iat": int(time.time()) + HOUR},
        {"nbf": int(time.time()) + HOUR},
        {"sub": None},
        {"sub": ""},
        {"nonce": None},
        {"nonce": "of another sign-in"},
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": None},
        {"email": f"pat@{DOMAIN}.evil.example"},
        {"email": f"pat@evil.example,pat@{DOMAIN}"},
        {"email": f"pat@sub.{DOMAIN}"},
        {"email": ["pat", DOMAIN]},
    ],
    ids="-".join,  # the claims' names alone: times in them differ between the processes of a run
)
def test_a_token_that_says_something_else(
    client: Client, provider: HostileProvider, people: Cast, claims: Claims
) -> None:
    provider.claims = claims
    refused(attempt(client, provider), people)


def refused(answer: Any, people: Cast) -> None:
    """Nobody is let in, nobody is linked, and it is kept."""
    assert answer.status_code == 403, answer.get("Location")
    assert "You are not signed in" in answer.content.decode()
    assert linked(people) == 0
    assert entries("partnership:sign-in")[-1]["outcome"] == "denied"


@pytest.mark.usefixtures("row")
def test_a_state_opens_once(client: Client, provider: HostileProvider) -> None:
    sent = asked(set_out(client, f"pat@{DOMAIN}"))
    provider.nonce = sent["nonce"]
    back = {"code": "any", "state": sent["state"]}
    assert client.get(sent["redirect_uri"], back).status_code == 302
    assert client.get(sent["redirect_uri"], back).status_code == 403


@pytest.mark.usefixtures("row")
def test_a_state_is_of_the_browser_that_set_out(provider: HostileProvider, people: Cast) -> None:
    sent = asked(set_out(Client(), f"pat@{DOMAIN}"))
    provider.nonce = sent["nonce"]
    refused(Client().get(sent["redirect_uri"], {"code": "any", "state": sent["state"]}), people)


@pytest.mark.usefixtures("row")
def test_a_token_of_an_earlier_sign_in_is_a_replay(client: Client, provider: HostileProvider, people: Cast) -> None:
    provider.nonce = asked(set_out(client, f"pat@{DOMAIN}"))["nonce"]
    refused(attempt(client, provider), people)
    assert entries("partnership:sign-in")[-1]["detail"] == {"why": "replayed"}


@pytest.mark.usefixtures("row")
def test_an_answer_of_another_provider(client: Client, provider: HostileProvider, people: Cast) -> None:
    """Mix-up (RFC 9207): the answer names its provider, or does not where the provider says that it does."""
    refused(attempt(client, provider, iss="https://another.example"), people)
    provider.says = {"authorization_response_iss_parameter_supported": True}
    refused(attempt(client, provider), people)


def test_a_state_of_one_agency_is_none_at_another(client: Client, provider: HostileProvider, people: Cast) -> None:
    keep(people, provider.issuer)
    with hostile_provider() as medways:
        keep(people, medways.issuer, key="medway-council", domains=("medway-council.example",))
        sent = asked(set_out(client, f"pat@{DOMAIN}"))
        back = f"http://testserver/accounts/agency/{agency_id(people, 'medway-council')}/back/"
        refused(client.get(back, {"code": "any", "state": sent["state"]}), people)


def test_a_provider_that_calls_itself_otherwise(client: Client, provider: HostileProvider, people: Cast) -> None:
    row = keep(people, provider.issuer)
    provider.says = {"issuer": "https://another.example"}
    answer = client.post("/accounts/agency/", {"login": f"pat@{DOMAIN}"})
    assert answer.status_code == 403
    assert "They must be the same to the letter" in answer.content.decode()
    with people.ada.acting() as ada:
        (problem,) = federation.try_provider(actor=ada, now=now(), provider_id=row.pk)
    assert problem.startswith("It calls itself “https://another.example”")


@pytest.mark.parametrize(
    "moves", ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "https://x.example/"]
)
@pytest.mark.usefixtures("row")
def test_a_provider_that_leads_elsewhere_is_not_followed(
    client: Client, provider: HostileProvider, moves: str
) -> None:
    provider.moves = moves
    answer = client.post("/accounts/agency/", {"login": f"pat@{DOMAIN}"})
    assert "It answered 302" in answer.content.decode()


@pytest.mark.usefixtures("row")
def test_a_provider_that_names_a_private_address(client: Client, provider: HostileProvider, people: Cast) -> None:
    provider.says = {"token_endpoint": "https://10.0.0.1/token"}
    refused(attempt(client, provider), people)


@pytest.mark.usefixtures("row")
def test_a_provider_whose_page_has_no_https(client: Client, provider: HostileProvider) -> None:
    for address in ("http://sso.kent-police.example/login", "javascript:alert(1)", None):
        provider.says = {"authorization_endpoint": address}
        answer = client.post("/accounts/agency/", {"login": f"pat@{DOMAIN}"})
        assert "It does not say where its authorization_endpoint is" in answer.content.decode()


@pytest.mark.parametrize("email", ["mia@medway-council.example", f"mia@{DOMAIN}"])
def test_no_provider_speaks_for_people_of_another_agency(
    client: Client, provider: HostileProvider, people: Cast, email: str
) -> None:
    """Kent Police's directory, turned hostile, names Medway's accountable officer: by domain, and by role."""
    keep(people, provider.issuer)
    if email.endswith(DOMAIN):
        with people.ada.acting():
            User.objects.filter(pk=people.mia.user_id).update(email=email)
    provider.claims = {"email": email}
    refused(attempt(client, provider), people)
    expected = "other-agency" if email.endswith(DOMAIN) else "foreign-domain"
    assert entries("partnership:sign-in")[-1]["detail"] == {"why": expected}


@pytest.mark.usefixtures("row")
def test_whoever_moved_to_another_agency_is_refused_by_name_too(
    client: Client, provider: HostileProvider, people: Cast
) -> None:
    attempt(client, provider)
    with people.ada.acting():
        Role.objects.filter(person_id=people.pat.person_id).update(until="2025-06-01")
    provider.nonce = ""
    assert attempt(Client(), provider).status_code == 403
    assert entries("partnership:sign-in")[-1]["detail"] == {"why": "other-agency"}


@pytest.mark.usefixtures("row")
def test_a_changed_name_for_the_same_address_is_refused_and_told(
    client: Client, provider: HostileProvider, people: Cast
) -> None:
    attempt(client, provider)
    for _ in range(2):
        provider.claims, provider.nonce = {"sub": "somebody-else"}, ""
        answer = attempt(Client(), provider)
        assert answer.status_code == 403
        assert "We told the administrators" in answer.content.decode()
    assert linked(people) == 1
    assert entries("partnership:sign-in")[-1]["detail"] == {"why": "changed-subject"}
    with people.ada.acting():
        told = list(Message.objects.filter(kind="sign-in").values_list("to_user", "subject"))
    assert (people.ada.user_id, "A sign-in was refused: the same address, another identity") in told
    assert len(told) == len(set(told)), "once each"


def test_unlinking_mends_a_changed_name(
    client: Client, provider: HostileProvider, people: Cast, row: IdentityProvider
) -> None:
    attempt(client, provider)
    provider.claims, provider.nonce = {"sub": "the-same-person-anew"}, ""
    with people.ada.acting() as ada:
        identity = FederatedIdentity.objects.get()
        federation.unlink(actor=ada, now=now(), provider_id=row.pk, identity_id=identity.pk)
    assert attempt(Client(), provider).status_code == 302


@pytest.mark.usefixtures("row")
def test_a_name_that_passes_to_another_address_stays_whose_it_was(provider: HostileProvider, people: Cast) -> None:
    attempt(Client(), provider)
    provider.claims, provider.nonce = {"email": f"leo@{DOMAIN}"}, ""
    answer = attempt(browser := Client(), provider)
    assert answer["Location"].endswith(CODE_PAGE)
    enter_code(browser)
    (entry,) = entries("partnership:sign-in")
    assert entry["subject_id"] == str(people.pat.user_id)


@pytest.mark.usefixtures("row")
def test_userinfo_of_somebody_else_is_no_address(client: Client, provider: HostileProvider, people: Cast) -> None:
    provider.claims = {"email": None, "email_verified": None}
    provider.userinfo = {"sub": "somebody-else", "email": f"pat@{DOMAIN}", "email_verified": True}
    refused(attempt(client, provider), people)
    provider.userinfo["sub"], provider.nonce = "pat-1", ""
    assert attempt(Client(), provider)["Location"].endswith(CODE_PAGE)


def test_the_database_links_nobody_whom_the_directory_may_not_speak_for(
    provider: HostileProvider, people: Cast
) -> None:
    row = keep(people, provider.issuer)
    for colleague in (people.mia, people.leo, people.cora):
        with pytest.raises(DatabaseError, match="may not speak"), acting_as(FEDERATION.actor):
            FederatedIdentity.objects.create(provider=row, user_id=colleague.user_id, subject="any", linked_at=now())


def test_nobody_but_the_service_links_and_nobody_without_a_role_reads(
    provider: HostileProvider, people: Cast
) -> None:
    row = keep(people, provider.issuer)
    for colleague in (people.pat, people.cora, people.ada):
        with pytest.raises(DatabaseError, match="row-level security"), colleague.acting(), transaction.atomic():
            FederatedIdentity.objects.create(
                provider_id=row.pk, user_id=people.pat.user_id, subject="any", linked_at=now()
            )
    for colleague in (people.pat, people.cora):
        with colleague.acting():
            assert not IdentityProvider.objects.exists()
    assert not IdentityProvider.objects.exists()


def test_a_domain_and_an_agency_have_one_directory_at_a_time(provider: HostileProvider, people: Cast) -> None:
    row = keep(people, provider.issuer)
    with people.ada.acting():
        other = IdentityProvider.objects.get(pk=row.pk)
        other.pk, other.agency_id = None, agency_id(people, "medway-council")
        with pytest.raises(DatabaseError, match="a domain one agency"), transaction.atomic():
            other.save(force_insert=True)


def test_the_secret_stands_sealed(provider: HostileProvider, people: Cast) -> None:
    row = keep(people, provider.issuer, secret="a-very-plain-secret")
    with people.ada.acting(), connection.cursor() as cursor:
        cursor.execute("select row_to_json(p)::text from partnership_identityprovider p where id = %s", [row.pk])
        (kept,) = cursor.fetchone()
    assert "a-very-plain-secret" not in kept
    assert json.loads(kept)["sealed_secret"].startswith("gAAAA")
