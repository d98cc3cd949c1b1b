"""On pages: a file is sent, its columns are said once, its first rows are seen before any enters."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from tests.deliveries import EPISODES, episode, table
from tests.filled import filled
from tests.pages import words
from tests.people import Cast, ClientOf
from tests.records import make_live

from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.operations import work_off
from fourfold.trust.partnership.domain.roles import INSTALLATION

NEW = "/data/deliveries/new/"
ROWS = [episode(1), episode(2), episode(3, risk_level="purple")]


@pytest.fixture(autouse=True)
def live(people: Cast) -> None:
    """Kent Police hold missing episodes."""
    make_live("kent-police", EPISODES)


def upload(client: Client, content: bytes, contract: str = EPISODES, name: str = "episodes.csv") -> Any:
    """Send a file on the page."""
    return client.post(NEW, {"contract": contract, "file": SimpleUploadedFile(name, content)})


def renamed(**names: str) -> bytes:
    """The rows with other headers."""
    return table([{names.get(key, key): value for key, value in row.items()} for row in ROWS])


def choices(client: Client, address: str, **said: str) -> dict[str, str]:
    """What the form of the columns holds, with some headers said by their place."""
    return filled(client.get(address), **said)


def unfinished() -> list[object]:
    """What the worker would take up."""
    with acting_as(INSTALLATION.actor), connection.cursor() as cursor:
        cursor.execute("select delivery_id from feeds_unfinished()")
        return [row[0] for row in cursor.fetchall()]


def test_nothing_enters_before_the_sender_has_looked(client_of: ClientOf, people: Cast) -> None:
    client = client_of(people.pat)
    answer = upload(client, table(ROWS))
    assert answer.status_code == 302
    assert answer["Location"].endswith("/columns/")
    said = words(client.get(answer["Location"]))
    assert "Every header is a column of the contract" in said
    assert "Nowak" in said
    assert "“purple”" in said
    assert unfinished() == []
    client.post(answer["Location"], choices(client, answer["Location"]))
    assert len(unfinished()) == 1


def test_a_delivery_whose_columns_are_not_said_leads_to_them(client_of: ClientOf, people: Cast) -> None:
    client = client_of(people.pat)
    answer = upload(client, table(ROWS))
    assert client.get(answer["Location"].removesuffix("columns/"))["Location"] == answer["Location"]


def test_columns_are_said_once_and_remembered(client_of: ClientOf, people: Cast) -> None:
    client = client_of(people.pat)
    odd = {"episode_reference": "Our number", "returned_at": "Back on"}
    address = upload(client, renamed(**odd))["Location"]
    lacking = client.post(address, choices(client, address))
    assert lacking.status_code == 422
    assert "Every row needs: “Episode’s reference”" in words(lacking)
    places = {"column-0": "episode_reference", "column-7": "returned_at"}
    looked = client.post(address, {**choices(client, address, **places), "look": "1"})
    assert looked.status_code == 200
    assert "As you said" in words(looked)
    assert "4 risk_level: “purple” is not one of the codes" in words(looked)
    assert client.post(address, choices(client, address, **places)).status_code == 302
    done = work_off(UUID(address.split("/")[3]), people.pat.actor)
    assert (done.state, done.counts["entered"], done.counts["waiting"]) == (DeliveryState.DELIVERED, 2, 1)
    again = upload(client, renamed(**odd).replace(b"Nowak", b"Kowal"))["Location"]
    assert "We remember these columns" in words(client.get(again))
    assert client.post(again, choices(client, again)).status_code == 302


def test_one_column_is_not_said_twice(client_of: ClientOf, people: Cast) -> None:
    client = client_of(people.pat)
    address = upload(client, renamed(returned_at="Back on"))["Location"]
    answer = client.post(address, choices(client, address, **{"column-7": "reported_at"}))
    assert answer.status_code == 422
    assert "Another header is already said to be “Reported missing”" in words(answer)


def test_two_headers_that_are_written_alike_are_said(client_of: ClientOf, people: Cast) -> None:
    client = client_of(people.pat)
    twice = table(ROWS).replace(b"surname", b"forename")
    address = upload(client, twice)["Location"]
    answer = client.post(address, choices(client, address, **{"column-3": ""}))
    assert answer.status_code == 422
    same = client.post(address, choices(client, address, **{"column-2": "surname", "column-3": "forename"}))
    assert same.status_code == 422


def test_a_file_beyond_what_a_page_takes_is_told_so(
    client_of: ClientOf, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Large files are taken, onto disk; over the bound they are refused before they are read."""
    large = upload(client_of(people.pat), b"x" * 12 * 1024 * 1024)
    assert large.status_code == 422, "it is no table"
    monkeypatch.setattr("fourfold.records.feeds.views.deliveries_sending.MOST_BYTES", 1024)
    answer = upload(client_of(people.pat), b"x" * 2 * 1024 * 1024)
    assert answer.status_code == 400
    assert "The file is larger than 200 MB" in words(answer)


def test_a_file_sent_by_another_page_is_refused(client_of: ClientOf, people: Cast) -> None:
    client = client_of(people.pat)
    client.handler.enforce_csrf_checks = True
    assert upload(client, table(ROWS)).status_code == 403
    with people.pat.acting():
        assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7 ...", "The file is a PDF file, not a table that we read."),
        (b"", "The file is empty."),
        (b"<html><body>", "The file is a web page or XML, not a table."),
    ],
)
def test_what_is_no_table_is_not_kept(content: bytes, why: str, client_of: ClientOf, people: Cast) -> None:
    answer = upload(client_of(people.pat), content)
    assert answer.status_code == 422
    assert why in words(answer)
    with people.pat.acting():
        assert not Delivery.objects.exists()


def test_the_same_file_is_not_taken_twice(client_of: ClientOf, people: Cast) -> None:
    client = client_of(people.pat)
    upload(client, table(ROWS))
    answer = upload(client, table(ROWS))
    assert answer.status_code == 422
    assert "This very file came on" in words(answer)


def test_a_feed_that_is_not_live_is_refused(client_of: ClientOf, people: Cast) -> None:
    answer = upload(client_of(people.pat), table(ROWS), contract="police-incidents")
    assert answer.status_code == 422
    assert "is not live for Kent Police" in words(answer)


def test_a_file_without_the_right_columns_can_be_taken_back(client_of: ClientOf, people: Cast) -> None:
    client = client_of(people.pat)
    address = upload(client, b"colour,shape\nred,round\n")["Location"]
    assert "We could not tell every header" in words(client.get(address))
    back = address.replace("columns/", "take-back/")
    assert client.post(back, {"because": ""}).status_code == 422
    assert client.post(back, {"because": "The wrong file."}).status_code == 302
    assert "This file was taken back" in words(client.get(address.removesuffix("columns/")))


def test_whoever_sends_no_feed_is_told(client_of: ClientOf, people: Cast) -> None:
    client = client_of(people.cora)
    assert "purple" not in words(client.get("/data/deliveries/"))
    other = client_of(people.vic).post(NEW, {"contract": EPISODES, "file": SimpleUploadedFile("x.csv", table(ROWS))})
    assert other.status_code == 422
    assert "Select a valid choice" in words(other)
