"""Webhooks: signed, told by the same outbox, called at public addresses alone, never followed elsewhere."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from standardwebhooks import Webhook as Verifier
from tests.integration.trust.messages.post import MESSENGER, stored
from tests.integration.trust.messages.receiver import NAME, Receiver, receiving
from tests.people import Cast

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.messages import operations
from fourfold.trust.messages.domain.states import Channel, State
from fourfold.trust.messages.models import Message, Webhook
from fourfold.trust.messages.operations import EventKind, Made, sending
from fourfold.trust.messages.sender import send_due
from fourfold.trust.messages.transport.webhooks import WebhookCaller, find_public

SUBJECT = uuid4()


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    with receiving(tmp_path) as found:
        yield found


def made(people: Cast, receiver: Receiver, *events: EventKind) -> Made:
    """A webhook of an agency, made by an administrator."""
    with people.ada.acting():
        return operations.make_webhook(
            actor=people.ada.actor,
            now=now(),
            agency_id=uuid4(),
            url=f"https://{NAME}:{receiver.port}/fourfold?from=us",
            events=events or [EventKind.ACTION_UPDATED],
        )


def tell(people: Cast, key: str = "") -> int:
    """Something happens, and whoever does it tells the webhooks."""
    with people.pat.acting():
        return operations.tell_webhooks(
            actor=people.pat.actor,
            now=now(),
            event=EventKind.ACTION_UPDATED,
            subject_kind="plan.action",
            subject_id=SUBJECT,
            key=key or str(uuid4()),
        )


def send(receiver: Receiver, within: float = 5) -> Counter[State]:
    return send_due(webhooks=WebhookCaller(find=receiver.find, trust=receiver.trust, within=within))


def make_due() -> None:
    with acting_as(MESSENGER):
        Message.objects.filter(state=State.WAITING).update(due_at=now() - timedelta(seconds=1))


def test_an_event_arrives_signed_and_holds_ids_alone(people: Cast, receiver: Receiver) -> None:
    secret = made(people, receiver).secret
    assert tell(people, "action:1") == 1
    assert tell(people, "action:1") == 0
    assert send(receiver) == {State.SENT: 1}
    [(path, headers, body)] = receiver.got
    assert path == "/fourfold?from=us"
    assert headers["Host"] == f"{NAME}:{receiver.port}"
    assert Verifier(secret).verify(body, headers) == json.loads(body)
    assert set(json.loads(body)) == {"type", "timestamp", "data"}
    assert json.loads(body)["data"] | {"service": ""} == {"kind": "plan.action", "id": str(SUBJECT), "service": ""}
    assert headers["webhook-id"] == str(stored()[0].pk)


def test_an_event_nobody_listens_to_writes_nothing(people: Cast, receiver: Receiver) -> None:
    made(people, receiver, EventKind.PLAN_PUBLISHED)
    assert tell(people) == 0
    assert stored() == []


def test_the_secret_changes_over_without_a_gap(people: Cast, receiver: Receiver) -> None:
    before = made(people, receiver)
    with people.ada.acting():
        after = operations.rotate_secret(actor=people.ada.actor, now=now(), webhook_id=before.webhook_id)
    tell(people)
    send(receiver)
    [(_path, headers, body)] = receiver.got
    assert Verifier(before.secret).verify(body, headers)
    assert Verifier(after.secret).verify(body, headers)
    with acting_as(MESSENGER):
        Webhook.objects.update(former_until=now() - timedelta(seconds=1))
    tell(people)
    send(receiver)
    assert len(receiver.got[1][1]["webhook-signature"].split()) == 1


def test_secrets_lie_sealed(people: Cast, receiver: Receiver) -> None:
    secret = made(people, receiver).secret
    with acting_as(MESSENGER):
        assert secret not in str(Webhook.objects.values().get())


@pytest.mark.parametrize(("status", "said"), [(500, "It answered 500."), (404, "It answered 404.")])
def test_what_is_not_taken_comes_again(people: Cast, receiver: Receiver, status: int, said: str) -> None:
    made(people, receiver)
    tell(people)
    receiver.status = status
    assert send(receiver) == {State.WAITING: 1}
    assert stored()[0].said == said
    receiver.status = 200
    make_due()
    assert send(receiver) == {State.SENT: 1}
    assert receiver.got[0][1]["webhook-id"] == receiver.got[1][1]["webhook-id"]


def test_a_redirect_is_not_followed(people: Cast, receiver: Receiver) -> None:
    made(people, receiver)
    tell(people)
    receiver.status, receiver.location = 302, f"https://{NAME}:{receiver.port}/elsewhere"
    assert send(receiver) == {State.WAITING: 1}
    assert [path for path, _headers, _body in receiver.got] == ["/fourfold?from=us"]


def test_a_receiver_that_drips_is_cut_off(people: Cast, receiver: Receiver) -> None:
    made(people, receiver)
    tell(people)
    receiver.drips = True
    begun = time.monotonic()
    assert send(receiver, within=1) == {State.WAITING: 1}
    assert time.monotonic() - begun < 4
    assert stored()[0].said == "It did not answer within 1 seconds."


def test_of_a_long_answer_little_is_read(people: Cast, receiver: Receiver) -> None:
    made(people, receiver)
    tell(people)
    receiver.status, receiver.body = 200, b"x" * 5_000_000
    assert send(receiver) == {State.SENT: 1}


def test_a_certificate_for_another_name_is_refused(people: Cast, tmp_path: Path) -> None:
    with receiving(tmp_path, "other.example") as receiver:
        made(people, receiver)
        tell(people)
        assert send(receiver) == {State.WAITING: 1}
        assert receiver.got == []
    assert "certificate" in stored()[0].said


def test_a_name_that_leads_home_is_not_called(
    people: Cast, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As DNS rebinding would have it: the name was harmless when the webhook was made."""
    made(people, receiver)
    tell(people)
    answers = [(2, 1, 6, "", ("1.1.1.1", 443)), (2, 1, 6, "", ("127.0.0.1", 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_arguments, **_named: answers)
    assert send_due(webhooks=WebhookCaller(find=find_public, trust=receiver.trust)) == {State.WAITING: 1}
    assert receiver.got == []
    assert stored()[0].said == "Its name leads to an address that is not public."


def test_a_receiver_that_is_gone_is_paused(people: Cast, receiver: Receiver) -> None:
    found = made(people, receiver)
    tell(people)
    receiver.status = 410
    assert send(receiver) == {State.BOUNCED: 1}
    with acting_as(MESSENGER):
        assert Webhook.objects.get(pk=found.webhook_id).paused_at
    assert tell(people) == 0


def test_five_failures_in_a_row_pause_it_and_resuming_goes_on(people: Cast, receiver: Receiver) -> None:
    found = made(people, receiver)
    receiver.status = 500
    for _ in range(6):
        tell(people)
    with acting_as(MESSENGER):
        Message.objects.update(tries=6)
    assert send(receiver) == {State.FAILED: 5}
    assert [message.state for message in stored(state=State.HELD)] == ["held"]
    receiver.status = 204
    with people.ada.acting():
        assert operations.resume_webhook(actor=people.ada.actor, now=now(), webhook_id=found.webhook_id) == 1
    assert send(receiver) == {State.SENT: 1}


def test_a_killed_process_tells_again_with_the_same_id(people: Cast, receiver: Receiver) -> None:
    made(people, receiver)
    tell(people)
    with acting_as(MESSENGER):
        Message.objects.update(due_at=now() - timedelta(minutes=30))
    assert sending.claim(now=now() - timedelta(minutes=20), channels=[Channel.WEBHOOK])
    sending.sweep(now=now())
    make_due()
    assert send(receiver) == {State.SENT: 1}


def test_an_ended_webhook_hears_nothing(people: Cast, receiver: Receiver) -> None:
    found = made(people, receiver)
    tell(people)
    end(people, found.webhook_id)
    assert tell(people) == 0
    assert send(receiver) == {}
    assert receiver.got == []
    assert stored()[0].state == State.GIVEN_UP
    with pytest.raises(Conflict):
        end(people, found.webhook_id)


def end(people: Cast, webhook_id: UUID) -> None:
    with people.ada.acting():
        operations.end_webhook(actor=people.ada.actor, now=now(), webhook_id=webhook_id)


def test_a_test_goes_the_same_way(people: Cast, receiver: Receiver) -> None:
    found = made(people, receiver)
    with people.ada.acting():
        operations.try_webhook(actor=people.ada.actor, now=now(), webhook_id=found.webhook_id)
    assert send(receiver) == {State.SENT: 1}
    assert json.loads(receiver.got[0][2])["type"] == "webhook.test"


def test_twice_the_same_or_no_event_is_refused(people: Cast, receiver: Receiver) -> None:
    with people.ada.acting(), pytest.raises(BadInput, match="at least one event"):
        operations.make_webhook(
            actor=people.ada.actor, now=now(), agency_id=uuid4(), url=f"https://{NAME}/", events=[]
        )
