"""A request to see one's data, whole: from the public form to the released pack, over three agencies."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from tests.letters import letters_to
from tests.pages import MOST_QUERIES, bytes_of, main, queries_of, words
from tests.people import Cast, ClientOf
from tests.records import (
    EPISODE,
    MEDWAY,
    MISSING,
    POLICE,
    Told,
    agency,
    ask_owner,
    client_for,
    hand_in,
    make_live,
    past_the_walls,
    small_world,
)
from tests.rights import as_officer, send

from fourfold.accountability.rights.models import Pack, Part
from fourfold.accountability.rights.operations.telling import remind
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import CHASER

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module", autouse=True)
def _walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    with django_db_blocker.unblock(), past_the_walls():
        yield


def test_from_the_public_form_to_a_released_pack(people: Cast, client_of: ClientOf, client: Client) -> None:
    world = small_world()
    make_live(MEDWAY, MISSING)
    hand_in(
        MEDWAY,
        Told(
            "Alex Tanner",
            reference=world.alex_reference,
            values={
                "reported_at": EPISODE["reported_at"],
                "found_where": "Chatham bus station",
                "risk_level": "High",
            },
        ),
    )
    sam = client_for(people.sam, "safeguarding-children")
    assert sam.get(f"/records/people/{world.alex_id}/").status_code == 200

    reference = send(client, people, "access", about_name="Alex Tanner")
    dan = client_of(people.dan)
    listed = main(dan.get("/rights/"))
    assert reference in listed
    assert "Answer by" in listed
    with acting_as(CHASER.actor):
        assert remind(actor=CHASER, now=now()) == 1
        assert remind(actor=CHASER, now=now()) == 0
    letter = letters_to(people.dan, kind="reminder")[-1]
    assert "Alex" not in letter.body
    assert reference not in letter.body

    request_id = ask_owner("select id from rights_request where reference = %s", [reference])[0][0]
    page = f"/rights/{request_id}/"
    assert main(dan.post(f"{page}people/", {"text": "alex tanner"})).count(world.alex_reference) == 1
    asked = dan.post(f"{page}ask/")
    assert "First say whom the request is about" in words(asked)
    assert dan.post(f"{page}people/{world.alex_reference}/").status_code == 302
    as_officer(dan, page)
    assert dan.post(f"{page}ask/").status_code == 302
    shown = main(dan.get(page))
    assert "Kent Police : To be decided by you" in shown
    assert "Medway" not in shown, "who else holds records is not told"

    with people.dan.acting():
        own = Part.objects.get(request_id=request_id)
    part = f"/rights/parts/{own.pk}/"
    assert "Chatham bus station" in main(dan.get(part))
    record = f"{part}records/{world.alex}/"
    refused = dan.post(record, {"act": "part", "fields_out": ["exploitation_concern"]})
    assert "Choose the ground in law" in words(refused)
    decision = {"act": "part", "fields_out": ["exploitation_concern"], "ground": "third-party", "reason": "A friend."}
    assert dan.post(record, decision).status_code == 302
    assert dan.post(f"{part}answer/").status_code == 302

    mia = client_of(people.mia)
    medway = ask_owner("select id from rights_part where holder_id = %s", [agency(MEDWAY)])[0][0]
    hers = f"/rights/parts/{medway}/"
    assert mia.get(page).status_code == 404, "a holder reads its own part alone"
    assert "Chatham bus station" in main(mia.get(hers))
    assert dan.get(hers).status_code == 404
    assert mia.post(f"{hers}rest/").status_code == 302
    assert mia.post(f"{hers}answer/").status_code == 302

    assert dan.post(f"{page}draft/").status_code == 302
    with people.dan.acting():
        pack = Pack.objects.get(request_id=request_id)
    read = main(dan.get(f"/rights/packs/{pack.pk}/"))
    for said in ("Alex Tanner", "High", "Medway Council", "You are in this record as somebody who may be at risk",
                 "Kent County Council", "Works here", "what you can do"):  # fmt: skip
        assert said.lower() in read.lower(), said
    for hidden in ("Older friends", "Sam Yates", "A friend."):
        assert hidden not in read
    early = dan.post(f"/rights/packs/{pack.pk}/", {"read_all": "on"})
    assert "Say why you do not wait" in words(early)
    with people.dan.acting(), pytest.raises(DatabaseError), transaction.atomic():
        Pack.objects.filter(pk=pack.pk).update(released_at=now(), released_by_id=people.dan.person_id)
    released = {"read_all": "on", "early_why": "All have answered by telephone."}
    assert dan.post(f"/rights/packs/{pack.pk}/", released).status_code == 302
    assert "Released on" in main(dan.get(f"/rights/packs/{pack.pk}/"))
    closing = {"outcome": "partly", "why": "Handed over on paper, with the reasons."}
    assert dan.post(f"{page}close/", closing).status_code == 302
    assert "Done in part" in main(dan.get(page))
    for address in ("/rights/", page, part, f"/rights/packs/{pack.pk}/"):
        assert len(queries_of(dan, address)) <= MOST_QUERIES, address
    assert dan.get(f"/rights/packs/{pack.pk}/file/").status_code == 302, "first say again who you are"


def test_the_public_form_tells_nothing_and_takes_the_same_once(people: Cast, client: Client) -> None:
    small_world()
    page = client.get("/your-data/")
    assert "Your data and your rights" in main(page)
    form = client.get("/your-data/ask/removal/")
    drawn = re.search(r'name="request_id" value="([^"]+)"', form.content.decode())
    assert drawn is not None
    answers = [
        send(client, people, "access", about_name=name, request_id=str(uuid4()))
        for name in ("Alex Tanner", "Nobody Whatever")
    ]
    shown = [client.get(f"/your-data/sent/{one}/") for one in answers]
    pages = [bytes_of(page).replace(one.encode(), b"") for page, one in zip(shown, answers, strict=True)]
    assert pages[0] == pages[1]
    again = str(uuid4())
    assert send(client, people, "access", request_id=again) == send(client, people, "access", request_id=again)
    assert ask_owner("select count(*) from rights_request where id = %s", [again]) == [[1]]
    assert ask_owner("select count(*) from rights_about") == [[0]]
    lacking = client.post("/your-data/ask/removal/", {"request_id": again, "about_name": "Al"})
    assert lacking.status_code == 422
    assert "Al" in lacking.content.decode()


def test_many_from_one_place_wait(people: Cast, client: Client) -> None:
    for _number in range(10):
        assert send(client, people, "access")
    police = str(agency(POLICE))
    answer = client.post("/your-data/ask/access/", {
        "request_id": str(uuid4()), "agency": police, "behalf": "self", "about_name": "A", "reach": "email",
        "contact": "a@example.org",
    })  # fmt: skip
    assert answer.status_code == 422
    assert "Many requests came from your connection" in words(answer)
    assert ask_owner("select count(*) from rights_request") == [[10]]


def test_staff_write_down_what_somebody_says_and_do_not_read_it_afterwards(people: Cast, client_of: ClientOf) -> None:
    pat = client_of(people.pat)
    form = {
        "request_id": str(uuid4()), "agency": str(agency(POLICE)), "kind_asked": "complaint", "channel": "telephone",
        "behalf": "self", "about_name": "Jo Ferris", "words": "You wrote to my old address.", "reach": "telephone",
        "contact": "01632 960001",
    }  # fmt: skip
    assert pat.post("/rights/new/", form).status_code == 302
    assert pat.post("/rights/new/", {**form, "agency": str(agency(MEDWAY))}).status_code == 422
    assert pat.get("/rights/").status_code == 404
    dan = client_of(people.dan)
    request_id = UUID(ask_owner("select id from rights_request")[0][0])
    page = f"/rights/{request_id}/"
    assert "Acknowledge by" in main(dan.get(page))
    day = {"on_day": today().day, "on_month": today().month, "on_year": today().year}
    assert dan.post(f"{page}acknowledge/", day).status_code == 302
    assert "Answer by" in main(dan.get(page))
    told = {"outcome": "met", "why": "The address was put right, and we said sorry."}
    assert dan.post(f"{page}close/", told).status_code == 302
    assert dan.post(f"{page}note/", {"text": "More"}).status_code == 409
