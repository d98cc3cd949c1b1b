"""The outbox and the webhooks, for administrators. Fetching and authorising are one call."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from fourfold.trust.messages import queries as outbox
from fourfold.trust.messages.domain.states import State
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.models import Agency
from fourfold.trust.partnership.policies import require_administrator

if TYPE_CHECKING:
    from fourfold.trust.messages.models import Message, Undeliverable, Webhook

OutboxFilter = outbox.OutboxFilter


def find_messages(actor: Standing, wanted: OutboxFilter) -> "QuerySet[Message]":
    """Messages, newest first. Raises `NotAllowed`."""
    require_administrator(actor)
    return outbox.find_messages(wanted)


def message_counts(actor: Standing) -> dict[State, int]:
    """How many messages are in each state. Raises `NotAllowed`."""
    require_administrator(actor)
    return outbox.counts_by_state()


def message_for_actor(actor: Standing, message_id: UUID) -> "Message":
    """One message with its attempts. Raises `NotAllowed`, `NotFound`."""
    require_administrator(actor, subject_id=message_id)
    return outbox.message_in_full(message_id)


def undeliverable_addresses(actor: Standing) -> "QuerySet[Undeliverable]":
    """Addresses that bounce, newest first. Raises `NotAllowed`."""
    require_administrator(actor)
    return outbox.undeliverable_addresses()


def find_webhooks(actor: Standing) -> "QuerySet[Webhook]":
    """All webhooks, those that live first. Raises `NotAllowed`."""
    require_administrator(actor)
    return outbox.find_webhooks()


def webhook_for_actor(actor: Standing, webhook_id: UUID) -> "Webhook":
    """One webhook. Raises `NotAllowed`, `NotFound`."""
    require_administrator(actor, subject_id=webhook_id)
    return outbox.webhook_in_full(webhook_id)


def webhook_messages(actor: Standing, webhook_id: UUID) -> "list[Message]":
    """The last ten messages of a webhook. Raises `NotAllowed`."""
    require_administrator(actor, subject_id=webhook_id)
    return list(outbox.messages_of_webhook(webhook_id)[:10])


def names_of_agencies(agency_ids: set[UUID]) -> dict[UUID, str]:
    """The name of each agency, as far as the actor sees them."""
    return dict(Agency.objects.filter(pk__in=agency_ids).values_list("pk", "name"))
