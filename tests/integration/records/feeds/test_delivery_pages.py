"""On pages: what became of a delivery, rows mended or left out, a report, undoing; for its own agency alone."""

import re
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from tests.deliveries import EPISODES, deliver, episode
from tests.filled import filled
from tests.pages import MOST_QUERIES, main, queries_of, words
from tests.people import Cast, ClientOf
from tests.records import ask_owner, make_live

from fourfold.records.feeds.models import Delivery

ROWS = [episode(1), episode(2), episode(3, risk_level="purple"), episode(4, returned_at="2025-01-01 10:00")]


@pytest.fixture
def delivery(people: Cast) -> Delivery:
    """Two rows of Kent Police entered, two wait."""
    make_live("kent-police", EPISODES)
    return deliver(people.pat, ROWS)


def row_address(client: Client, delivery: Delivery) -> str:
    """Where the first waiting row is mended."""
    page = client.get(f"/data/deliveries/{delivery.pk}/").content.decode()
    return re.findall(rf'href="(/data/deliveries/{delivery.pk}/rows/[^"]+)"', page)[0]


def values(client: Client, address: str, **changes: str) -> dict[str, str]:
    """What the form of a row holds, with some values mended."""
    return filled(client.get(address), **changes)


def test_the_page_says_what_became_of_the_rows(client_of: ClientOf, people: Cast, delivery: Delivery) -> None:
    said = main(client_of(people.pat).get(f"/data/deliveries/{delivery.pk}/"))
    assert "Delivered, 2 rows wait" in said
    assert "2 rows are new here." in said
    assert "2 rows wait until somebody mends or drops them." in said
    assert "Row 4" in said
    assert "“purple”" in said
    assert "Pat Okafor" in said


def test_the_list_is_narrowed_in_the_address(client_of: ClientOf, people: Cast, delivery: Delivery) -> None:
    client = client_of(people.pat)
    assert "rows.csv" in main(client.get("/data/deliveries/"))
    assert "rows.csv" in main(client.get(f"/data/deliveries/?contract={EPISODES}&state=delivered"))
    assert "rows.csv" not in main(client.get("/data/deliveries/?state=refused"))
    assert client.get("/data/deliveries/?state=nonsense&contract=x&page=99").status_code == 200


def test_mended_rows_enter_one_after_the_other(client_of: ClientOf, people: Cast, delivery: Delivery) -> None:
    client = client_of(people.pat)
    first = row_address(client, delivery)
    shown = client.get(first)
    assert shown.status_code == 200
    assert "What is wrong with this row" in words(shown)
    still = client.post(first, values(client, first, surname="Nowak-Typed"))
    assert still.status_code == 422
    assert "Nowak-Typed" in still.content.decode()
    onward = client.post(first, values(client, first, risk_level="high"))
    assert onward.status_code == 302
    assert onward["Location"] != first
    assert "/rows/" in onward["Location"]
    done = client.post(onward["Location"], values(client, onward["Location"], returned_at="2026-01-06 07:10"))
    assert done["Location"] == f"/data/deliveries/{delivery.pk}/"
    assert "4 rows are new here." in main(client.get(done["Location"]))


def test_a_row_is_left_out_with_a_reason(client_of: ClientOf, people: Cast, delivery: Delivery) -> None:
    client = client_of(people.pat)
    address = row_address(client, delivery) + "leave-out/"
    assert client.post(address, {"because": " "}).status_code == 422
    assert client.post(address, {"because": "It was a drill."}).status_code == 302
    assert "1 row waits until somebody mends or drops it." in main(client.get(f"/data/deliveries/{delivery.pk}/"))


def test_the_report_says_what_to_mend(client_of: ClientOf, people: Cast, delivery: Delivery) -> None:
    client = client_of(people.pat)
    text = client.get(f"/data/deliveries/{delivery.pk}/report.csv").content.decode("utf-8-sig")
    assert text.splitlines()[0] == "Row,Column,Value,What is wrong,How to mend it,State"
    assert "4,risk_level,purple," in text
    book = load_workbook(BytesIO(client.get(f"/data/deliveries/{delivery.pk}/report.xlsx").content))
    assert book["Report"]["C2"].value == "purple"
    assert client.get(f"/data/deliveries/{delivery.pk}/report.pdf").status_code == 404


def test_a_delivery_is_undone_with_a_reason(client_of: ClientOf, people: Cast, delivery: Delivery) -> None:
    client = client_of(people.pat)
    address = f"/data/deliveries/{delivery.pk}/undo/"
    assert "2 rows" in words(client.get(address))
    assert client.post(address, {"because": ""}).status_code == 422
    assert client.post(address, {"because": "The wrong month was sent."}).status_code == 302
    said = main(client.get(f"/data/deliveries/{delivery.pk}/"))
    assert "This delivery is undone" in said
    assert "by Pat Okafor: The wrong month was sent." in said
    assert ask_owner("select count(*) from feeds_record where label_id <> 0") == [[0]]
    assert client.get(address).status_code == 409


def test_a_feed_that_halves_waits_for_a_person(client_of: ClientOf, people: Cast) -> None:
    make_live("kent-police", EPISODES)
    deliver(people.pat, [episode(number) for number in range(100, 150)])
    held = deliver(people.pat, [episode(9)])
    client = client_of(people.pat)
    assert "part of the file may be missing" in main(client.get(f"/data/deliveries/{held.pk}/"))
    answer = client.post(f"/data/deliveries/{held.pk}/let-enter/", {"because": "A quiet week."})
    assert answer.status_code == 302
    assert "A quiet week." in main(client.get(f"/data/deliveries/{held.pk}/"))
    assert client.get(f"/data/deliveries/{held.pk}/progress/").json()["under_way"]


@pytest.mark.parametrize("who", ["mia", "cora", "vic", "hal"])
def test_nobody_elses_deliveries_are_seen(who: str, client_of: ClientOf, people: Cast, delivery: Delivery) -> None:
    row = row_address(client_of(people.pat), delivery)
    client = client_of(getattr(people, who))
    assert "rows.csv" not in words(client.get("/data/deliveries/"))
    here = f"/data/deliveries/{delivery.pk}/"
    for address in (
        *(here, f"{here}columns/", f"{here}progress/", f"{here}report.csv", f"{here}undo/", f"{here}let-enter/"),
        *(f"{here}take-back/", row, f"{row}leave-out/"),
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"because": "x"}).status_code in (404, 405), address


def test_a_row_stands_under_its_own_delivery_alone(client_of: ClientOf, people: Cast, delivery: Delivery) -> None:
    client = client_of(people.pat)
    other = deliver(people.pat, [episode(5), episode(6, risk_level="pink")])
    assert client.get(row_address(client, delivery).replace(str(delivery.pk), str(other.pk))).status_code == 404


def test_the_pages_take_few_queries(client_of: ClientOf, people: Cast, delivery: Delivery) -> None:
    client = client_of(people.pat)
    deliver(people.pat, [episode(number) for number in range(10, 14)])
    for address in ("/data/deliveries/", f"/data/deliveries/{delivery.pk}/", row_address(client, delivery)):
        assert len(queries_of(client, address)) <= MOST_QUERIES, address
