"""Who sees what of the directory: every address as administrator, colleague, leaver and nobody."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.people import Cast, ClientOf

from fourfold.trust.partnership.models import Agency, Person, Role
from fourfold.trust.partnership.queries import agency_ids_by_key

MOST_QUERIES = 12


@pytest.fixture
def agency_id(people: Cast) -> UUID:
    with people.pat.acting():
        return agency_ids_by_key()["nhs-kent-and-medway"]


def readable(people: Cast, agency_id: UUID) -> list[str]:
    return [
        reverse("partnership:agencies"),
        reverse("partnership:agency", args=[agency_id]),
        reverse("partnership:people"),
        reverse("partnership:person", args=[people.mia.person_id]),
        reverse("partnership:account"),
    ]


def administrative(people: Cast) -> list[tuple[str, str]]:
    person = [people.mia.person_id]
    with people.ada.acting():
        role = Role.objects.filter(person_id=people.mia.person_id).values_list("pk", flat=True)[0]
    names = [("person-add", []), ("role-give", person), ("role-end", [*person, role])]
    pages = [("get", reverse(f"partnership:{name}", args=args)) for name, args in names]
    acts = [
        ("post", reverse(f"partnership:{name}", args=args))
        for name, args in [
            *names,
            ("invite", person),
            ("account-close", person),
            ("account-reopen", person),
            ("factors-remove", person),
        ]
    ]
    return pages + acts


@pytest.mark.parametrize("who", ["ada", "cora", "pat", "vic"])
def test_everybody_with_a_role_reads_the_directory(
    client_of: ClientOf, people: Cast, agency_id: UUID, who: str
) -> None:
    browser = client_of(getattr(people, who))
    for path in readable(people, agency_id):
        assert browser.get(path).status_code == 200, path


def test_leavers_and_nobody_read_nothing(client_of: ClientOf, people: Cast, agency_id: UUID) -> None:
    for path in readable(people, agency_id):
        for browser in (client_of(people.leo), Client()):
            answer = browser.get(path)
            assert answer.status_code == 302, path
            assert answer["Location"].startswith("/accounts/sign-in/"), path


@pytest.mark.parametrize("who", ["cora", "pat", "mia"])
def test_only_administrators_are_even_asked_to_confirm(client_of: ClientOf, people: Cast, who: str) -> None:
    browser = client_of(getattr(people, who))
    for method, path in administrative(people):
        assert getattr(browser, method)(path).status_code == 403, path


def test_administrators_are_asked_to_confirm(client_of: ClientOf, people: Cast) -> None:
    browser = client_of(people.ada)
    for method, path in administrative(people):
        answer = getattr(browser, method)(path)
        assert (answer.status_code, "reauthenticate" in answer["Location"]) == (302, True), path


def test_what_administrators_do_is_not_offered_to_others(client_of: ClientOf, people: Cast) -> None:
    path = reverse("partnership:person", args=[people.mia.person_id])
    page = client_of(people.pat).get(path).content.decode()
    assert "Give a role" not in page
    assert "Close the account" not in page
    assert "Close the account" in client_of(people.ada).get(path).content.decode()


def test_what_is_not_there_is_not_found(client_of: ClientOf, people: Cast) -> None:
    browser = client_of(people.pat)
    for name in ("agency", "person"):
        assert browser.get(reverse(f"partnership:{name}", args=[uuid4()])).status_code == 404


def test_a_role_of_somebody_else_is_not_found_under_a_person(client_of: ClientOf, people: Cast) -> None:
    from tests.integration.trust.partnership.accounts import entries

    browser = client_of(people.ada)
    session = browser.session
    import time

    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(people.ada.user_id)
    session.save()
    with people.ada.acting():
        role = Role.objects.filter(person_id=people.pat.person_id).values_list("pk", flat=True)[0]
    path = reverse("partnership:role-end", args=[people.mia.person_id, role])
    assert browser.get(path).status_code == 404
    assert entries("access:not-found-or-not-allowed")[-1]["actor"] == f"person:{people.ada.user_id}"


def test_a_page_makes_few_queries(client_of: ClientOf, people: Cast, agency_id: UUID) -> None:
    for who in (people.pat, people.ada):
        browser = client_of(who)
        for path in readable(people, agency_id):
            browser.get(path)
            with CaptureQueriesContext(connection) as ran:
                browser.get(path)
            asked = [one["sql"] for one in ran if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
            assert len(asked) <= MOST_QUERIES, (path, asked)


def test_the_filters_of_the_address_choose_agencies(client_of: ClientOf, people: Cast) -> None:
    browser = client_of(people.pat)

    def found(query: str) -> str:
        return str(browser.get(reverse("partnership:agencies") + query).content.decode())

    assert "106 agencies" in found("")
    historic = found("?when=historic")
    assert "that are no more" in historic
    assert "National Probation Service" in historic
    assert "Kent County Council" not in historic
    one = found("?q=clinical+commissioning&type=health")
    assert "NHS Kent and Medway Clinical Commissioning Group" in one
    assert "No agency matches" in found("?q=zzzz")
    assert "106 agencies" in found("?type=nonsense&when=nonsense"), "what makes no sense is left out"


def test_the_filters_of_the_address_choose_people(client_of: ClientOf, people: Cast) -> None:
    browser = client_of(people.ada)
    with people.ada.acting():
        police = agency_ids_by_key()["kent-police"]
    page = browser.get(reverse("partnership:people") + f"?agency={police}&role=champion").content.decode()
    assert "1 person" in page
    assert people.pat.name in page
    assert people.mia.name not in page
    assert people.leo.name not in browser.get(reverse("partnership:people")).content.decode()
    left = browser.get(reverse("partnership:people") + "?leavers=on").content.decode()
    assert people.leo.name in left
    others = client_of(people.pat).get(reverse("partnership:people") + "?leavers=on").content.decode()
    assert people.leo.name not in others


def test_the_wall_behind_the_views_says_no_too(people: Cast) -> None:
    with people.pat.acting():
        assert Person.objects.filter(pk=people.mia.person_id).update(name="X") == 0
        assert Role.objects.filter(person_id=people.mia.person_id).delete()[0] == 0
        assert Agency.objects.update(name="X") == 0
    with people.leo.acting():
        assert not Person.objects.exists()
        assert not Agency.objects.exists()
