"""Correction, removal and restriction, each whole: asked, decided by the holder, done, and told to who read it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from tests.pages import main, words
from tests.people import Cast, ClientOf
from tests.records import World, ask_owner, client_for, past_the_walls, small_world
from tests.rights import as_officer, send, tables_naming

from fourfold.accountability.rights.models import Part
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership import operations as partnership
from fourfold.trust.partnership.domain.roles import INSTALLATION, RoleKind
from fourfold.trust.partnership.queries import agency_ids_by_key

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module", autouse=True)
def _walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    with django_db_blocker.unblock(), past_the_walls():
        yield


@pytest.fixture
def world(people: Cast) -> World:
    """Alex’s episode, read by sam of the county council, whose administrator is its officer, too."""
    made = small_world()
    with acting_as(INSTALLATION.actor):
        partnership.give_role(
            actor=INSTALLATION,
            now=now(),
            person_id=people.ada.person_id,
            agency_id=agency_ids_by_key()["kent-county-council"],
            kind=RoleKind.DATA_PROTECTION_OFFICER,
            since=now().date(),
        )
    sam = client_for(people.sam, "safeguarding-children")
    assert sam.get(f"/records/people/{made.alex_id}/").status_code == 200
    return made


def own_part(people: Cast, dan: Client, client: Client, world: World, kind: str) -> str:
    """Lodge a request of this kind about Alex, and bring it to the police's own part; the page of that."""
    reference = send(client, people, kind, about_name="Alex Tanner")
    request_id = ask_owner("select id from rights_request where reference = %s", [reference])[0][0]
    page = f"/rights/{request_id}/"
    as_officer(dan, page)
    dan.post(f"{page}people/{world.alex_reference}/")
    dan.post(f"{page}ask/")
    with people.dan.acting():
        return f"/rights/parts/{Part.objects.get(request_id=request_id).pk}/"


def test_a_correction_stands_beside_the_record_and_reaches_who_read_it(
    people: Cast, client_of: ClientOf, client: Client, world: World
) -> None:
    dan = client_of(people.dan)
    part = own_part(people, dan, client, world, "rectification")
    record = f"{part}records/{world.alex}/"
    assert "Write what the record should say" in words(dan.post(record, {"act": "correct"}))
    assert dan.post(record, {"act": "correct", "note": "Found at Strood station."}).status_code == 302
    assert "still to be decided" not in words(dan.get(f"{part}answer/"))
    assert dan.post(f"{part}answer/").status_code == 302
    marks = ask_owner("select kind as a, note as b from rights_recordmark where record_id = %s", [world.alex])
    assert marks == [["corrected", "Found at Strood station."]]
    ada = client_of(people.ada)
    told = main(ada.get("/rights/notices/"))
    assert "Corrected" in told
    assert world.alex_reference in told
    notice = ask_owner("select id from rights_notice")[0][0]
    assert dan.get(f"/rights/notices/{notice}/settle/").status_code == 404
    assert ada.post(f"/rights/notices/{notice}/settle/").status_code == 302
    assert world.alex_reference not in main(ada.get("/rights/notices/"))


def test_a_removal_is_decided_done_and_told_and_a_hold_stops_it(
    people: Cast, client_of: ClientOf, client: Client, world: World
) -> None:
    dan = client_of(people.dan)
    part = own_part(people, dan, client, world, "removal")
    assert "Choose the ground in law" in words(dan.post(f"{part}records/{world.alex}/", {"act": "keep"}))
    assert dan.post(f"{part}rest/").status_code == 302
    hold = f"/rights/holds/new/{world.alex_reference}/"
    day = {"review_on_day": "1", "review_on_month": "2", "review_on_year": "2030"}
    assert dan.post(hold, {"why": "An inquest is open.", **day}).status_code == 302
    assert dan.post(f"{part}answer/").status_code == 409
    assert "Alex" in str(ask_owner("select values as v from feeds_content where record_id = %s", [world.alex]))
    lift = ask_owner("select id from rights_legalhold")[0][0]
    assert dan.post(f"/rights/holds/{lift}/lift/", {"text": "The inquest has ended."}).status_code == 302
    assert dan.post(f"{part}answer/").status_code == 302
    ada = client_of(people.ada)
    assert "Removed" in main(ada.get("/rights/notices/"))
    notice = ask_owner("select id from rights_notice")[0][0]
    assert ada.post(f"/rights/notices/{notice}/settle/").status_code == 302
    assert tables_naming(world.alex, world.alex_id, world.alex_reference, "Chatham bus station.*Alex") == {}
    assert ask_owner("select count(*) from rights_removal where record_id = %s", [world.alex]) == [[1]]
    assert ask_owner("select count(*) from feeds_record where id = %s", [world.bo]) == [[1]]


def test_what_must_not_be_used_is_seen_by_nobody(
    people: Cast, client_of: ClientOf, client: Client, world: World
) -> None:
    dan = client_of(people.dan)
    part = own_part(people, dan, client, world, "restriction")
    dan.post(f"{part}records/{world.alex}/", {"act": "restrict"})
    assert dan.post(f"{part}answer/").status_code == 302
    sam = client_for(people.sam, "safeguarding-children")
    assert sam.get(f"/records/people/{world.alex_id}/").status_code == 404
    assert sam.get(f"/records/people/{world.bo_id}/").status_code == 200
