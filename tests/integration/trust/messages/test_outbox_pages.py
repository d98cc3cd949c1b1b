"""What administrators see and decide; no page shows a text or a token, and none grows with the rows."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.integration.trust.messages.post import MESSENGER, letter, stored
from tests.pages import MOST_QUERIES, queries_of, words
from tests.people import Cast, ClientOf

from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.messages.domain.states import State
from fourfold.trust.messages.models import Message, Undeliverable, Webhook
from fourfold.trust.messages.operations import EventKind, make_webhook, write_many
from fourfold.trust.partnership.models import Agency


@pytest.fixture
def ada(client_of: ClientOf, people: Cast) -> Client:
    return client_of(people.ada)


@pytest.fixture
def _confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    """They have just confirmed who they are."""
    monkeypatch.setattr("fourfold.trust.partnership.step_up.confirmed_recently", lambda _request: True)


def fill(people: Cast, count: int = 1, **changed: Any) -> UUID:
    """Letters in a state; the id of one."""
    letters = [letter(address=f"person{number}@kent.example") for number in range(count)]
    with people.pat.acting():
        write_many(actor=people.pat.actor, now=now(), letters=letters)
    with acting_as(MESSENGER):
        Message.objects.update(**changed)
        return Message.objects.values_list("pk", flat=True)[0]


def webhook(people: Cast) -> Any:
    with people.ada.acting():
        return make_webhook(
            actor=people.ada.actor,
            now=now(),
            agency_id=Agency.objects.values_list("pk", flat=True)[0],
            url=f"https://hooks.kent.example/{uuid4()}",
            events=[EventKind.ACTION_UPDATED],
        )


@pytest.mark.parametrize("path", ["/outbox/", "/outbox/addresses/", "/webhooks/"])
def test_a_page_takes_no_more_queries_for_more_rows(path: str, ada: Client, people: Cast) -> None:
    few = queries_of(ada, path)
    fill(people, 60, state=State.FAILED, closed_at=now(), said="It was late.")
    for _ in range(30):
        webhook(people)
    with acting_as(MESSENGER):
        Undeliverable.objects.bulk_create(
            Undeliverable(address=f"gone{number}@kent.example", since=now(), said="550") for number in range(60)
        )
    many = queries_of(ada, path)
    assert len(many) <= len(few) + 2
    assert len(many) <= MOST_QUERIES


def test_what_needs_somebody_is_counted_and_found(ada: Client, people: Cast) -> None:
    fill(people, 3, state=State.FAILED, closed_at=now(), said="The mail server cannot be reached.")
    page = words(ada.get("/outbox/"))
    assert "Failed 3 We tried seven times." in page
    found = words(ada.get("/outbox/?state=failed&address=person1@kent.example"))
    assert "1 message in the state “failed”, to person1@kent.example" in found
    assert "No message matches" in words(ada.get("/outbox/?state=sent"))
    assert "3 messages" in words(ada.get("/outbox/?state=nonsense"))


def test_no_page_shows_a_text(ada: Client, people: Cast) -> None:
    message_id = fill(people)
    for path in ("/outbox/", f"/outbox/{message_id}/"):
        shown = ada.get(path).content.decode()
        assert "very-secret-token" not in shown
        assert stored()[0].sealed_body not in shown


def test_an_uncertain_letter_is_sent_again_with_a_warning(ada: Client, people: Cast) -> None:
    message_id = fill(people, state=State.UNCERTAIN, closed_at=now(), tries=3)
    assert "It may have arrived" in words(ada.get(f"/outbox/{message_id}/"))
    answer = ada.post(f"/outbox/{message_id}/again/", follow=True)
    assert "It goes again within a minute." in words(answer)
    assert (stored()[0].state, stored()[0].tries) == ("waiting", 0)


def test_two_administrators_who_decide_at_once(ada: Client, people: Cast) -> None:
    message_id = fill(people, state=State.FAILED, closed_at=now())
    ada.post(f"/outbox/{message_id}/again/")
    answer = ada.post(f"/outbox/{message_id}/again/")
    assert answer.status_code == 409
    assert "no longer where it was" in words(answer)


def test_giving_up_blanks_the_text(ada: Client, people: Cast) -> None:
    message_id = fill(people)
    assert "given up" in words(ada.post(f"/outbox/{message_id}/give-up/", follow=True))
    assert (stored()[0].state, stored()[0].sealed_body) == ("given-up", "")


def test_after_the_server_is_mended_all_go_again(ada: Client, people: Cast) -> None:
    fill(people, 4, state=State.FAILED, closed_at=now(), tries=7)
    assert "4 messages go again." in words(ada.post("/outbox/again/", follow=True))
    assert {(one.state, one.tries) for one in stored()} == {("waiting", 0)}


def test_a_cleared_address_lets_its_letters_go(ada: Client, people: Cast) -> None:
    fill(people, 2, state=State.HELD, closed_at=now())
    with acting_as(MESSENGER):
        found = Undeliverable.objects.create(address="person0@kent.example", since=now(), said="550 5.1.1")
    assert "person0@kent.example" in words(ada.get("/outbox/addresses/"))
    answer = ada.post(f"/outbox/addresses/{found.pk}/clear/", follow=True)
    assert "1 letter that was held goes now." in words(answer)
    assert sorted(one.state for one in stored()) == ["held", "waiting"]


@pytest.mark.usefixtures("_confirmed")
def test_a_webhook_is_made_and_its_secret_shown_once(ada: Client, people: Cast) -> None:
    with people.ada.acting():
        agency = Agency.objects.get(key="kent-police")
    given = {"agency": str(agency.pk), "url": "https://hooks.kent.example/in", "events": ["action.updated"]}
    wrong = ada.post("/webhooks/add/", given | {"url": "http://10.0.0.1/"})
    assert wrong.status_code == 422
    assert "begins with https://" in words(wrong)
    assert 'value="http://10.0.0.1/"' in wrong.content.decode()
    none = ada.post("/webhooks/add/", {"agency": "", "url": "", "events": []})
    assert "Choose at least one event." in words(none)
    made = ada.post("/webhooks/add/", given)
    assert "whsec_" in made.content.decode()
    assert made["Cache-Control"] == "no-store"
    with acting_as(MESSENGER):
        webhook_id = Webhook.objects.values_list("pk", flat=True).get()
    for path in ("/webhooks/", f"/webhooks/{webhook_id}/"):
        shown = ada.get(path)
        assert "Kent Police" in words(shown)
        assert "An action is updated" in words(shown)
        assert "whsec_" not in shown.content.decode()


@pytest.mark.usefixtures("_confirmed")
def test_a_webhook_is_paused_resumed_tested_and_ended(ada: Client, people: Cast) -> None:
    place = f"/webhooks/{webhook(people).webhook_id}/"
    assert "A test is on its way." in words(ada.post(place + "test/", follow=True))
    assert "Test of a webhook" in words(ada.get(place))
    assert "It is paused." in words(ada.post(place + "pause/", follow=True))
    assert ada.post(place + "test/").status_code == 409
    assert "told again" in words(ada.post(place + "resume/", follow=True))
    assert "whsec_" in ada.post(place + "secret/").content.decode()
    assert "Signs beside the new one until" in words(ada.get(place))
    assert "It has ended" in words(ada.post(place + "end/", follow=True))
    assert ada.post(place + "resume/").status_code == 409
    assert "End it" not in words(ada.get(place))


def test_making_a_webhook_asks_who_one_is(ada: Client) -> None:
    answer = ada.get("/webhooks/add/")
    assert answer.status_code == 302
    assert "confirm" in answer["Location"] or "reauthenticate" in answer["Location"]


def test_without_a_server_the_page_says_so(ada: Client, settings: Any) -> None:
    settings.SMTP_URL, settings.MAIL_FOLDER = "", None
    assert "No mail server is set" in words(ada.get("/outbox/"))
