"""Signing in by an agency's own directory, against a real provider."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core.context import request_context
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from tests.identity_providers import RealProvider, real_provider
from tests.integration.trust.partnership.accounts import PASSWORD, Account, enter, entries, is_signed_in
from tests.integration.trust.partnership.directories import (
    DOMAIN,
    agency_id,
    asked,
    come_back,
    enter_code,
    keep,
    return_address,
    set_out,
    way_there,
)
from tests.people import Cast

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.partnership.models import FederatedIdentity, IdentityProvider, User
from fourfold.trust.partnership.operations import federation
from fourfold.trust.partnership.operations.accounts import close_account


@pytest.fixture(scope="module")
def provider() -> Iterator[RealProvider]:
    """Kent Police's directory."""
    with real_provider(DOMAIN, mfa="mfa") as running:
        yield running


@pytest.fixture
def client_of_ours(provider: RealProvider, people: Cast) -> tuple[str, str]:
    """Ours, as registered there."""
    return provider.register(return_address(agency_id(people)))


@pytest.fixture
def row(provider: RealProvider, people: Cast, client_of_ours: tuple[str, str]) -> IdentityProvider:
    """The directory as Ada added it."""
    client_id, secret = client_of_ours
    return keep(people, provider.issuer, client_id=client_id, secret=secret)


def linked(people: Cast) -> list[tuple[UUID, str]]:
    """Who is linked, and under which name."""
    with people.ada.acting():
        return list(FederatedIdentity.objects.values_list("user_id", "subject"))


@pytest.mark.usefixtures("row")
def test_the_directory_and_our_code_open_the_door(client: Client, people: Cast, provider: RealProvider) -> None:
    address = set_out(client, people.pat.email.upper(), next="/people/")
    sent = asked(address)
    assert sent["code_challenge_method"] == "S256"
    assert set(sent["scope"].split()) == {"openid", "email"}
    assert len(sent["nonce"]) == 32
    answer = come_back(client, provider.sign_in(address, "pat"))
    assert answer["Location"].endswith("/accounts/second-factor/authenticate/")
    assert not is_signed_in(client)
    assert enter_code(client)["Location"] == "/people/"
    assert is_signed_in(client)
    assert linked(people) == [(people.pat.user_id, "pat")]


def test_the_audit_log_knows_the_directory_by_its_id(
    client: Client, people: Cast, provider: RealProvider, row: IdentityProvider
) -> None:
    come_back(client, provider.sign_in(set_out(client, people.pat.email), "pat"))
    enter_code(client)
    (entry,) = entries("partnership:sign-in")
    assert entry["detail"] == {"by": ["identity-provider", "totp"], "providers": [str(row.pk)]}
    (link,) = entries("partnership:link-identity")
    assert link["actor"] == "service:federation"
    assert "@" not in str([entry, link])
    assert "pat" not in str([entry["detail"], link["detail"]])


@pytest.mark.usefixtures("row")
def test_a_second_sign_in_links_nothing_again(people: Cast, provider: RealProvider) -> None:
    for _ in range(2):
        browser = Client()
        answer = come_back(browser, provider.sign_in(set_out(browser, people.pat.email), "pat"))
        assert answer["Location"].endswith("/accounts/second-factor/authenticate/")
    assert len(linked(people)) == 1
    assert len(entries("partnership:link-identity")) == 1


@pytest.mark.usefixtures("row")
def test_an_address_that_is_not_verified_opens_nothing(client: Client, people: Cast, provider: RealProvider) -> None:
    answer = come_back(client, provider.sign_in(set_out(client, people.pat.email), "pat!"))
    assert answer.status_code == 403
    assert "did not vouch for an e-mail address" in answer.content.decode()
    assert linked(people) == []
    assert entries("partnership:sign-in")[-1]["detail"] == {"why": "unverified"}


@pytest.mark.usefixtures("row")
def test_nobody_gets_an_account_by_signing_in(client: Client, people: Cast, provider: RealProvider) -> None:
    answer = come_back(client, provider.sign_in(set_out(client, f"stranger@{DOMAIN}"), "stranger"))
    assert answer.status_code == 403
    assert "there is no open account for you here" in answer.content.decode()
    assert linked(people) == []


@pytest.mark.usefixtures("row")
def test_a_closed_account_stays_closed_and_an_open_session_ends_at_once(
    client: Client, people: Cast, provider: RealProvider
) -> None:
    come_back(client, provider.sign_in(set_out(client, people.pat.email), "pat"))
    enter_code(client)
    with people.ada.acting() as ada:
        close_account(actor=ada, now=now(), person_id=people.pat.person_id)
    assert not is_signed_in(client)
    answer = come_back(again := Client(), provider.sign_in(set_out(again, people.pat.email), "pat"))
    assert answer.status_code == 403
    assert entries("partnership:sign-in", None)[-1]["detail"] == {"why": "closed"}


@pytest.mark.usefixtures("row")
def test_a_leaver_is_refused(client: Client, people: Cast, provider: RealProvider) -> None:
    answer = come_back(client, provider.sign_in(set_out(client, people.leo.email), "leo"))
    assert answer.status_code == 403
    assert linked(people) == []
    assert entries("partnership:sign-in")[-1]["detail"] == {"why": "other-agency"}


def test_their_second_factor_counts_only_where_it_was_agreed(
    people: Cast, provider: RealProvider, client_of_ours: tuple[str, str]
) -> None:
    client_id, secret = client_of_ours
    keep(people, provider.issuer, client_id=client_id, secret=secret, mfa_claim="acr", mfa_values=("mfa",))
    client = Client()
    address = set_out(client, people.pat.email)
    assert asked(address)["acr_values"] == "mfa"
    assert come_back(client, provider.sign_in(address, "pat"))["Location"] == "/"
    assert is_signed_in(client)
    (entry,) = entries("partnership:sign-in")
    assert entry["detail"]["by"] == ["identity-provider"]


def test_a_claim_that_was_not_agreed_does_not_count(
    client: Client, people: Cast, provider: RealProvider, client_of_ours: tuple[str, str]
) -> None:
    client_id, secret = client_of_ours
    keep(people, provider.issuer, client_id=client_id, secret=secret, mfa_claim="acr", mfa_values=("hardware",))
    answer = come_back(client, provider.sign_in(set_out(client, people.pat.email), "pat"))
    assert answer["Location"].endswith("/accounts/second-factor/authenticate/")


def test_whoever_has_no_factor_of_ours_confirms_by_the_directory(
    client: Client, people: Cast, provider: RealProvider, client_of_ours: tuple[str, str], newcomer: Account
) -> None:
    client_id, secret = client_of_ours
    keep(people, provider.issuer, client_id=client_id, secret=secret, mfa_claim="acr", mfa_values=("mfa",))
    come_back(client, provider.sign_in(set_out(client, newcomer.email), "nia.new"))
    asks = client.get("/people/add/")
    assert asks["Location"].startswith("/accounts/confirm/")
    page = client.get("/accounts/agency/confirm/?next=/people/add/")
    address = way_there(page)
    assert asked(address)["prompt"] == "login"
    assert come_back(client, provider.sign_in(address, "nia.new"))["Location"] == "/people/add/"
    assert client.get("/people/add/").status_code == 200


def test_somebody_else_confirms_nothing(
    client: Client, people: Cast, provider: RealProvider, client_of_ours: tuple[str, str], newcomer: Account
) -> None:
    client_id, secret = client_of_ours
    keep(people, provider.issuer, client_id=client_id, secret=secret, mfa_claim="acr", mfa_values=("mfa",))
    come_back(client, provider.sign_in(set_out(client, newcomer.email), "nia.new"))
    page = client.get("/accounts/agency/confirm/?next=/people/add/")
    assert come_back(client, provider.sign_in(way_there(page), "pat")).status_code == 403
    assert client.get("/people/add/").status_code == 302


def test_test_this_connection_finds_nothing_wrong(people: Cast, row: IdentityProvider) -> None:
    with people.ada.acting() as ada:
        assert federation.try_provider(actor=ada, now=now(), provider_id=row.pk) == []


def test_an_ended_directory_opens_nothing(
    client: Client, people: Cast, provider: RealProvider, row: IdentityProvider
) -> None:
    back = provider.sign_in(set_out(client, people.pat.email), "pat")
    with people.ada.acting() as ada:
        federation.end_provider(actor=ada, now=now(), provider_id=row.pk)
    assert come_back(client, back).status_code == 404
    assert "No agency signs in here" in client.post("/accounts/agency/", {"login": people.pat.email}).content.decode()


def test_a_wrong_secret_is_said_in_plain_words(
    client: Client, people: Cast, provider: RealProvider, client_of_ours: tuple[str, str]
) -> None:
    keep(people, provider.issuer, client_id=client_of_ours[0], secret="not the one")
    answer = come_back(client, provider.sign_in(set_out(client, people.pat.email), "pat"))
    assert answer.status_code == 403
    assert "(invalid_client)" in answer.content.decode()


def test_where_it_is_required_a_right_password_is_refused_as_a_wrong_one_is(
    people: Cast, provider: RealProvider, client_of_ours: tuple[str, str], newcomer: Account
) -> None:
    client_id, secret = client_of_ours
    keep(people, provider.issuer, client_id=client_id, secret=secret, is_required=True)
    pat = User.objects.get(pk=people.pat.user_id)
    pat.set_password(PASSWORD)
    pat.save()
    said = "Kent Police signs in by its own directory alone"
    for email, password in ((pat.email, PASSWORD), (pat.email, "wrong-password-1"), (f"no@{DOMAIN}", PASSWORD)):
        assert said in enter(Client(), email, password).content.decode()
    assert said in enter(Client(), newcomer.email, "wrong-password-1").content.decode()
    assert enter(Client(), newcomer.email).status_code == 302, "an administrator keeps the password"


def test_it_can_be_required_only_while_an_administrator_has_a_password(people: Cast, provider: RealProvider) -> None:
    with pytest.raises(BadInput, match="must have a password first"):
        keep(people, provider.issuer, is_required=True)


@pytest.mark.parametrize(("who", "lets_in"), [("pat", False), ("nia", True)])
def test_where_it_is_required_a_passkey_opens_for_administrators_alone(
    people: Cast, provider: RealProvider, newcomer: Account, rf: RequestFactory, who: str, lets_in: bool
) -> None:
    keep(people, provider.issuer, is_required=True)
    request = rf.get("/")
    request.session, request.user = SessionStore(), AnonymousUser()
    request._messages = FallbackStorage(request)
    user = User.objects.get(pk=newcomer.user_id if who == "nia" else people.pat.user_id)
    with request_context(request):
        answer = perform_login(request, Login(user=user))
    assert request.session.get("_auth_user_id") == (str(user.pk) if lets_in else None)
    if not lets_in:
        assert answer["Location"] == "/accounts/sign-in/"
        assert entries("partnership:sign-in")[-1]["detail"] == {"why": "provider-required"}


@pytest.mark.parametrize("path", ["/accounts/agency/", "back"])
def test_more_than_two_a_second_from_one_place_are_too_many(client: Client, people: Cast, path: str) -> None:
    row = keep(people, "http://127.0.0.1:9")
    address = f"/accounts/agency/{row.agency_id}/back/" if path == "back" else path
    ask = client.get if path == "back" else client.post
    assert {ask(address).status_code for _ in range(120)} <= {200, 403}
    assert ask(address).status_code == 429
