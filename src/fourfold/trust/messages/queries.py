"""Reading the outbox. Row-level security shows it to the messenger and to administrators alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.messages.domain.states import Channel, State
from fourfold.trust.messages.models import Message, Undeliverable, Webhook


@dataclass(frozen=True, slots=True)
class OutboxFilter:
    """Which messages: of a state, of a way, of an address."""

    state: State | None = None
    channel: Channel | None = None
    address: str = ""


def counts() -> dict[State, int]:
    """How many messages are in each state, read as the messenger: for metrics and `fourfold doctor`."""
    with acting_as(Actor.of_service(Service.MESSENGER)):
        return counts_by_state()


def counts_by_state() -> dict[State, int]:
    """How many messages that the actor sees are in each state; every state is there."""
    found = dict(Message.objects.values_list("state").annotate(Count("pk")).order_by())
    return {state: found.get(state.value, 0) for state in State}


def find_messages(wanted: OutboxFilter) -> QuerySet[Message]:
    """The messages that the actor sees, newest first, without their texts."""
    found = Message.objects.defer("sealed_body").select_related("webhook").order_by("-written_at", "id")
    if wanted.state is not None:
        found = found.filter(state=wanted.state)
    if wanted.channel is not None:
        found = found.filter(channel=wanted.channel)
    if wanted.address:
        found = found.filter(address=wanted.address.strip())
    return found


def message_in_full(message_id: UUID) -> Message:
    """One message with its attempts, without its text. Raises `NotFound`."""
    found = (
        Message.objects.defer("sealed_body").select_related("webhook").prefetch_related("tried").filter(pk=message_id)
    ).first()
    if found is None:
        raise NotFound("messages.message", message_id)
    return found


def undeliverable(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses, in lower case, that a mail server refused for good.

    Administrators, the messenger and the services that read the partnership see them; others see none.
    """
    asked = {address.lower() for address in addresses}
    return set(Undeliverable.objects.filter(address__in=asked).values_list("address", flat=True))


def undeliverable_addresses() -> QuerySet[Undeliverable]:
    """All of them, newest first, as far as the actor sees them."""
    return Undeliverable.objects.order_by("-since", "id")


def find_webhooks() -> QuerySet[Webhook]:
    """The webhooks that the actor sees, those that live first."""
    return Webhook.objects.order_by("-until", "-since", "id")


def webhook_in_full(webhook_id: UUID) -> Webhook:
    """One webhook. Raises `NotFound`."""
    found = Webhook.objects.filter(pk=webhook_id).first()
    if found is None:
        raise NotFound("messages.webhook", webhook_id)
    return found


def messages_of_webhook(webhook_id: UUID) -> QuerySet[Message]:
    """The messages of a webhook, newest first, as far as the actor sees them."""
    return Message.objects.defer("sealed_body").filter(webhook_id=webhook_id).order_by("-written_at", "id")
