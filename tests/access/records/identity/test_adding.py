"""Adding a record: one's own people alone are offered, and whoever else knows the person is told without a sign."""

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import pages, records
from tests.people import Cast
from tests.records import COUNTY, POLICE, SAFEGUARDING, Told, World

from fourfold.ground.kernel.clock import now
from fourfold.records.identity.operations import adding
from fourfold.records.identity.policies import Permission
from fourfold.trust.access.domain.resources import SubjectRole
from fourfold.trust.messages.operations.writing import SEALED_AS
from fourfold.trust.sealing.queries import unseal

CARE = "childrens-social-care"
TYPED = {
    "says-name": "Alex Tanner",
    "says-born_on_day": "27",
    "says-born_on_month": "3",
    "says-born_on_year": "2011",
    "says-status": "Child in need",
    "kind": "child",
    "role": "none",
    "occurred_on_day": "2",
    "occurred_on_month": "3",
    "occurred_on_year": "2026",
}
LETTERS = "select sealed_body from outbox_message order by address"
OF_CARE = "select count(distinct subject_id) from feeds_record where data_set = %s"


@pytest.fixture(autouse=True)
def _live(people: Cast) -> None:
    records.make_live(COUNTY, CARE)
    records.give(records.Given(COUNTY, COUNTY, CARE, SAFEGUARDING, ("name", "born_on", "status")))


def address() -> str:
    return f"/records/new/{records.agency(COUNTY)}/{CARE}/"


def ours(client: Client, **changes: str) -> tuple[bytes, int]:
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(address(), {**TYPED, **changes})
    assert answer.status_code in (200, 302, 422), answer.content
    return pages.bytes_of(answer), sum("SAVEPOINT" not in query["sql"] for query in queries.captured_queries)


def test_own_people_are_offered_before_a_record_is_kept(people: Cast, world: World) -> None:
    held = records.hand_in(
        COUNTY, Told("Alexander Tanner", data_set=CARE, values={"status": "x"}, role=SubjectRole.NONE)
    )
    reference = held.references["Alexander Tanner"]
    client = records.client_for(people.sam, SAFEGUARDING)
    answer = client.post(address(), TYPED)
    said = pages.words(answer)
    assert "These may be the same person" in said
    assert reference in said
    assert world.alex_reference not in said, "the police's Alex is shared, but is not the county's"
    answer = client.post(address(), {**TYPED, "person": reference})
    assert answer.status_code == 302
    assert records.ask_owner(OF_CARE, [CARE]) == [[1]]
    client.post(address(), {**TYPED, "person": "new"})
    assert records.ask_owner(OF_CARE, [CARE]) == [[2]]


def test_somebody_elses_person_is_no_choice(people: Cast, world: World) -> None:
    client = records.client_for(people.sam, SAFEGUARDING)
    answer = client.post(address(), {**TYPED, "person": world.alex_reference})
    assert answer.status_code == 422
    assert records.ask_owner("select count(*) from feeds_record where data_set = %s", [CARE]) == [[0]]


def test_whoever_adds_sees_nothing_of_who_else_knows_the_person(people: Cast) -> None:
    client = records.client_for(people.sam, SAFEGUARDING)
    wrong = {"says-name": "Alex Tanner", "kind": ""}
    ours(client, **wrong)
    before = ours(client, **wrong)
    records.make_live(POLICE, "police-incidents")
    records.hand_in(POLICE, Told("Alex Tanner", data_set="police-incidents", values={"offence": "x"}))
    assert ours(client, **wrong) == before


def test_only_ones_own_agencies_and_live_data_sets_take_records(people: Cast) -> None:
    said = pages.words(records.client_for(people.sam, SAFEGUARDING).get("/records/new/"))
    assert "Children’s social care" in said
    client = records.client_for(people.pat, SAFEGUARDING)
    records.make_live(POLICE, "missing-episodes")
    records.give(records.OWN)
    assert client.get(address()).status_code == client.post(address(), TYPED).status_code == 404


def test_a_holder_whose_records_are_hidden_is_told_and_no_name_is_written(people: Cast) -> None:
    records.make_live(POLICE, "police-incidents", "missing-episodes")
    hidden = records.hand_in(POLICE, Told("Tanner Aleks", data_set="police-incidents")).record_ids[0]
    records.hand_in(POLICE, Told("Alex Tanner", "2010-03-27", data_set="police-incidents"))
    added = records.hand_in(COUNTY, Told("Aleks Tanner", data_set=CARE, role=SubjectRole.NONE)).record_ids[0]
    assert adding.tell_holders(added, now()) == 2  # pat, the champion, and dan, the data protection officer
    assert adding.tell_holders(added, now()) == 0, "told once"
    bodies = [unseal(body, kind=SEALED_AS) for (body,) in records.ask_owner(LETTERS)]
    assert len(bodies) == 2
    assert all(str(records.subject_of(hidden)) in body for body in bodies)
    assert not any(word in str(bodies).casefold() for word in ("tanner", "aleks", "2011", CARE))
    with records.sight(people.sam, SAFEGUARDING), connection.cursor() as cursor:
        cursor.execute("select * from identity_known_elsewhere(%s)", [added])
        assert cursor.fetchall() == [], "for the linker alone"


def test_a_holder_who_shares_with_the_agency_is_not_told(people: Cast, world: World) -> None:
    added = records.hand_in(COUNTY, Told("Alex Tanner", data_set=CARE, role=SubjectRole.NONE)).record_ids[0]
    assert adding.tell_holders(added, now()) == 0
    records.end(world.grant)
    assert adding.tell_holders(added, now()) == 2


def test_a_grant_about_one_person_or_other_records_silences_nothing_about_others(people: Cast) -> None:
    records.make_live(POLICE, "police-incidents", "missing-episodes")
    other, _ = records.hand_in(
        POLICE, Told("Bo Quill", data_set="police-incidents"), Told("Alex Tanner", data_set="police-incidents")
    ).record_ids
    shared = records.Given(POLICE, COUNTY, "police-incidents", SAFEGUARDING, ("offence",))
    records.give(shared.changed(subject_id=records.subject_of(other)))
    records.give(shared.changed(kinds=("none-of-these",)))
    records.give(shared.changed(roles=("none-of-these",)))
    records.give(shared.changed(handling=("none-of-these",)))
    added = records.hand_in(COUNTY, Told("Alex Tanner", data_set=CARE, role=SubjectRole.NONE)).record_ids[0]
    assert adding.tell_holders(added, now()) == 2


def test_the_alert_is_there_with_the_record_and_told_only_with_its_letters(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = "select args ->> 'record_id' from procrastinate_jobs where task_name = 'identity.tell_holders'"
    ours(records.client_for(people.sam, SAFEGUARDING), person="new")
    [[added]] = records.ask_owner("select id from feeds_record where data_set = %s", [CARE])
    assert records.ask_owner(waits) == [[added]], "not after the commit, when it can be lost"
    records.make_live(POLICE, "police-incidents", "missing-episodes")
    records.hand_in(POLICE, Told("Alex Tanner", data_set="police-incidents"))
    with monkeypatch.context() as broken:
        broken.setattr(adding, "alert", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            adding.tell_holders(UUID(added), now())
    told = f"select count(*) from audit_entry where permission = '{Permission.TELL_HOLDER}'"
    assert records.ask_owner(told) == [[0]]
    assert adding.tell_holders(UUID(added), now()) == 2
    assert records.ask_owner(told) == [[1]]
