"""A board's meetings in people's own calendars: what a calendar program reads, and whom the address opens for."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from tests import boards
from tests.people import Cast, ClientOf

from fourfold.ground.kernel.clock import now, today
from fourfold.trust.boards.domain.states import Part
from fourfold.trust.boards.models import Seat, Subscription
from fourfold.trust.boards.operations.meetings import cancel_meeting, change_meeting
from fourfold.trust.boards.operations.seats import end_seat
from fourfold.trust.boards.operations.subscriptions import subscribe, unsubscribe
from fourfold.trust.boards.queries.subscriptions import secret_of


@pytest.fixture
def board(people: Cast) -> UUID:
    """Mia chairs, Dee is the secretary, Pat a member."""
    return boards.make(people, (people.mia, Part.CHAIR), (people.dee, Part.SECRETARY), (people.pat, Part.MEMBER))


@pytest.fixture
def address(people: Cast, board: UUID) -> str:
    """Pat's address for the board's calendar."""
    with people.pat.acting() as pat:
        return reverse("boards:feed", args=[secret_of(subscribe(actor=pat, now=now(), board_id=board))])


def events(answer) -> dict[str, dict]:
    """The events of a calendar by their UID, as a calendar program reads them."""
    read = Calendar.from_ical(answer.content)
    assert read["METHOD"] == "PUBLISH"
    return {str(event["UID"]): event for event in read.walk("VEVENT")}


def test_a_change_keeps_the_event_and_raises_its_sequence(
    people: Cast, board: UUID, address: str, client: Client
) -> None:
    meeting = boards.plan(people, board)
    [(uid, before)] = events(client.get(address)).items()
    with people.dee.acting() as dee:
        change_meeting(actor=dee, now=now(), meeting_id=meeting, when=boards.when(9))
    [(same, after)] = events(client.get(address)).items()
    assert (same, int(after["SEQUENCE"])) == (uid, int(before["SEQUENCE"]) + 1)
    assert after.decoded("DTSTART") == boards.meeting_of(people, meeting).starts_at
    with people.dee.acting() as dee:
        cancel_meeting(actor=dee, now=now(), meeting_id=meeting, because="Snow")
    cancelled = events(client.get(address))[uid]
    assert (str(cancelled["STATUS"]), int(cancelled["SEQUENCE"])) == ("CANCELLED", int(before["SEQUENCE"]) + 2)


def test_times_are_those_of_london(people: Cast, board: UUID, address: str, client: Client) -> None:
    boards.plan(people, board)
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    text = answer.content.decode()
    assert "BEGIN:VTIMEZONE" in text
    assert "DTSTART;TZID=Europe/London:" in text
    assert text.count("\r\n") == text.count("\n")


def test_it_tells_meetings_and_nobodys_name(people: Cast, board: UUID, address: str, client: Client) -> None:
    boards.hold(people, board, people.mia, people.pat)
    text = client.get(address).content.decode()
    assert "A board for tests: meeting 1" in text.replace("\r\n ", "")
    for name in ("Mia", "Pat", "Dee", "Cora"):
        assert name not in text


def test_the_address_opens_for_its_person_and_while_they_read_the_board(
    people: Cast, board: UUID, address: str, client: Client
) -> None:
    boards.plan(people, board)
    assert client.get(address).status_code == 200
    with people.dee.acting() as dee:
        seat = Seat.objects.get(board_id=board, person_id=people.pat.person_id)
        end_seat(actor=dee, now=now(), board_id=board, seat_id=seat.pk, until=today())
    assert client.get(address).status_code == 404


def test_an_address_taken_back_replaced_or_made_up_opens_nothing(
    people: Cast, board: UUID, address: str, client: Client
) -> None:
    secret = address.rsplit("/", maxsplit=1)[-1].removesuffix(".ics")
    made_up = [secret_of(uuid4()), f"{secret[:-1]}{'a' if secret[-1] != 'a' else 'b'}", secret.split(".")[0], "x.y"]
    for wrong in made_up:
        assert client.get(reverse("boards:feed", args=[wrong])).status_code == 404
    with people.pat.acting() as pat:
        newer = reverse("boards:feed", args=[secret_of(subscribe(actor=pat, now=now(), board_id=board))])
    assert client.get(address).status_code == 404
    assert client.get(newer).status_code == 200
    with people.pat.acting() as pat:
        unsubscribe(actor=pat, now=now(), board_id=board)
    assert client.get(newer).status_code == 404


def test_only_the_holder_function_is_open_without_a_context(people: Cast, board: UUID, address: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from boards_subscription")
        assert cursor.fetchone() == (0,)
    with people.mia.acting():
        assert not Subscription.objects.filter(board_id=board).exists()  # another's, though she chairs the board


def test_the_page_makes_shows_and_takes_back_the_address(people: Cast, board: UUID, client_of: ClientOf) -> None:
    mia = client_of(people.mia)
    page = reverse("boards:board", args=[board])
    mia.post(reverse("boards:subscribe", args=[board]))
    assert "/boards/calendar/" in mia.get(page).content.decode()
    mia.post(reverse("boards:unsubscribe", args=[board]))
    assert "/boards/calendar/" not in mia.get(page).content.decode()
    assert client_of(people.vic).post(reverse("boards:subscribe", args=[board])).status_code == 403


def test_one_meeting_is_a_file(people: Cast, board: UUID, client_of: ClientOf) -> None:
    meeting = boards.plan(people, board)
    answer = client_of(people.pat).get(reverse("boards:meeting-calendar", args=[meeting]))
    [event] = events(answer).values()
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=2)
    assert client_of(people.vic).get(reverse("boards:meeting-calendar", args=[meeting])).status_code == 404
