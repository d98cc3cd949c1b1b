"""Every address of Fourfold, enumerated from Django: an undeclared one fails here before it can leak."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.people import Cast, ClientOf

PUBLIC = {
    "healthz",
    "readyz",
    "web:accessibility",
    "web:cookies",
    "account_login",
    "account_inactive",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "partnership:invitation",
    "identity_choose",  # one's agency is found by the domain of an address, before anybody has signed in
    "identity_return",  # where the agency's directory sends people back to; without its state, a refusal
    "boards:feed",  # a calendar program cannot sign in; the address itself is signed, and read as its person
    "chasing:mailed-form",  # the link is the key: an unknown one opens nothing
    "chasing:mailed-form-again",  # answers the same whatever the link is
    "publishing:public",  # read by everybody: what a board approved for the public, and nothing else
    "publishing:public-page",
    "agreements:register",  # which agencies share what, and why: anybody may know; drafts and names are not in it
    "agreements:register-entry",
    "agreements:register-file",
    "rights:public",  # what rights people have, and numbers that name nobody
    "rights:public-ask",  # whoever is concerned has no account; what is sent is read by officers alone
    "rights:public-sent",  # says the reference that stands in the address; looks nothing up
    "feeds:api-openapi",  # what an agency's system may ask for: the same for everybody, and nothing of anybody
    # Signed by a key, without a session: unsigned they answer 401 and nothing else (`feeds/test_api.py`).
    "feeds:api-contracts",
    "feeds:api-contract",
    "feeds:api-deliveries",
    "feeds:api-delivery",
    "feeds:api-report-json",
    "feeds:api-report-csv",
    "feeds:api-undo",
    "feeds:api-elsewhere",  # where nothing is, said in the same form
}
"""What opens without signing in. Adding to it needs a reason in the change that does."""

SOMEWHERE = {
    "uuid": UUID("00000000-0000-4000-8000-000000000000"),
    "slug": "prevent",
    "str": "nowhere",
    "int": 1,
    "path": "nowhere",
}


def addresses(
    patterns: list[URLPattern | URLResolver], prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """`(name, path)` of every address, with an id in it that nothing has."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry.url_patterns, prefix + str(entry.pattern), inner)
        else:
            name = f"{space}{entry.name}"
            arguments = {
                key: SOMEWHERE[type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")]
                for key, converter in entry.pattern.converters.items()
            }
            yield name, reverse(name, kwargs=arguments)


ALL = sorted(addresses(get_resolver().url_patterns))


def test_every_address_has_a_name_of_its_own() -> None:
    names = [name for name, _path in ALL]
    assert all(not name.endswith("None") for name in names)
    assert len(names) == len(set(names))


def test_what_is_declared_public_exists() -> None:
    assert {name for name, _path in ALL} >= PUBLIC - {"account_inactive", "mfa_login_webauthn"}


@pytest.mark.parametrize(("name", "path"), ALL, ids=[name for name, _path in ALL])
def test_whoever_has_not_signed_in_gets_the_sign_in_page(name: str, path: str, client: Client) -> None:
    for answer in (client.get(path), client.post(path)):
        if name in PUBLIC:
            assert answer.status_code < 500
        else:
            assert answer.status_code == 302
            assert answer["Location"].startswith("/accounts/sign-in/"), name


ROOMS = (
    *("plan:", "partnership:", "boards:", "chasing:", "governance:", "indicators:", "publishing:", "messages:"),
    *("catalogue:", "access:", "agreements:", "requests:", "feeds:", "oversight:", "rights:"),
    "profiles:",
)


@pytest.mark.parametrize(("name", "path"), [(n, p) for n, p in ALL if n.startswith(ROOMS)])
def test_a_leaver_learns_nothing(name: str, path: str, client_of: ClientOf, people: Cast) -> None:
    """An open session of somebody without a live role: the same nothing on every address."""
    client = client_of(people.leo)
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code in (200, 302, 403, 404, 405) or name.startswith("feeds:api-")
        shown = answer.content.decode()
        for hidden in ("Kent and Medway Gangs", "Cora Coates", "Dartford"):
            assert hidden not in shown, name


def test_the_anonymous_have_no_standing(client: Client) -> None:
    answer = client.get("/cookies/")
    assert isinstance(answer.wsgi_request.user, AnonymousUser)
    assert not answer.wsgi_request.standing.is_active
