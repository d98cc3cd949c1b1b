"""Real street crime of Kent through the database: each trap of the files as it ends in the rows, and on pages."""

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from tests.deliveries import send
from tests.pages import MOST_QUERIES, main, queries_of
from tests.people import Cast, ClientOf

from fourfold.ground.kernel.clock import now
from fourfold.records.feeds.domain.contracts import kent_areas
from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.records.feeds.models import Delivery, OpenRow
from fourfold.records.feeds.operations import let_enter, work_off

pytestmark = pytest.mark.shared
ADDRESS = "/data/open/street-crime/"
EVERY = 60


def lines_of(shared: Path, month: str) -> list[bytes]:
    """The lines of a month, the header first, each with the end that it has."""
    with gzip.open(shared / f"data/police_kent/street/{month}-kent-street.csv.gz") as file:
        return file.readlines()


def lsoa(line: bytes) -> str:
    """The code of a row's small area."""
    return line.split(b",")[7].decode()


def sample(lines: list[bytes]) -> Iterator[bytes]:
    """Every sixtieth row, the first rows that are alike, some without a place, and some from outside our counties."""
    header, *rows = lines
    yield header
    yield from rows[::EVERY]
    alike = [row for row, count in Counter(rows).items() if count > 1][:3]
    yield from (row for row in rows if row in alike)
    yield from [row for row in rows if not lsoa(row)][:5]
    yield from [row for row in rows if lsoa(row) and not kent_areas().vintages(lsoa(row))][:5]


def delivered(people: Cast, month: str, lines: Iterable[bytes]) -> Delivery:
    """A month, delivered by somebody who lets it in where a limit holds it."""
    delivery = work_off(
        send(people.pat, b"".join(lines), contract="street-crime", filename=f"{month}.csv"), people.pat.actor
    )
    if delivery.state == DeliveryState.HELD:
        with people.pat.acting() as actor:
            let_enter(actor=actor, now=now(), delivery_id=delivery.pk, because="Short at the source.")
        delivery = work_off(delivery.pk, people.pat.actor)
    assert delivery.state == DeliveryState.DELIVERED
    return delivery


def vintages(people: Cast, delivery_id: UUID) -> Counter[int | None]:
    """How many rows of a delivery have a small area of which census."""
    with people.vic.acting():
        return Counter(OpenRow.objects.filter(delivery_id=delivery_id).values_list("lsoa_vintage", flat=True))


def test_each_trap_ends_as_it_should(shared: Path, people: Cast, client_of: ClientOf) -> None:
    months = {name: list(sample(lines_of(shared, name))) for name in ("2018-10", "2022-12", "2024-01")}
    assert all(line.endswith(b"\r\n") for line in months["2022-12"])
    assert not any(line.endswith(b"\r\n") for line in months["2018-10"])
    found = {name: delivered(people, name, lines) for name, lines in months.items()}
    for name, delivery in found.items():
        assert delivery.counts["entered"] == len(months[name]) - 1, "identical rows are separate incidents"
        with people.vic.acting():
            rows = list(OpenRow.objects.filter(delivery_id=delivery.pk))
        assert not any("\r" in str(row.values) for row in rows)
        nowhere = [row for row in rows if not row.lsoa_code]
        assert len(nowhere) >= 5
        assert all((row.longitude, row.district_code, row.lsoa_vintage) == (None, "", None) for row in nowhere)
    outside = [line for line in months["2018-10"][1:] if lsoa(line) and not kent_areas().vintages(lsoa(line))]
    with people.vic.acting():
        placed = OpenRow.objects.filter(delivery_id=found["2018-10"].pk, district_code="").exclude(lsoa_code="")
        assert placed.count() == len(outside) >= 5
    assert set(vintages(people, found["2022-12"].pk)) <= {2011, 2021, None}
    assert vintages(people, found["2022-12"].pk)[2011] > 200
    assert set(vintages(people, found["2024-01"].pk)) == {2021, None}
    remarks = " ".join(one["text"] for one in found["2018-10"].remarks)
    assert "no place" in remarks
    page = main(client_of(people.vic).get(f"{ADDRESS}?district=none&month=2018-10"))
    assert "without a place, or outside Kent and Medway, in October 2018" in page


def test_a_short_month_is_held_and_said_and_no_fall_in_crime(shared: Path, people: Cast, client_of: ClientOf) -> None:
    reasons = []
    for name in ("2018-10", "2018-11", "2018-12", "2019-01", "2019-02"):
        header, *rows = lines_of(shared, name)
        reasons.append(delivered(people, name, [header, *rows[::EVERY]]).decided_because)
    assert reasons[:2] == ["", "Short at the source."], "a limit of the contract asked a person to look"
    client = client_of(people.vic)
    page = main(client.get(ADDRESS))
    assert "November 2018 has" in page
    assert "December 2018 has" in page
    assert page.count("Do not read it as a change in what happened.") == 2
    assert len(queries_of(client, ADDRESS)) <= MOST_QUERIES
    narrowed = main(client.get(f"{ADDRESS}?category=burglary&month=2019-01&district=E06000035"))
    assert "of the kind “Burglary”, in Medway, in January 2019" in narrowed
    text = client.get(f"{ADDRESS}rows.csv?month=2019-01").content.decode("utf-8-sig").splitlines()
    assert text[0].endswith("lsoa_vintage,district_code,attribution")
    assert "Open Government Licence" in text[1]
    assert len(text) == 1 + len(lines_of(shared, "2019-01")[1::EVERY])
    assert client.get(f"{ADDRESS}?month=nonsense&page=zero&category=--").status_code == 200
    assert client.get("/data/open/missing-episodes/").status_code == 404


@pytest.mark.long
def test_all_of_it_is_in(shared: Path, people: Cast) -> None:
    """21 months: no row lost, and none of 2022's that are wholly alike, which are separate incidents."""
    names = sorted(path.name[:7] for path in (shared / "data/police_kent/street").glob("*.csv.gz"))
    for name in names:
        delivered(people, name, lines_of(shared, name))
    with people.vic.acting(), connection.cursor() as cursor:
        assert OpenRow.objects.count() == 336_701
        cursor.execute(
            "select sum(n - 1) from (select count(*) as n from feeds_openrow where category = 'anti-social-behaviour'"
            " and month >= '2022-01-01' and month < '2023-01-01' group by fingerprint) alike"
        )
        assert cursor.fetchone()[0] == 7_927
