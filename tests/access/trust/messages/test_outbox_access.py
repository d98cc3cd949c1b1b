"""The outbox and the webhooks are the administrators' alone, twice: by policy, and by row-level security."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from tests.integration.trust.messages.post import CHASER, MESSENGER, letter
from tests.people import Cast, ClientOf

from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed, NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.messages import operations as outbox
from fourfold.trust.messages import queries as seen
from fourfold.trust.messages.domain.states import State
from fourfold.trust.messages.models import Attempt, Message, Undeliverable, Webhook
from fourfold.trust.messages.operations import EventKind
from fourfold.trust.partnership import outbox_addresses
from fourfold.trust.partnership.operations import outbox as operations
from fourfold.trust.partnership.queries import outbox as queries

ADDRESSES = outbox_addresses.outbox
OTHERS = ("cora", "pat", "mia", "dee", "hal", "vic")


@pytest.fixture
def failed(people: Cast) -> UUID:
    """A letter that failed, a bouncing address, and a webhook."""
    with people.ada.acting():
        written = outbox.write(actor=people.ada.actor, now=now(), letter=letter())
        outbox.make_webhook(
            actor=people.ada.actor,
            now=now(),
            agency_id=uuid4(),
            url="https://hooks.kent.example/",
            events=[EventKind.TEST],
        )
    with acting_as(MESSENGER):
        Message.objects.update(state=State.FAILED, closed_at=now())
        Undeliverable.objects.create(address="gone@kent.example", since=now(), said="550")
        Attempt.objects.create(message_id=written, number=1, begun_at=now(), outcome="open")
    assert written is not None
    return written


@pytest.mark.parametrize("name", [entry.name for entry in ADDRESSES], ids=str)  # type: ignore[union-attr]
def test_nobody_else_opens_a_page(name: str, client_of: ClientOf, people: Cast) -> None:
    entry = next(one for one in ADDRESSES if one.name == name)  # type: ignore[union-attr]
    path = reverse(f"partnership:{name}", args=[uuid4() for _ in entry.pattern.converters])
    for who in OTHERS:
        client = client_of(getattr(people, who))
        assert {client.get(path).status_code, client.post(path).status_code} <= {403, 405}, who


OPERATIONS: list[Callable[..., object]] = [
    lambda actor, id_: operations.send_again(actor=actor, now=now(), message_id=id_),
    lambda actor, id_: operations.send_all_again(actor=actor, now=now()),
    lambda actor, id_: operations.give_up_message(actor=actor, now=now(), message_id=id_),
    lambda actor, id_: operations.clear_address(actor=actor, now=now(), undeliverable_id=id_),
    lambda actor, id_: operations.make_webhook(
        actor=actor, now=now(), agency_id=id_, url="https://a.example", events=[EventKind.TEST]
    ),
    lambda actor, id_: operations.rotate_secret(actor=actor, now=now(), webhook_id=id_),
    lambda actor, id_: operations.pause_webhook(actor=actor, now=now(), webhook_id=id_),
    lambda actor, id_: operations.resume_webhook(actor=actor, now=now(), webhook_id=id_),
    lambda actor, id_: operations.try_webhook(actor=actor, now=now(), webhook_id=id_),
    lambda actor, id_: operations.end_webhook(actor=actor, now=now(), webhook_id=id_),
    lambda actor, id_: queries.find_messages(actor, queries.OutboxFilter()),
    lambda actor, id_: queries.message_counts(actor),
    queries.message_for_actor,
    lambda actor, id_: queries.undeliverable_addresses(actor),
    lambda actor, id_: queries.find_webhooks(actor),
    queries.webhook_for_actor,
    queries.webhook_messages,
]


@pytest.mark.parametrize("number", range(len(OPERATIONS)))
def test_the_first_wall(number: int, failed: UUID, people: Cast) -> None:
    with people.cora.acting() as cora, pytest.raises(NotAllowed):
        OPERATIONS[number](cora, failed)


def test_the_second_wall_shows_nothing_and_changes_nothing(failed: UUID, people: Cast) -> None:
    with acting_as(MESSENGER):
        webhook = Webhook.objects.get()
    for who in OTHERS:
        colleague = getattr(people, who)
        with colleague.acting():
            for model in (Message, Attempt, Undeliverable, Webhook):
                assert not model.objects.exists(), (who, model)
            assert seen.undeliverable(["gone@kent.example"]) == set()
            assert Message.objects.update(state=State.WAITING) == 0
            assert Undeliverable.objects.all().delete()[0] == 0
            with pytest.raises(NotFound):
                outbox.send_again(actor=colleague.actor, now=now(), message_id=failed)
            with pytest.raises(NotFound):
                outbox.end_webhook(actor=colleague.actor, now=now(), webhook_id=webhook.pk)
    with people.ada.acting():
        assert Message.objects.get().state == State.FAILED
        outbox.send_again(actor=people.ada.actor, now=now(), message_id=failed)
        assert Message.objects.get().state == State.WAITING


def test_the_chaser_sees_bouncing_addresses_and_no_message(failed: UUID) -> None:
    with acting_as(CHASER):
        assert seen.undeliverable(["gone@kent.example"]) == {"gone@kent.example"}
        assert not Message.objects.exists()
        assert not Webhook.objects.exists()


@pytest.mark.parametrize("service", [service for service in Service if service is not Service.MESSENGER])
def test_no_other_service_reads_what_is_sent(service: Service, failed: UUID) -> None:
    with acting_as(Actor.of_service(service)):
        shown = Message.objects.exists()
    assert shown is (service is Service.INSTALLATION)


def insert(written_by: str, state: str = "waiting") -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into outbox_message (id, channel, kind, key, address, subject, sealed_body, state, is_urgent,"
            " written_at, written_by, ready_at, due_at, attempts, tries, said) values (gen_random_uuid(), 'email',"
            " 'test', gen_random_uuid()::text, 'a@b.example', 's', 'x', %s, false, now(), %s, now(), now(),"
            " 0, 0, '')",
            [state, written_by],
        )
        return int(cursor.rowcount)


def test_everybody_writes_in_their_own_name_alone(people: Cast) -> None:
    with people.vic.acting():
        assert insert(people.vic.actor.reference) == 1
        for other in (people.pat.actor.reference, "service:chaser", "nobody"):
            with pytest.raises(DatabaseError, match="row-level security"):
                insert(other)
        with pytest.raises(DatabaseError, match="row-level security"):
            insert(people.vic.actor.reference, "sending")


def test_a_leaver_and_whoever_has_not_signed_in_write_nothing(people: Cast) -> None:
    with acting_as(people.leo.actor), pytest.raises(DatabaseError, match="row-level security"):
        insert(people.leo.actor.reference)
    with transaction.atomic(), pytest.raises(DatabaseError, match="row-level security"):
        insert("nobody")


def test_whoever_acts_learns_of_a_webhook_its_id_alone(people: Cast, failed: UUID) -> None:
    with people.pat.acting(), connection.cursor() as cursor:
        cursor.execute("select * from outbox_listeners(%s, %s)", ["webhook.test", now() + timedelta(seconds=1)])
        rows = cursor.fetchall()
    assert [len(row) for row in rows] == [1]
