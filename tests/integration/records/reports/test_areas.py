"""My area: figures are counted and published in the database, withheld and rounded, and corrected openly."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from django.db import DatabaseError, connection
from tests import records
from tests.areas import DOVER, MEDWAY, THANET, crimes, deliver_episodes, episodes_in, police_are_live, publish
from tests.deliveries import deliver, episode
from tests.people import Cast
from tests.places import settle_places, small_gazetteer
from tests.records import ask_owner

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.operations import undo
from fourfold.records.reports.domain.areas import OUTSIDE, UNPLACED, Measure, kept
from fourfold.records.reports.queries.areas import Figures, corrections, figures, published_months
from fourfold.trust.partnership.domain.roles import MEASURER

JANUARY = date(2026, 1, 1)


@pytest.fixture(scope="module", autouse=True)
def past_the_walls(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    with django_db_blocker.unblock(), records.past_the_walls():  # type: ignore[attr-defined]
        yield


@pytest.fixture(autouse=True)
def settled(db: None) -> None:
    settle_places()
    police_are_live()


def read(people: Cast, month: date = JANUARY) -> Figures:
    with people.vic.acting() as actor:
        return figures(actor, [month])


def missing_in(people: Cast, district: str) -> int | None:
    found = read(people).cell(Measure.MISSING, JANUARY, district)
    assert found is not None
    return found.value


def test_a_month_is_published_withheld_and_rounded(people: Cast) -> None:
    deliver_episodes(people, {THANET: 13, MEDWAY: 8, DOVER: 7})

    assert publish() == 1
    assert [missing_in(people, code) for code in (THANET, MEDWAY, DOVER, "E07000105")] == [15, 10, None, None]
    whole = read(people).whole(Measure.MISSING, JANUARY)
    assert whole is not None
    assert (whole.value, whole.withheld, whole.cells) == (25, 11, 13)
    assert publish() == 0


def test_small_changes_stay_unpublished_and_larger_ones_are_a_new_version(people: Cast) -> None:
    deliver_episodes(people, {THANET: 12, DOVER: 5})
    publish()
    more = deliver_episodes(people, {THANET: 7, DOVER: 3}, start=100)
    assert publish() == 0
    assert (missing_in(people, THANET), missing_in(people, DOVER)) == (10, None)

    deliver_episodes(people, {THANET: 8}, start=200)
    assert publish() == 1
    assert (missing_in(people, THANET), missing_in(people, DOVER)) == (25, None)
    with people.pat.acting() as pat:
        undo(actor=pat, now=now(), delivery_id=more.pk, because="Sent by mistake.")
    assert publish() == 0  # seven fewer tell nothing either
    with people.vic.acting() as vic:
        first, second = corrections(vic, JANUARY, THANET)
    assert [(one.version, one.cell.value, bool(one.note)) for one in (first, second)] == [
        (1, 10, False),
        (2, 25, True),
    ]


def test_a_month_with_nothing_that_counts_names_the_sources_of_any_other(people: Cast) -> None:
    """No child went missing, but a grown-up did: who delivered, and when, does not tell."""
    grown_up = episodes_in({THANET: 1})[0] | {"date_of_birth": "1980-04-03", "care_status": ""}
    sent = deliver(people.pat, [grown_up])
    assert sent.counts["entered"] == 1
    assert publish() == 1
    assert ask_owner("select sum(counted) from reports_areacount") == [[0]]
    release = read(people).releases[Measure.MISSING, JANUARY]
    assert (release.holders, release.deliveries, release.newest_on) == ((sent.holder_id,), 1, today())


def test_areas_of_both_censuses_lead_to_their_district_and_no_row_is_lost(people: Cast) -> None:
    """A split area of 2011 is unknown in 2021: joined by code its crimes would be gone."""
    split = next(one for one in small_gazetteer().postcodes if one.is_approximate and one.lsoa11 != one.lsoa21)
    bexley = "E01000327"
    month = date(2019, 1, 1)
    sent = deliver(people.pat, crimes({split.lsoa11: 8, split.lsoa21: 8, bexley: 9, "": 10}), contract="street-crime")
    assert sent.counts["entered"] == 35

    assert publish() == 1
    found = read(people, month)
    cells = [found.cell(Measure.VIOLENCE_PUBLISHED, month, code) for code in (split.district, OUTSIDE, UNPLACED)]
    assert [cell.value for cell in cells if cell] == [15, 10, 10]
    counted = ask_owner("select sum(counted) from reports_areacount")
    assert counted == [[35]]
    assert set(found.releases[Measure.VIOLENCE_PUBLISHED, month].vintages) == {2011, 2021}


def test_the_database_corrects_as_the_rule_says(db: None) -> None:
    pairs = list(product(range(40), repeat=2))
    with connection.cursor() as cursor:
        cursor.execute(
            "select reports_area_kept(b, n)"
            " from unnest(%s::bigint[], %s::bigint[]) with ordinality x (b, n, at) order by at",
            [[before for before, _now in pairs], [now for _before, now in pairs]],
        )
        assert [row[0] for row in cursor.fetchall()] == [kept(before, now) for before, now in pairs]


def test_nothing_is_published_of_a_month_that_is_not_over(people: Cast) -> None:
    deliver_episodes(people, {MEDWAY: 9}, month="2026-02")
    day = today()
    running = [episode(50 + one, reported_at=f"{day} 00:00", returned_at="", district=MEDWAY) for one in range(9)]
    assert deliver(people.pat, running).counts["entered"] == 9
    assert publish() == 1
    with people.vic.acting() as vic:
        assert published_months(vic) == [date(2026, 2, 1)]
    with pytest.raises(DatabaseError, match="a month that is over"), acting_as(MEASURER.actor):
        connection.cursor().execute(
            "select * from reports_publish_area(%s, %s, '', now())", [Measure.MISSING, day.replace(day=1)]
        )
