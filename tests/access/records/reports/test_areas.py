"""Who reaches figures of districts: everybody in the partnership what is published, nobody a count behind it."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from tests import records
from tests.areas import DOVER, THANET, deliver_episodes, police_are_live, publish
from tests.pages import MOST_QUERIES, main, queries_of
from tests.people import Cast, ClientOf
from tests.places import settle_places
from tests.records import ask_owner

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.ground.postgres.context import acting_as
from fourfold.records.reports.models import AreaFigure, AreaRelease
from fourfold.records.reports.operations.areas import publish_areas
from fourfold.trust.partnership.domain.roles import MEASURER

ATTACKS = (
    "select * from reports_areacount",
    "select counted from reports_areacount",
    "select * from reports_area_things('missing-episodes', '2026-01-01')",
    "select * from reports_area_records('missing-episodes', '2026-01-01')",
    "insert into reports_areafigure (id, release_id, district, published)"
    " select gen_random_uuid(), id, 'E07000105', 20 from reports_arearelease",
    "update reports_areafigure set published = 500",
    "delete from reports_arearelease",
)


@pytest.fixture(scope="module", autouse=True)
def past_the_walls(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    with django_db_blocker.unblock(), records.past_the_walls():  # type: ignore[attr-defined]
        yield


@pytest.fixture(autouse=True)
def world(people: Cast) -> None:
    settle_places()
    police_are_live()
    deliver_episodes(people, {THANET: 13, DOVER: 6})
    assert publish() == 1


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_no_count_and_no_table_is_within_reach(people: Cast) -> None:
    """The counts are there, 13 and 6; the application reads 15 and nothing, as whoever it works for."""
    assert sorted(row[0] for row in ask_owner("select counted from reports_areacount where counted > 0")) == [6, 13]
    for who in (people.pat.actor, people.cora.actor, MEASURER.actor):
        with acting_as(who):
            for attack in ATTACKS:
                refused(attack)
            assert set(AreaFigure.objects.values_list("published", flat=True)) == {15, None}


def test_only_the_measurer_publishes_and_only_months_that_are_over(people: Cast) -> None:
    with people.cora.acting() as cora:
        with pytest.raises(NotAllowed):
            publish_areas(actor=cora, now=now())
        refused("select reports_publish_area('missing-episodes', '2026-01-01', 'x', now())")
        refused("select * from reports_area_months('missing-episodes')")
    with acting_as(MEASURER.actor):
        refused("select reports_publish_area('missing-episodes', date_trunc('month', now())::date, 'x', now())")
        refused("select reports_publish_area('missing-episodes', '2026-01-02', 'x', now())")
        refused("select reports_publish_area('anything', '2026-01-01', 'x', now())")


def test_a_stranger_and_a_leaver_see_nothing(people: Cast, client_of: ClientOf) -> None:
    with people.leo.acting():
        assert not AreaRelease.objects.exists()
        assert not AreaFigure.objects.exists()
    for address in ("/areas/", f"/areas/{THANET}/", f"/areas/{THANET}/figures.csv", "/areas/figures.csv"):
        assert client_of(people.leo).get(address).status_code in (302, 403)
        assert client_of(people.vic).get(address).status_code == 200
    assert client_of(people.vic).get("/areas/E07000999/").status_code == 404
    assert client_of(people.vic).get(f"/areas/{THANET}/nothing.svg").status_code == 404


def test_pages_and_files_show_what_is_published(people: Cast, client_of: ClientOf) -> None:
    client = client_of(people.vic)
    page = main(client.get(f"/areas/{THANET}/?month=2026-01"))
    assert "15" in page
    assert "7 or fewer" in main(client.get(f"/areas/{DOVER}/?as=table"))
    assert len(queries_of(client, f"/areas/{THANET}/")) <= MOST_QUERIES
    file = client.get("/areas/figures.csv").content.decode("utf-8-sig")
    assert f"missing-episodes,2026-01,{THANET},Thanet,15,rounded to 5,1," in file
    assert f"missing-episodes,2026-01,{DOVER},Dover,,withheld: 7 or fewer,1," in file
    picture = client.get(f"/areas/{THANET}/missing-episodes.svg")
    assert picture.status_code == 200
    assert b"Kent Police" in picture.content
    assert "Thanet" in main(client.get(f"/places/areas/{THANET}/"))
