"""Who sees what of a record: its owner, a partner with a grant, a stranger, the wrong purpose, the excluded."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import pages, records
from tests.people import Cast, ClientOf
from tests.records import COUNTY, CRIME, OPEN, SAFEGUARDING, TO_COUNTY, Told, World

from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds.queries.records import record_for_actor, records_of_person

ABSENT = "00000000-0000-4000-8000-000000000000"


def test_a_partner_sees_the_fields_that_the_grant_names(people: Cast, world: World) -> None:
    with records.sight(people.sam, SAFEGUARDING) as sight:
        shown = record_for_actor(sight, world.alex)
    assert shown.values == {
        "name": "Alex Tanner",
        "born_on": "2011-03-27",
        "reported_at": "2026-09-03T22:15",
        "risk_level": "Medium",
    }
    assert shown.decision.fields == set(OPEN)
    assert [because.grant_id for because in shown.decision.because] == [world.grant]


def test_the_holder_sees_more_by_a_grant_of_its_own(people: Cast, world: World) -> None:
    with records.sight(people.pat, SAFEGUARDING) as sight:
        assert "exploitation_concern" in record_for_actor(sight, world.alex).values


@pytest.mark.parametrize("who", ["hal", "mia", "vic", "leo"])
def test_others_find_nothing(people: Cast, world: World, who: str) -> None:
    with records.sight(getattr(people, who), SAFEGUARDING) as sight, pytest.raises(NotFound):
        record_for_actor(sight, world.alex)


@pytest.mark.parametrize("purpose", ["", CRIME, "nothing-such"])
def test_another_purpose_finds_nothing(people: Cast, world: World, purpose: str) -> None:
    with records.sight(people.sam, purpose) as sight, pytest.raises(NotFound):
        record_for_actor(sight, world.alex)


def test_a_grant_that_ended_opens_nothing_from_that_moment_on(people: Cast, world: World) -> None:
    records.end(world.grant)
    with records.sight(people.sam, SAFEGUARDING) as sight, pytest.raises(NotFound):
        record_for_actor(sight, world.alex)


def test_whoever_is_excluded_sees_nothing_about_the_person_and_the_others_as_before(
    people: Cast, world: World
) -> None:
    records.exclude(people.sam, world.alex_id)
    with records.sight(people.sam, SAFEGUARDING) as sight:
        with pytest.raises(NotFound):
            records_of_person(sight, world.alex_id)
        assert record_for_actor(sight, world.bo).values["name"] == "Bo Whitfield"


def test_a_restricted_record_is_read_by_those_named_on_it_alone(people: Cast, world: World) -> None:
    (kept,) = records.hand_in("kent-police", Told("Cy Marsh", is_restricted=True)).record_ids
    with records.sight(people.sam, SAFEGUARDING) as sight, pytest.raises(NotFound):
        record_for_actor(sight, kept)
    records.relate(people.sam, "named-reader", "record", kept)
    with records.sight(people.sam, SAFEGUARDING) as sight:
        assert record_for_actor(sight, kept).values["name"] == "Cy Marsh"


def test_a_grant_for_those_who_work_with_the_person_opens_to_them_alone(people: Cast, world: World) -> None:
    records.end(world.grant)
    records.give(TO_COUNTY.changed(needs_relationship=True))
    records.relate(people.sam, "case", "person", world.bo_id)
    with records.sight(people.sam, SAFEGUARDING) as sight:
        assert record_for_actor(sight, world.bo).values["risk_level"] == "Medium"
        with pytest.raises(NotFound):
            record_for_actor(sight, world.alex)


# Through the front door ---------------------------------------------------------------------------------------


def addresses(world: World) -> list[str]:
    return [f"/records/{world.alex}/", f"/records/people/{world.alex_id}/"]


def test_a_partner_reads_what_is_shared_and_is_told_what_is_not(people: Cast, world: World) -> None:
    text = pages.words(records.client_for(people.sam, SAFEGUARDING).get(f"/records/{world.alex}/"))
    assert "Alex Tanner" in text
    assert "Not shared under this agreement" in text
    assert "Where found" in text
    assert "Chatham bus station" not in text
    assert "Schedule, line 1, until" in text


def test_hidden_and_absent_are_answered_alike(people: Cast, world: World) -> None:
    """The same status, bytes and number of queries, for whoever may see other records but not this one."""
    records.exclude(people.sam, world.alex_id)
    client = records.client_for(people.sam, SAFEGUARDING)
    for address in addresses(world):
        absent = re.sub(r"[0-9a-f-]{36}", ABSENT, address)
        answers, counts = [], []
        for asked in (address, absent):
            with CaptureQueriesContext(connection) as captured:
                answers.append(client.get(asked))
            counts.append(len(captured))
        hidden, none = answers
        assert hidden.status_code == none.status_code == 404
        assert pages.bytes_of(hidden) == pages.bytes_of(none)
        assert counts[0] == counts[1]


def test_whoever_has_no_agreement_is_told_so_whatever_they_ask_for(
    client_of: ClientOf, people: Cast, world: World
) -> None:
    client = client_of(people.hal)
    answers = [
        client.get(address) for address in (*addresses(world), f"/records/{ABSENT}/", "/data/", "/records/find/")
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert len({pages.main(answer) for answer in answers}) == 1


def test_two_worlds_that_differ_in_hidden_records_look_the_same(people: Cast, world: World) -> None:
    client = records.client_for(people.sam, SAFEGUARDING)
    asked = ["/data/", "/data/missing-episodes/", f"/records/people/{world.alex_id}/", f"/records/{world.alex}/"]

    def seen() -> list[tuple[int, bytes, int]]:
        answers = []
        for address in asked:
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(address)
            answers.append((answer.status_code, pages.bytes_of(answer), len(captured)))
        for name in ("Alex Tanner", "Dee Lowe"):
            with CaptureQueriesContext(connection) as captured:
                answer = client.post("/records/find/", {"name": name})
            answers.append((answer.status_code, pages.bytes_of(answer), len(captured)))
        return answers

    before = seen()
    records.make_live("medway-council", "childrens-social-care")
    records.hand_in(
        "medway-council", Told("Alex Tanner", data_set="childrens-social-care", reference=world.alex_reference)
    )
    records.hand_in(
        "kent-police", Told("Dee Lowe", is_restricted=True), Told("Dee Lowe", data_set="police-incidents")
    )
    assert seen() == before


def test_pages_take_few_queries_whatever_they_show(people: Cast, world: World) -> None:
    records.hand_in("kent-police", *[Told(f"Person {place}") for place in range(60)])
    client = records.client_for(people.sam, SAFEGUARDING)
    for address in ("/data/", "/data/missing-episodes/", *addresses(world)):
        assert len(pages.queries_of(client, address)) <= pages.MOST_QUERIES, address


def test_reading_is_written_down_with_every_key_and_field(people: Cast, world: World) -> None:
    records.client_for(people.sam, SAFEGUARDING).get("/data/missing-episodes/")
    ((detail, purpose),) = records.ask_owner(
        "select detail, purpose from audit_entry where outcome = 'read' and actor = %s",
        [f"person:{people.sam.user_id}"],
    )
    assert set(detail["keys"]) == {str(world.alex), str(world.bo)}
    assert set(detail["subjects"]) == {str(world.alex_id), str(world.bo_id)}
    assert set(detail["fields"]) == set(OPEN)
    assert detail["grants"] == [str(world.grant)]
    assert detail["agency"] == str(records.agency(COUNTY))
    assert purpose == SAFEGUARDING


def test_what_cannot_be_written_down_is_not_shown(people: Cast, world: World) -> None:
    records.as_owner("alter table audit_entry add constraint tests_no_reads check (outcome <> 'read') not valid")
    client = records.client_for(people.sam, SAFEGUARDING)
    client.raise_request_exception = False
    answer = client.get(f"/records/{world.alex}/")
    assert answer.status_code == 500
    assert b"Alex" not in answer.content
