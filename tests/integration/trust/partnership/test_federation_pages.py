"""Keeping agencies' directories: by administrators alone, after a step-up, with errors that say how to mend."""

from typing import Any

import pytest
from django.test import Client
from tests.integration.trust.partnership.accounts import Account, confirm, entries, sign_in
from tests.integration.trust.partnership.directories import DOMAIN, agency_id, keep
from tests.pages import MOST_QUERIES, queries_of, words
from tests.people import Cast, ClientOf

from fourfold.trust.partnership.models import IdentityProvider

ISSUER = "http://127.0.0.1:9"
GIVEN = {
    "name": "Kent Police",
    "issuer": ISSUER,
    "client_id": "fourfold",
    "secret": "a secret of a client",
    "domains": f"{DOMAIN}\nKent.Pnn.Police.Example",
    "subject_claim": "sub",
    "mfa_claim": "ours",
}


@pytest.fixture
def keeper(client: Client, settled: Account) -> Client:
    """An administrator who has just confirmed who they are."""
    sign_in(client, settled)
    confirm(client)
    return client


def rows(people: Cast) -> list[IdentityProvider]:
    """What is kept."""
    with people.ada.acting():
        return list(IdentityProvider.objects.all())


def add(keeper: Client, people: Cast, **changed: str) -> Any:
    """Send the form."""
    return keeper.post(f"/agencies/{agency_id(people)}/sign-in/add/", GIVEN | changed)


def test_it_is_added_and_its_secret_is_shown_nowhere(keeper: Client, people: Cast) -> None:
    answer = add(keeper, people)
    (row,) = rows(people)
    assert answer["Location"] == f"/identity-providers/{row.pk}/"
    assert row.domains == [DOMAIN, "kent.pnn.police.example"]
    page = keeper.get(answer["Location"]).content.decode()
    assert f"http://testserver/accounts/agency/{row.agency_id}/back/" in page
    for shown in (page, keeper.get(answer["Location"] + "change/").content.decode()):
        assert "a secret of a client" not in shown
        assert row.sealed_secret not in shown
    (entry,) = entries("partnership:administer")[-1:]
    assert entry["detail"] == {"agency": str(row.agency_id), "domains": 2, "added": True}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"issuer": "http://sso.example.org"}, "Enter an address that begins with https://"),
        ({"issuer": "https://10.0.0.1"}, "Enter the public name of a server"),
        ({"issuer": "https://intranet.local"}, "Enter the public name of a server"),
        ({"issuer": "https://sso.example.org/.well-known/openid-configuration"}, "Enter the issuer alone"),
        ({"domains": "gmail.com"}, "gmail.com is shared by many organisations"),
        ({"domains": "@kent.police.uk"}, "“@kent.police.uk” is not an e-mail domain"),
        ({"domains": ","}, "Enter at least one e-mail domain."),
        ({"secret": ""}, "Enter the client secret."),
        ({"mfa_claim": "amr"}, "Enter the values that say that a second factor was asked for."),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    keeper: Client, people: Cast, changed: dict[str, str], said: str
) -> None:
    assert said in words(add(keeper, people, **changed))
    assert rows(people) == []


def test_a_domain_and_an_agency_have_one_each(keeper: Client, people: Cast) -> None:
    add(keeper, people)
    assert "This agency has a directory already" in words(add(keeper, people))
    elsewhere = keeper.post(f"/agencies/{agency_id(people, 'medway-council')}/sign-in/add/", GIVEN)
    assert "Kent Police signs in with one of these domains" in words(elsewhere)
    assert len(rows(people)) == 1


def test_a_change_keeps_issuer_and_secret(keeper: Client, people: Cast) -> None:
    add(keeper, people)
    (before,) = rows(people)
    given = GIVEN | {"secret": "", "issuer": "https://another.example", "name": "Police", "mfa_claim": "ours"}
    keeper.post(f"/identity-providers/{before.pk}/change/", given)
    (after,) = rows(people)
    assert (after.name, after.issuer, after.sealed_secret) == ("Police", before.issuer, before.sealed_secret)


def test_a_test_of_what_cannot_be_reached_says_so(keeper: Client, people: Cast) -> None:
    add(keeper, people)
    (row,) = rows(people)
    page = words(keeper.post(f"/identity-providers/{row.pk}/test/"))
    assert "People could not sign in by it" in page
    assert "It cannot be reached at http://127.0.0.1:9/.well-known/openid-configuration" in page


def test_it_ends_and_another_may_come(keeper: Client, people: Cast) -> None:
    add(keeper, people)
    (row,) = rows(people)
    keeper.post(f"/identity-providers/{row.pk}/end/")
    assert "has ended" in words(keeper.post(f"/identity-providers/{row.pk}/test/"))
    add(keeper, people)
    assert len(rows(people)) == 2


def test_administrators_alone_see_and_keep(people: Cast, client_of: ClientOf) -> None:
    row = keep(people, ISSUER)
    for colleague in (people.pat, people.cora, people.vic):
        client = client_of(colleague)
        agency, one = f"/agencies/{row.agency_id}/sign-in/", f"/identity-providers/{row.pk}/"
        for path in (agency, agency + "add/", one, one + "change/"):
            assert client.get(path).status_code == 403
        for act in ("test", "end"):
            assert client.post(f"{one}{act}/").status_code == 403
        assert "How its people sign in" not in words(client.get(f"/agencies/{row.agency_id}/"))


def test_adding_changing_and_ending_ask_for_a_step_up(client: Client, settled: Account, people: Cast) -> None:
    row = keep(people, ISSUER)
    sign_in(client, settled)
    for path in (f"/agencies/{row.agency_id}/sign-in/add/", f"/identity-providers/{row.pk}/change/"):
        assert client.get(path)["Location"].startswith("/accounts/confirm/")
    assert client.post(f"/identity-providers/{row.pk}/end/")["Location"].startswith("/accounts/confirm/")
    assert [one.until for one in rows(people)] == [None]


def test_pages_take_few_queries(keeper: Client, people: Cast) -> None:
    add(keeper, people)
    (row,) = rows(people)
    for path in (f"/agencies/{row.agency_id}/sign-in/", f"/identity-providers/{row.pk}/"):
        assert len(queries_of(keeper, path)) <= MOST_QUERIES
    assert len(queries_of(Client(), "/accounts/sign-in/")) <= MOST_QUERIES


def test_the_sign_in_page_offers_directories_once_there_is_one(people: Cast) -> None:
    assert "Use my agency" not in words(Client().get("/accounts/sign-in/"))
    keep(people, ISSUER)
    assert "Use my agency" in words(Client().get("/accounts/sign-in/"))


@pytest.mark.parametrize("email", ["pat@kent-police.example", "nobody@kent-police.example"])
def test_the_answer_is_the_same_whether_an_account_exists(people: Cast, email: str) -> None:
    keep(people, ISSUER)
    answer = Client().post("/accounts/agency/", {"login": email})
    assert answer.status_code == 403
    assert "It cannot be reached" in words(answer)
    assert email not in words(answer)
