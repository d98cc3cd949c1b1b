"""The lists of data sets, and the tables of anonymised ones."""

from datetime import timedelta

import pytest
from tests import pages, records
from tests.people import Cast
from tests.records import CRIME, HEALTH, INCIDENTS, POLICE, SAFEGUARDING, Given, Told, World

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.domain.disclosure import published
from fourfold.records.feeds.domain.records import NewRecord
from fourfold.records.feeds.operations import add_records
from fourfold.records.feeds.queries.patterns import pattern_table
from fourfold.trust.access.domain.resources import Handling, SubjectKind, SubjectRole
from fourfold.trust.partnership.domain.roles import INSTALLATION

ASSAULTS = "assault-attendances"


@pytest.fixture
def incidents(people: Cast, world: World) -> None:
    records.hand_in(
        POLICE,
        Told("Vera Holm", role=SubjectRole.VICTIM, data_set=INCIDENTS, values={"offence": "Robbery"}),
        Told("Simon Ley", role=SubjectRole.SUSPECT, data_set=INCIDENTS, values={"offence": "Affray"}),
        Told("Wendy Orr", role=SubjectRole.WITNESS, kind=SubjectKind.ADULT, data_set=INCIDENTS),
    )


def listed(people: Cast, query: str = "") -> str:
    return pages.main(records.client_for(people.sam, CRIME).get(f"/data/{INCIDENTS}/{query}"))


def test_people_who_were_harmed_and_who_are_suspected_stand_in_no_list_together(
    people: Cast, incidents: None
) -> None:
    usual = listed(people)
    assert "Vera Holm" in usual
    assert "Wendy Orr" in usual
    assert "Simon Ley" not in usual
    assert "Victim" in usual
    assert "without people who are suspected or convicted" in usual
    suspected = listed(people, "?role=suspect")
    assert "Simon Ley" in suspected
    assert "Vera Holm" not in suspected
    assert "1 record recorded as suspect" in suspected


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [("?kind=adult", "Wendy Orr", "Vera Holm"), ("?role=victim", "Vera Holm", "Wendy Orr")],
)
def test_filters_stand_in_the_address(people: Cast, incidents: None, query: str, there: str, gone: str) -> None:
    text = listed(people, query)
    assert there in text
    assert gone not in text


def test_what_is_no_choice_is_as_if_it_were_not_given(people: Cast, incidents: None) -> None:
    assert listed(people, "?role=nonsense&holder=x&kind=robot&page=-3") == listed(people)


def test_an_empty_list_says_what_would_appear_and_why_not(people: Cast, world: World) -> None:
    client = records.client_for(people.sam, SAFEGUARDING)
    assert "opens this data set for this purpose" in pages.main(client.get("/data/education/"))
    assert client.get("/data/nothing-such/").status_code == 404
    assert client.get("/data/cp-is/").status_code == 404


def test_the_page_of_data_sets_names_what_is_open_for_the_purpose(people: Cast, world: World) -> None:
    text = pages.main(records.client_for(people.sam, SAFEGUARDING).get("/data/"))
    assert "Missing episodes" in text
    assert "Police crime and incidents" not in text


# Anonymised ---------------------------------------------------------------------------------------------------------


def attend(method: str, place: str, times: int) -> None:
    told = NewRecord(
        data_set=ASSAULTS,
        subject_kind=SubjectKind.NOBODY,
        subject_role=SubjectRole.NONE,
        occurred_on=today() - timedelta(days=70),
        values={"method": method, "location_type": place, "assaulted_at": "2026-09-01T23:00"},
        handling=Handling.OFFICIAL,
        is_synthetic=True,
    )
    with acting_as(INSTALLATION.actor):
        add_records(actor=INSTALLATION, now=now(), holder_id=records.agency(HEALTH), records=[told] * times)


@pytest.fixture
def assaults(people: Cast, world: World) -> None:
    records.make_live(HEALTH, ASSAULTS)
    attend("Knife", "Street", 7)
    attend("Knife", "Home", 8)
    attend("Body part", "Street", 23)


def shared(fields: tuple[str, ...] = ("method", "location_type", "assaulted_at")) -> None:
    records.give(Given(HEALTH, "kent-county-council", ASSAULTS, CRIME, fields, kinds=("nobody",), roles=("none",)))


def table(people: Cast) -> dict[tuple[str, str], int | None]:
    with records.sight(people.sam, CRIME):
        found = pattern_table(
            ASSAULTS,
            rows="location_type",
            columns="method",
            since=today() - timedelta(days=200),
            until=today(),
        )
    return {
        (line.label, column): cell
        for line in found.lines
        for column, cell in zip(found.columns, line.cells, strict=True)
    }


def test_small_counts_are_withheld_and_the_others_rounded(people: Cast, assaults: None) -> None:
    shared()
    assert table(people) == {
        ("Home", "Body part"): None,
        ("Home", "Knife"): published(8),
        ("Street", "Body part"): published(23),
        ("Street", "Knife"): None,
    }
    assert (published(7), published(8), published(23)) == (None, 10, 25)


def test_without_a_grant_for_both_fields_nothing_is_counted(people: Cast, assaults: None) -> None:
    assert table(people) == {}
    shared(("method",))
    assert table(people) == {}


def test_the_table_adds_up_what_is_shown_and_says_so(people: Cast, assaults: None) -> None:
    shared()
    text = pages.main(records.client_for(people.sam, CRIME).get(f"/data/{ASSAULTS}/?table=place-method"))
    assert "withheld" in text
    assert "Total shown 25 10 35" in text
    assert "Counts from 0 to 7 are withheld" in text


def test_anonymised_records_are_never_read_one_by_one(people: Cast, assaults: None) -> None:
    shared()
    ((one,),) = records.ask_owner("select id from feeds_record where data_set = %s limit 1", [ASSAULTS])
    assert records.client_for(people.sam, CRIME).get(f"/records/{one}/").status_code == 404


def test_counting_is_written_down(people: Cast, assaults: None) -> None:
    shared()
    table(people)
    ((detail,),) = records.ask_owner("select detail from audit_entry where permission = 'pattern:read'")
    assert set(detail["fields"]) == {"method", "location_type"}
    assert detail["keys"] == []
