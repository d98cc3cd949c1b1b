"""Data sets for analysts: nothing that says who somebody is leaves, and only where a line names the person key."""

import io
from datetime import timedelta
from uuid import UUID

import pyarrow.parquet as pq
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests import records
from tests.people import Cast, Colleague
from tests.records import CRIME, MISSING, POLICE, SAFEGUARDING, TO_COUNTY, Told, World, agency, ask_owner, hand_in

from fourfold.ground.kernel.clock import today
from fourfold.records.datasets.domain.asking import Asked
from fourfold.records.datasets.queries import rows
from fourfold.records.feeds.domain.bulk import WANTED

KEYED = TO_COUNTY.changed(fields=("person_key", "born_on", "postcode", "risk_level"), clause="Schedule, line 9")
SAYS = {"postcode": "ME4 4AA", "risk_level": "Medium", "found_where": "Chatham Maritime", "local_reference": "KP/77"}
WHO = ("Alex Tanner", "Whitfield", "2011-03-27", "2010-07-01", "ME4 4AA", "Chatham", "KP/77")


@pytest.fixture
def told(world: World) -> UUID:
    """A further episode of somebody else, with a postcode; the grant that opens data sets to the county."""
    hand_in(POLICE, Told("Cy Noakes", "2011-09-02", values=SAYS))
    return records.give(KEYED)


def extract(who: Colleague, *, purpose: str = SAFEGUARDING) -> rows.Table:
    since, until = today() - timedelta(days=60), today() + timedelta(days=1)
    with records.sight(who, purpose) as sight:
        return rows.table(sight, Asked(agency(records.COUNTY), MISSING, since, until))


def address(ending: str = "") -> str:
    return f"/data/extracts/{agency(records.COUNTY)}/{MISSING}/{ending}"


def asked(place: str = "sector") -> str:
    return f"?since={today() - timedelta(days=40):%Y-%m}&until={today():%Y-%m}&age=band&place={place}"


def client(who: Colleague, purpose: str = SAFEGUARDING) -> Client:
    return records.client_for(who, purpose)


def keys(found: rows.Table) -> list[str]:
    return sorted(row["person_key"] for row in found.rows)


def test_no_name_date_of_birth_postcode_or_reference_leaves(
    people: Cast, world: World, told: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam = client(people.sam)
    assert "reauthenticate" in sam.get(address("rows.csv") + asked())["Location"]
    monkeypatch.setattr("fourfold.trust.partnership.step_up.confirmed_recently", lambda _request: True)
    page = sam.get(address() + asked())
    assert page.status_code == 200
    csv = sam.get(address("rows.csv") + asked())
    table = pq.read_table(io.BytesIO(sam.get(address("rows.parquet") + asked()).content))
    texts = [page.content.decode(), csv.content.decode("utf-8-sig"), str(table.to_pylist())]
    references = [row[0] for row in ask_owner("select reference from feeds_record")]
    ids = [row[0] for row in ask_owner("select id from feeds_record union select subject_id from feeds_record")]
    for text in texts:
        assert "ME4 4" in text
        assert not [who for who in (*WHO, "Noakes", *references, *ids) if who in text]
    assert texts[1].splitlines()[0] == "person_key,record_key,month,age,sector,risk_level"
    assert table.num_rows == 3
    assert "OFFICIAL-SENSITIVE" in texts[0]


def test_keys_of_two_purposes_have_nothing_in_common(people: Cast, world: World, told: UUID) -> None:
    records.give(KEYED.changed(purpose=CRIME))
    one, other = extract(people.sam), extract(people.sam, purpose=CRIME)
    assert keys(one) == keys(extract(people.sam))
    assert len(set(keys(one))) == len(one.rows) == len(other.rows) == 3
    for column in ("person_key", "record_key"):
        assert not {row[column] for row in one.rows} & {row[column] for row in other.rows}


def test_without_a_line_that_names_the_key_nothing_is_there(people: Cast, world: World, told: UUID) -> None:
    assert client(people.sam).get(address()).status_code == 200
    assert client(people.hal).get(address()).status_code in (403, 404)
    assert client(people.sam, CRIME).get(address()).status_code == 404
    records.end(told)
    assert client(people.sam).get(address() + asked()).status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        KEYED.changed(fields=TO_COUNTY.fields),
        KEYED.changed(needs_relationship=True),
        KEYED.changed(until=timedelta(days=-1)),
        KEYED.changed(recipient_roles=("champion",)),
        KEYED.changed(purpose=CRIME),
    ],
)
def test_the_database_itself_gives_nothing(people: Cast, world: World, given: records.Given) -> None:
    records.give(given)
    with records.sight(people.sam, SAFEGUARDING), connection.cursor() as cursor:
        cursor.execute(
            "select * from feeds_read_bulk(%s::uuid[], '{risk_level}', %s, '')",
            [[world.alex, world.bo], agency(records.COUNTY)],
        )
        assert cursor.fetchall() == []


def test_python_itself_refuses(people: Cast, world: World) -> None:
    with records.sight(people.sam, SAFEGUARDING) as sight:
        assert rows.offered(sight) == []
    records.give(KEYED)
    with records.sight(people.sam, SAFEGUARDING) as sight:
        assert rows.offered(sight) == [(agency(records.COUNTY), MISSING)]


@pytest.mark.parametrize("field", ["name", "address", "nhs_number", "local_reference", "found_where"])
def test_what_says_who_somebody_is_cannot_be_wanted(people: Cast, world: World, told: UUID, field: str) -> None:
    assert field not in WANTED
    asking = "select * from feeds_read_bulk(%s::uuid[], %s::text[], %s, '')"
    county = agency(records.COUNTY)
    with (
        records.sight(people.sam, SAFEGUARDING),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        cursor.execute(asking, [[world.alex], [field], county])


def test_the_database_lets_all_be_wanted_that_python_wants(people: Cast, world: World, told: UUID) -> None:
    with records.sight(people.sam, SAFEGUARDING), connection.cursor() as cursor:
        cursor.execute(
            "select shown::text from feeds_read_bulk(%s::uuid[], %s::text[], %s, '')",
            [[world.alex], sorted(WANTED), agency(records.COUNTY)],
        )
        ((shown,),) = cursor.fetchall()
    assert shown == '{"born_on": "2011-03-27", "risk_level": "Medium"}'


def test_a_merge_with_whom_the_looker_does_not_see_moves_no_key(people: Cast, world: World, told: UUID) -> None:
    before = keys(extract(people.sam))
    unseen = [records.subject_of(one) for one in hand_in(POLICE, Told("H", data_set=records.INCIDENTS)).record_ids]
    whole = (world.alex_id, *unseen)
    for one in whole:
        records.as_owner("insert into access_sameperson (subject_id, person_id) values (%s, %s)", [one, min(whole)])
    assert keys(extract(people.sam)) == before


def test_the_excluded_and_the_restricted_are_left_out(people: Cast, world: World, told: UUID) -> None:
    (restricted,) = hand_in(POLICE, Told("Dee Nye", is_restricted=True)).record_ids
    records.relate(people.sam, "named", "record", restricted)
    assert len(extract(people.sam).rows) == 3
    records.exclude(people.sam, world.alex_id)
    assert len(extract(people.sam).rows) == 2


def test_it_is_logged_and_counted_by_itself(people: Cast, world: World, told: UUID) -> None:
    with records.sight(people.sam, SAFEGUARDING) as sight, connection.cursor() as cursor:
        since, until = today() - timedelta(days=60), today() + timedelta(days=1)
        rows.table(sight, Asked(agency(records.COUNTY), MISSING, since, until))
        cursor.execute("select in_hour, in_day, bulk_in_hour, bulk_in_day from access_budget()")
        assert cursor.fetchone() == (0, 0, 3, 3)
    ((detail, purpose),) = ask_owner(
        "select detail as a, purpose as b from audit_entry where permission = 'extract:read'"
    )
    assert (len(detail["keys"]), len(detail["subjects"]), purpose) == (3, 3, SAFEGUARDING)
    assert detail["grants"] == [str(told)]


def test_exact_age_in_a_small_area_is_refused_beside_the_field(people: Cast, world: World, told: UUID) -> None:
    page = client(people.sam).get(address() + asked("lsoa").replace("band", "exact"))
    assert page.status_code == 200
    assert "Age in years in a small area may tell who somebody is" in page.content.decode()
