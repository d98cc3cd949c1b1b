"""What a data protection officer finds in the log, and whom owners learn to have looked."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.db import connection
from tests import records
from tests.pages import MOST_QUERIES, main, queries_of
from tests.people import Cast, ClientOf, Colleague
from tests.records import COUNTY, CRIME, MEDWAY, MISSING, POLICE, SAFEGUARDING, Given, Told

from fourfold.accountability.oversight.domain.searching import Found, Wanted
from fourfold.accountability.oversight.operations import searching
from fourfold.accountability.oversight.queries.entries import search_entries
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.looking import looking
from fourfold.trust.audit.domain.entries import Outcome
from fourfold.trust.audit.operations import record

FIELDS = ("name", "born_on", "reported_at")
TO_COUNTY = Given(POLICE, COUNTY, MISSING, SAFEGUARDING, FIELDS, clause="Schedule A, line 3")
OWN = TO_COUNTY.changed(recipient=POLICE, clause="DPIA, line 1")


@pytest.fixture(scope="module", autouse=True)
def _past_the_walls(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    with django_db_blocker.unblock(), records.past_the_walls():  # type: ignore[attr-defined]
        yield


@pytest.fixture(autouse=True)
def _two_holders(people: Cast) -> None:
    """The police and Medway hold such records."""
    records.make_live(POLICE, MISSING)
    records.make_live(MEDWAY, MISSING)


def held(holder: str = POLICE, **told: str) -> UUID:
    """A record that an agency holds; its id."""
    return records.hand_in(holder, Told(**told)).record_ids[0]  # type: ignore[arg-type]


def look(who: Colleague, *record_ids: UUID, purpose: str = SAFEGUARDING) -> None:
    """Somebody reads records."""
    with who.acting() as standing:
        pass
    with looking(standing, purpose), connection.cursor() as cursor:
        cursor.execute("select record_id from feeds_read(%s, null, 'r1')", [list(record_ids)])
        assert len(cursor.fetchall()) == len(record_ids)


def refuse(who: Colleague, subject_id: object, kind: str = "record") -> None:
    """Somebody is refused something, in the test's own transaction."""
    with who.acting():
        record(
            actor=who.actor,
            now=now(),
            permission="record:read",
            subject_kind=kind,
            subject_id=subject_id,
            outcome=Outcome.DENIED,
        )


def search(by: Colleague, **wanted: object) -> list[Found]:
    """What somebody finds of what this test did."""
    with by.acting() as standing:
        found = searching.search(
            actor=standing,
            now=now(),
            wanted=Wanted(**{"permission": "record:read", **wanted}),  # type: ignore[arg-type]
        )
    return list(found.entries)


def test_an_officer_finds_who_looked_at_their_agencys_records(people: Cast) -> None:
    record_id = held()
    grant = records.give(TO_COUNTY)
    look(people.sam, record_id)
    [entry] = search(people.dan, outcome="read")
    assert (entry.user_id, entry.purpose, entry.keys) == (people.sam.user_id, SAFEGUARDING, (record_id,))
    assert entry.subjects == (records.subject_of(record_id),)
    assert entry.agency_id == records.agency(COUNTY)
    assert entry.grants == (grant,)
    assert not entry.is_own
    assert not entry.is_emergency


def test_an_officer_finds_what_their_own_people_did(people: Cast) -> None:
    refuse(people.pat, "", kind="plan")
    refuse(people.mia, "", kind="plan")
    found = search(people.dan, outcome="denied")
    assert [entry.user_id for entry in found] == [people.pat.user_id]
    assert found[0].is_own


def test_a_leaver_is_found_for_the_time_of_their_role_alone(people: Cast) -> None:
    """leo left last month: what is done under his account now is no entry of the police's people."""
    refuse(people.leo, "", kind="plan")
    assert search(people.dan, who=people.leo.user_id) == []


def test_refusals_about_records_that_the_agency_holds(people: Cast) -> None:
    ours, theirs = held(), held(MEDWAY, name="Somebody Else")
    refuse(people.sam, ours)
    refuse(people.sam, records.subject_of(ours))
    refuse(people.sam, theirs)
    refuse(people.sam, uuid4())
    refuse(people.sam, "unreadable")
    about = {entry.subject_id for entry in search(people.dan, outcome="denied")}
    assert about == {str(ours), str(records.subject_of(ours))}


def test_reads_of_other_agencies_records_by_others_are_not_found(people: Cast) -> None:
    record_id = held(MEDWAY)
    records.give(TO_COUNTY.changed(provider=MEDWAY))
    look(people.sam, record_id)
    assert search(people.dan) == []
    assert search(people.dan, about=record_id) == []
    assert search(people.dan, about=records.subject_of(record_id)) == []


def test_of_a_read_of_two_agencies_records_each_sees_its_own(people: Cast) -> None:
    ours, theirs = held(), held(MEDWAY, name="Somebody Else")
    records.give(TO_COUNTY)
    records.give(TO_COUNTY.changed(provider=MEDWAY))
    look(people.sam, ours, theirs)
    [entry] = search(people.dan)
    assert entry.keys == (ours,)
    assert entry.subjects == (records.subject_of(ours),)


def test_filters_narrow_the_search(people: Cast) -> None:
    record_id, other = held(), held(name="Somebody Else")
    records.give(TO_COUNTY)
    records.give(TO_COUNTY.changed(purpose=CRIME))
    look(people.sam, record_id)
    look(people.sam, other, purpose=CRIME)
    person = records.subject_of(record_id)
    assert len(search(people.dan)) == 2
    for wanted in (
        {"about": record_id},
        {"about": person},
        {"purpose": SAFEGUARDING},
        {"about": person, "who": people.sam.user_id, "permission": "record:read", "outcome": "read"},
    ):
        [entry] = search(people.dan, **wanted)
        assert entry.keys == (record_id,), wanted
    for nothing in ({"who": people.pat.user_id}, {"permission": "plan:edit"}, {"until": now().replace(year=2020)}):
        assert search(people.dan, **nothing) == [], nothing


def test_pages_go_on_where_they_ended_and_show_each_entry_once(people: Cast) -> None:
    record_id = held()
    records.give(TO_COUNTY)
    for _ in range(4):
        look(people.sam, record_id)
        refuse(people.pat, record_id)
        refuse(people.sam, record_id)
    place, seen = None, []
    with people.dan.acting() as dan:
        for _ in range(3):
            part = search_entries(dan, Wanted(permission="record:read"), place=place, size=5)
            seen += part.entries
            place = part.then
    assert place is None
    assert len(seen) == len({entry.id for entry in seen}) == 12
    assert [entry.place for entry in seen] == sorted(
        (entry.place for entry in seen), key=lambda one: (one.at, one.entry_id), reverse=True
    )


def test_every_search_is_an_entry_itself(people: Cast) -> None:
    with people.dan.acting() as dan:
        searching.search(actor=dan, now=now(), wanted=Wanted(who=people.pat.user_id, outcome="read"))
        again = searching.search(actor=dan, now=now(), wanted=Wanted(permission="oversight:search"))
    assert [entry.user_id for entry in again.entries] == [people.dan.user_id]


def test_owners_learn_who_looked_and_why_they_could(people: Cast, client_of: ClientOf) -> None:
    record_id = held()
    records.give(TO_COUNTY)
    records.give(OWN)
    look(people.sam, record_id)
    look(people.pat, record_id)
    person = records.subject_of(record_id)
    shown = main(client_of(people.dan).get(f"/oversight/people/{person}/looks/"))
    for words in ("Sam Yates", "Kent County Council", "Schedule A, line 3", "born on, name", "Pat Okafor", "DPIA"):
        assert words in shown
    with people.mia.acting() as mia, pytest.raises(NotFound):
        searching.see_looks(actor=mia, now=now(), person_id=person)
    answers = [client_of(people.mia).get(f"/oversight/people/{one}/looks/") for one in (person, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_emergency_access_is_marked(people: Cast) -> None:
    record_id = held()
    records.give(TO_COUNTY)
    look(people.sam, record_id)
    with records.without_triggers("access_emergency"):
        records.as_owner(
            "insert into access_emergency"
            " (id, user_id, agency_id, subject_id, reference, purpose, reason, since, until, review)"
            " values (%s, %s, %s, %s, '', %s, 'x', now() - interval '1 hour', now() + interval '1 hour', '')",
            [uuid4(), people.sam.user_id, records.agency(COUNTY), records.subject_of(record_id), SAFEGUARDING],
        )
    assert [entry.is_emergency for entry in search(people.dan)] == [True]


def test_the_pages_ask_little(people: Cast, client_of: ClientOf) -> None:
    record_id = held()
    records.give(TO_COUNTY)
    for _ in range(6):
        look(people.sam, record_id)
    dan, person = client_of(people.dan), records.subject_of(record_id)
    for address in (
        *("/oversight/", f"/oversight/?about={person}", f"/oversight/people/{person}/looks/"),
        *("/oversight/emergencies/", "/oversight/checkpoints/", "/oversight/breaches/"),
    ):
        asked = queries_of(dan, address)
        assert len(asked) <= MOST_QUERIES, (address, [one[:90] for one in asked])


def test_a_search_that_cannot_be_understood_says_so(people: Cast, client_of: ClientOf) -> None:
    dan = client_of(people.dan)
    for query, words in (
        ("about=KM-9999-ZZZZ", "No record of your agency has this reference"),
        ("permission=Read+everything", "Enter a permission as the log writes it"),
        (
            "since_day=2&since_month=3&since_year=2026&until_day=1&until_month=3&until_year=2026",
            "must not come before",
        ),
    ):
        answer = dan.get(f"/oversight/?{query}")
        assert answer.status_code == 422
        assert words in answer.content.decode(), query
    assert dan.get("/oversight/?before=rubbish").status_code == 200
