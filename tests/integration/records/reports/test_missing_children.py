"""The missing children report as it is published: the clock, repeats, withheld cells, and nothing exact."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from tests.deliveries import deliver, episode
from tests.pages import MOST_QUERIES, main, queries_of
from tests.people import Cast, ClientOf
from tests.records import as_owner, ask_owner, make_live

from fourfold.ground.kernel.clock import LONDON, now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.domain.disclosure import Table, published
from fourfold.records.reports.domain.missing_tables import cuts, due_report, from_json
from fourfold.records.reports.domain.quality_figures import share_said
from fourfold.records.reports.models import MissingReport
from fourfold.records.reports.operations.missing_publishing import publish_missing
from fourfold.records.reports.operations.quality_measuring import measure_quality
from fourfold.records.reports.queries.quality import feed_of
from fourfold.trust.partnership.domain.roles import MEASURER

PAGE = "/data/missing-children/"
COUNTY, INTERVIEWS = "kent-county-council", "return-home-interviews"
INTERVIEW = {
    "forename": "Ada",
    "surname": "Nowak",
    "date_of_birth": "2010-03-04",
    "role": "at-risk",
}


@pytest.fixture(autouse=True)
def live(people: Cast) -> None:
    """Kent Police hold episodes, the county interviews."""
    make_live("kent-police", "missing-episodes")
    make_live(COUNTY, INTERVIEWS)


def evening(day: date, hour: int = 20) -> datetime:
    """A moment on a day in London."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


def later(moment: datetime, hours: float) -> datetime:
    """So many hours on, as a watch counts them: over a night in which clocks are changed, too."""
    return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(LONDON)


def gone(number: int, day: date, hours_away: int | None = 10, **changes: str) -> dict[str, str]:
    """An episode that began in the evening of a day."""
    back = later(evening(day), hours_away) if hours_away else None
    return episode(
        number,
        reported_at=f"{evening(day):%Y-%m-%d %H:%M}",
        returned_at=f"{back:%Y-%m-%d %H:%M}" if back else "",
        **{"date_of_birth": f"{day.year - 16}-01-02", **changes},
    )


def interview(number: int, day: date, offered: float | None, held: float | None) -> dict[str, str]:
    """What followed an episode: hours from the return to the offer and to the interview."""
    back = later(evening(day), 10)

    def at(hours: float | None) -> str:
        return f"{later(back, hours):%Y-%m-%d %H:%M}" if hours is not None else ""

    return {
        **INTERVIEW,
        "interview_reference": f"I{number}",
        "episode_reference": f"E{number}",
        "person_reference": f"C{number}",
        "returned_at": f"{back:%Y-%m-%d %H:%M}",
        "offered_at": at(offered),
        "answer": "accepted" if held is not None else "declined" if offered is not None else "not-offered",
        "held_at": at(held),
    }


def report() -> dict[str, Table]:
    """Measure, publish, and read what was published."""
    with acting_as(MEASURER.actor):
        measure_quality(actor=MEASURER, now=now())
        made = publish_missing(actor=MEASURER, now=now())
        assert made is not None
        kept = MissingReport.objects.get(pk=made.pk)
        return from_json(kept.tables, cuts(kept.since, kept.until))


def cell(table: Table, row: str, column: str) -> int | None:
    """One published cell."""
    return next(line for line in table.lines if line.label == row).cells[table.columns.index(column)]


def test_the_clock_of_the_interview_runs_from_the_return(people: Cast) -> None:
    day = due_report(today())[1] - timedelta(days=40)
    stages = [("held", 24.0, 71.9), ("offered", 24.0, 73.0), ("offered", 71.0, None), ("late", 80.0, 90.0)]
    rows, interviews = [], []
    for kind, (_stage, offered, held) in enumerate(stages):
        for number in range(kind * 10, kind * 10 + 9):
            rows.append(gone(number, day))
            interviews.append(interview(number, day, offered, held))
    rows += [gone(number, day) for number in range(50, 61)]  # nothing recorded
    rows += [gone(number, day, None) for number in range(70, 79)]  # no return
    deliver(people.pat, rows)
    deliver(people.sam, interviews, holder=COUNTY, contract=INTERVIEWS)
    table = report()["month"]
    month = f"{day:%Y-%m}"
    found = {column: cell(table, month, column) for column in table.columns}
    assert found == {"held": 10, "offered": 20, "late": 10, "nothing": 10, "no-return": 10}


def test_children_are_counted_once_and_by_how_often_in_90_days(people: Cast) -> None:
    last = due_report(today())[1] - timedelta(days=10)
    rows, number = [], 0
    for who, days in enumerate([[0]] * 9 + [[0, 89]] * 10 + [[0, 95]] * 10 + [[0, 40, 80]] * 14):
        for back in days:
            number += 1
            rows.append(gone(number, last - timedelta(days=back), person_reference=f"P{who}", district="E06000035"))
    deliver(people.pat, rows)
    tables = report()
    line = {name: cell(tables["children-district"], "E06000035", name) for name in ("once", "two", "three")}
    assert line == {"once": 20, "two": 10, "three": 15}
    assert cell(tables["children-age"], "15", "once") == 20
    assert cell(tables["children-district"], "E07000106", "once") is None


def test_where_children_were_missing_from(people: Cast) -> None:
    day = due_report(today())[1] - timedelta(days=5)
    placed = [
        *({"missing_from": "home", "placed_by": ""} for _ in range(8)),
        *({"missing_from": "foster", "placed_by": "E10000016"} for _ in range(13)),
        *({"missing_from": "residential", "placed_by": "E09000012"} for _ in range(18)),
        *({"missing_from": "school", "placed_by": ""} for _ in range(7)),
    ]
    deliver(people.pat, [gone(number, day, **changes) for number, changes in enumerate(placed)])
    table = report()["from"]
    assert [cell(table, row, "nothing") for row in ("home", "care", "placed", "elsewhere")] == [10, 15, 20, None]


def test_a_report_is_published_once_and_without_episodes_not_at_all(people: Cast) -> None:
    with acting_as(MEASURER.actor):
        measure_quality(actor=MEASURER, now=now())
        assert publish_missing(actor=MEASURER, now=now()) is None
    day = due_report(today())[1] - timedelta(days=5)
    deliver(people.pat, [gone(number, day) for number in range(9)])
    report()
    with acting_as(MEASURER.actor):
        assert publish_missing(actor=MEASURER, now=now()) is None


def test_the_database_publishes_as_the_domain_does(people: Cast) -> None:
    rows = ask_owner("select n, reports_published(n, true) as p from generate_series(0, 60) n order by n")
    assert [one for _n, one in rows] == [published(n) for n, _one in rows]
    for of_people in (True, False):
        shares = ask_owner(
            "select a, b, reports_share(a, b, %s) as c from generate_series(0, 40, 3) a, generate_series(0, 90, 7) b",
            [of_people],
        )
        assert [said for _yes, _no, said in shares] == [
            share_said(yes, no, of_people=of_people) for yes, no, _said in shares
        ]


@pytest.mark.parametrize(
    "call",
    [
        "reports_missing('2025-01-01', '2026-01-01', array[0], 90, 72)",
        "reports_deliveries('2025-01-01')",
        "reports_volume('missing-episodes', gen_random_uuid(), '2025-01-01', '2026-01-01')",
        "reports_filled('missing-episodes', gen_random_uuid(), '2025-01-01')",
        "reports_linked('missing-episodes', gen_random_uuid())",
        "reports_news(now())",
    ],
)
def test_nobody_but_the_measurer_counts(people: Cast, call: str) -> None:
    with people.pat.acting(), pytest.raises(DatabaseError, match="Only the measurer"), transaction.atomic():
        connection.cursor().execute(f"select * from {call}")


def test_the_page_shows_the_report_to_every_partner(people: Cast, client_of: ClientOf) -> None:
    client = client_of(people.vic)
    assert "No report has been published yet" in main(client.get(PAGE))
    day = due_report(today())[1] - timedelta(days=5)
    deliver(people.pat, [gone(number, day, district="E06000035") for number in range(40)])
    report()
    page = main(client.get(PAGE))
    assert "At least 40 episodes" in page
    assert "Interviews: nobody has delivered any." in page
    assert "Records are not linked yet" in page
    assert "Ashford withheld withheld withheld withheld withheld withheld – –" in page
    assert len(queries_of(client, PAGE)) <= MOST_QUERIES
    until = due_report(today())[1]
    file = client.get(f"{PAGE}{until}.csv")
    assert 'district,E06000035,Medway,nothing,"Not offered, or nothing recorded",40' in file.content.decode()
    for missing in (f"{PAGE}2001-01-01.csv", f"{PAGE}nowhere.csv", f"{PAGE}?until=2001-01-01", f"{PAGE}?until=x"):
        assert client.get(missing).status_code == 404


def test_a_child_whom_the_police_know_by_two_numbers_is_counted_once(people: Cast) -> None:
    """Each of nine children is two subjects, with an episode each; the county knows some of them, too."""
    last = due_report(today())[1] - timedelta(days=10)
    pairs = [(gone(n, last), gone(n + 20, last - timedelta(days=30))) for n in range(9)]
    deliver(people.pat, [row for pair in pairs for row in pair])
    deliver(people.sam, [interview(n, last, 10, 20) for n in range(9)], holder=COUNTY, contract=INTERVIEWS)
    as_owner(
        "insert into access_sameperson (subject_id, person_id)"
        " select r.subject_id, min(r.subject_id::text) over (partition by p.name)::uuid from feeds_record r"
        " join feeds_content c on c.record_id = r.id"
        " cross join lateral (select (regexp_replace(c.cells ->> 'episode_reference', '\\D', '', 'g')::int %% 20)"
        " as name) p"
    )
    as_owner(
        "insert into identity_run (id, kind, state, stage, done, of, counts, reason, asked_by, asked_at, ended_at,"
        " looks_at_all)"
        " values (gen_random_uuid(), 'full', 'done', '', 0, 0, '{}', '', 'service:linker', now(), now(), true)"
    )
    tables = report()
    assert cell(tables["children-age"], "15", "two") == 10
    assert cell(tables["children-age"], "15", "once") is None
    with people.vic.acting() as vic:
        of_police = next(feed for feed in feed_of(vic, "missing-episodes") if feed.holder == "Kent Police")
        assert of_police.months[0].figures["now"]["linked"]["said"] == "most"
