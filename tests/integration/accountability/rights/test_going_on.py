"""A request goes on to another agency with its dates; a restriction ends; what waits stands on the page of today."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests.integration.accountability.rights.test_other_rights import own_part, world
from tests.letters import letters_to
from tests.pages import main, words
from tests.people import Cast, ClientOf
from tests.records import World, agency, as_owner, ask_owner, client_for, past_the_walls
from tests.rights import as_officer, send

from fourfold.accountability.rights.models import RecordMark
from fourfold.ground.kernel.clock import now, show_date, today

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

__all__ = ["world"]


@pytest.fixture(scope="module", autouse=True)
def _walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    with django_db_blocker.unblock(), past_the_walls():
        yield


def page_of(reference: str) -> str:
    return f"/rights/{ask_owner('select id from rights_request where reference = %s', [reference])[0][0]}/"


def days_ago(reference: str, days: int) -> None:
    as_owner("alter table rights_request disable trigger user")
    as_owner(
        "update rights_request set received_on = received_on - %s, received_at = received_at - %s * interval '1 day',"
        " due_on = due_on - %s where reference = %s",
        [days, days, days, reference],
    )
    as_owner("alter table rights_request enable trigger user")


# Handing on ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def to_county() -> dict[str, str]:
    return {"agency": str(agency("kent-county-council")), "text": "They hold it. She was told by telephone."}


def test_a_request_goes_on_with_its_dates_and_what_was_decided(
    people: Cast, client_of: ClientOf, client: Client, world: World, to_county: dict[str, str]
) -> None:
    dan, ada = client_of(people.dan), client_of(people.ada)
    reference = send(client, people, "access", about_name="Alex Tanner")
    days_ago(reference, 12)
    here = page_of(reference)
    as_officer(dan, here)
    ((due,),) = ask_owner("select due_on from rights_request where reference = %s", [reference])
    assert dan.post(f"{here}hand-on/", to_county).status_code == 302
    gone = main(dan.get(here))
    assert "Handed on to another agency" in gone
    assert "Kent County Council" in gone
    ((there, named, came, due_there),) = ask_owner(
        "select id a, reference b, received_on::text c, due_on d from rights_request where handed_from is not null"
    )
    assert came == str(today() - timedelta(days=12))
    assert due_there == due
    shown = main(ada.get(f"/rights/{there}/"))
    assert "They are who they say: Came with their worker" in shown
    assert f"Kent Police, {reference}" in shown
    assert named in gone
    assert dan.get(f"/rights/{there}/").status_code == 404
    assert ada.get(here).status_code == 404
    (letter,) = letters_to(people.ada, kind="reminder")
    assert f"/rights/{there}/" in letter.body
    assert "Alex" not in letter.subject + letter.body
    assert dan.post(f"{here}note/", {"text": "More"}).status_code == 409


def test_what_holders_were_asked_is_not_handed_on_and_nobody_elses_is(
    people: Cast, client_of: ClientOf, client: Client, world: World, to_county: dict[str, str]
) -> None:
    dan = client_of(people.dan)
    own_part(people, dan, client, world, "access")
    ((asked,),) = ask_owner("select id from rights_request")
    assert dan.post(f"/rights/{asked}/hand-on/", to_county).status_code == 409
    other = page_of(send(client, people, "complaint"))
    assert "Choose an agency" in words(dan.get(f"{other}hand-on/"))
    assert client_of(people.ada).post(f"{other}hand-on/", to_county).status_code == 404
    again = dan.post(f"{other}hand-on/", {**to_county, "agency": str(agency("kent-police"))})
    assert again.status_code == 422 or "Select a valid choice" in words(again)
    request_id = other.strip("/").rsplit("/", 1)[-1]
    for who in (people.ada, people.sam):
        with who.acting(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "select rights_hand_on(%s, gen_random_uuid(), 'R-AAAA', %s, %s)",
                [request_id, agency("kent-county-council"), now()],
            )


# The end of a restriction -------------------------------------------------------------------------------------------


def restrict(people: Cast, dan: Client, client: Client, world: World) -> str:
    """Close Alex's record on request; where that is ended."""
    part = own_part(people, dan, client, world, "restriction")
    dan.post(f"{part}records/{world.alex}/", {"act": "restrict"})
    if dan.post(f"{part}answer/").status_code != 302:
        raise AssertionError("not answered")
    found = re.search(r"/rights/restrictions/[0-9a-f-]{36}/end/", dan.get("/rights/restrictions/").content.decode())
    if found is None:
        raise AssertionError("not listed")
    return found.group()


def told(on: object = None) -> dict[str, str]:
    day = on or today()
    return {
        "text": "It was checked, and is right.",
        "told_on_day": f"{day:%d}",
        "told_on_month": f"{day:%m}",
        "told_on_year": f"{day:%Y}",
    }


def sees_alex(people: Cast, world: World) -> int:
    return client_for(people.sam, "safeguarding-children").get(f"/records/people/{world.alex_id}/").status_code


def test_a_restriction_ends_with_a_reason_once_the_person_was_told(
    people: Cast, client_of: ClientOf, client: Client, world: World
) -> None:
    dan = client_of(people.dan)
    end = restrict(people, dan, client, world)
    listed = main(dan.get("/rights/restrictions/"))
    assert world.alex_reference in listed
    assert "Kent Police (" in listed
    assert client_of(people.ada).get(end).status_code == 404
    assert "told first" in words(dan.post(end, told(today() - timedelta(days=1))))
    assert sees_alex(people, world) == 404
    assert dan.post(end, told()).status_code == 302
    assert sees_alex(people, world) == 200
    assert "It was checked, and is right." in main(dan.get("/rights/restrictions/"))
    assert "May be used again" in main(client_of(people.ada).get("/rights/notices/"))
    assert dan.post(end, told()).status_code == 404


def test_what_is_closed_for_another_reason_stays_closed(
    people: Cast, client_of: ClientOf, client: Client, world: World
) -> None:
    as_owner("update feeds_record set is_restricted = true where id = %s", [world.alex])
    dan = client_of(people.dan)
    end = restrict(people, dan, client, world)
    assert dan.post(end, told()).status_code == 302
    assert ask_owner("select is_restricted from feeds_record where id = %s", [world.alex]) == [[True]]


def test_of_two_restrictions_the_last_one_opens(
    people: Cast, client_of: ClientOf, client: Client, world: World
) -> None:
    dan = client_of(people.dan)
    restrict(people, dan, client, world)
    restrict(people, dan, client, world)
    marks = [row[0] for row in ask_owner("select id from rights_recordmark")]
    assert dan.post(f"/rights/restrictions/{marks[0]}/end/", told()).status_code == 302
    assert sees_alex(people, world) == 404
    assert dan.post(f"/rights/restrictions/{marks[1]}/end/", told()).status_code == 302
    assert sees_alex(people, world) == 200


def test_the_database_ends_none_without_reason_and_for_no_other_agency(
    people: Cast, client_of: ClientOf, client: Client, world: World
) -> None:
    restrict(people, client_of(people.dan), client, world)
    with people.dan.acting(), pytest.raises(DatabaseError), transaction.atomic():
        RecordMark.objects.update(until=now())
    with people.dan.acting(), connection.cursor() as cursor:
        cursor.execute("select rights_restrict(%s::uuid[], false)", [[world.alex]])
    assert sees_alex(people, world) == 404
    with people.ada.acting() as actor:
        ended = {"until": now(), "ended_by": actor.person_id, "told_on": today(), "ended_why": "No."}
        assert RecordMark.objects.update(**ended) == 0


# Today --------------------------------------------------------------------------------------------------------------


def test_what_waits_stands_on_the_page_of_today_of_officers_alone(
    people: Cast, client_of: ClientOf, client: Client, world: World
) -> None:
    dan = client_of(people.dan)
    assert "Rights of people" not in main(dan.get("/"))
    late = send(client, people, "access", about_name="Alex Tanner")
    days_ago(late, 60)
    part = own_part(people, dan, client, world, "removal")
    shown = main(dan.get("/"))
    assert "Rights of people" in shown
    assert late in shown
    assert "Overdue by" in shown
    assert "You are asked about records of your agency" in shown
    assert "Alex" not in shown
    assert dan.get(part).status_code == 200
    for other in (people.pat, people.ada, people.mia):
        assert "Rights of people" not in main(client_of(other).get("/"))


def test_a_hold_is_there_from_a_week_before_its_review(people: Cast, client_of: ClientOf, world: World) -> None:
    dan = client_of(people.dan)
    on = today() + timedelta(days=9)
    day = {"review_on_day": f"{on:%d}", "review_on_month": f"{on:%m}", "review_on_year": f"{on:%Y}"}
    hold = f"/rights/holds/new/{world.alex_reference}/"
    assert dan.post(hold, {"why": "An inquest is open.", **day}).status_code == 302
    assert "Rights of people" not in main(dan.get("/"))
    as_owner("update rights_legalhold set review_on = review_on - 3")
    assert f"By {show_date(on - timedelta(days=3))}" in main(dan.get("/"))
