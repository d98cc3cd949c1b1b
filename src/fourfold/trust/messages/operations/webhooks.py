"""Keeping webhooks. The rooms above check who may; row-level security does too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound
from fourfold.trust.audit.operations import record
from fourfold.trust.messages.domain.letters import EventKind
from fourfold.trust.messages.domain.public_addresses import checked_url
from fourfold.trust.messages.domain.signing import OVERLAP, new_secret
from fourfold.trust.messages.domain.states import State
from fourfold.trust.messages.jobs import send_after_commit
from fourfold.trust.messages.models import Message, Webhook
from fourfold.trust.messages.operations.sending import WEBHOOK_SEALED_AS
from fourfold.trust.messages.operations.writing import event_payload, tell
from fourfold.trust.sealing.queries import seal


@dataclass(frozen=True, slots=True)
class Made:
    """A webhook with its secret in clear, to be shown this once."""

    webhook_id: UUID
    secret: str


@transaction.atomic
def make_webhook(*, actor: Actor, now: datetime, agency_id: UUID, url: str, events: Sequence[EventKind]) -> Made:
    """Tell an agency's own system of these events from now on. Raises `BadInput`."""
    address = checked_url(url)
    if not events:
        raise BadInput.one("Choose at least one event.", "events")
    if Webhook.objects.filter(agency_id=agency_id, url=address, until__isnull=True).exists():
        raise BadInput.one("This agency has a webhook at this address already. End it first.", "url")
    secret = new_secret()
    webhook = Webhook(
        agency_id=agency_id,
        url=address,
        events=sorted({event.value for event in events} | {EventKind.TEST.value}),
        sealed_secret=_sealed(secret),
        made_by=actor.reference,
        since=now,
    )
    webhook.save(force_insert=True)
    _note(actor, now, webhook.pk, {"made": True, "agency": str(agency_id), "events": list(webhook.events)})
    return Made(webhook.pk, secret)


@transaction.atomic
def rotate_secret(*, actor: Actor, now: datetime, webhook_id: UUID) -> Made:
    """A new secret. For two days both sign, so that the receiver can change over without losing an event."""
    webhook = _live(webhook_id, now)
    secret = new_secret()
    webhook.sealed_former_secret, webhook.former_until = webhook.sealed_secret, now + OVERLAP
    webhook.sealed_secret = _sealed(secret)
    webhook.save(update_fields=["sealed_secret", "sealed_former_secret", "former_until"])
    _note(actor, now, webhook_id, {"rotated": True})
    return Made(webhook_id, secret)


@transaction.atomic
def pause_webhook(*, actor: Actor, now: datetime, webhook_id: UUID) -> None:
    """Tell it nothing until it is resumed. What happens meanwhile is not told later."""
    webhook = _live(webhook_id, now)
    webhook.paused_at = webhook.paused_at or now
    webhook.save(update_fields=["paused_at"])
    _note(actor, now, webhook_id, {"paused": True})


@transaction.atomic
def resume_webhook(*, actor: Actor, now: datetime, webhook_id: UUID) -> int:
    """Tell it again of what happens from now on, and of what was held when it was paused; how many are held."""
    webhook = _live(webhook_id, now)
    webhook.paused_at, webhook.failures = None, 0
    webhook.save(update_fields=["paused_at", "failures"])
    held = Message.objects.filter(webhook_id=webhook_id, state=State.HELD).update(
        state=State.WAITING, due_at=now, tries=0, closed_at=None
    )
    _note(actor, now, webhook_id, {"resumed": True, "held": held})
    send_after_commit()
    return held


@transaction.atomic
def end_webhook(*, actor: Actor, now: datetime, webhook_id: UUID) -> None:
    """Tell it nothing any more, for good."""
    webhook = _live(webhook_id, now)
    webhook.until = now
    webhook.save(update_fields=["until"])
    _note(actor, now, webhook_id, {"ended": True})


@transaction.atomic
def try_webhook(*, actor: Actor, now: datetime, webhook_id: UUID) -> None:
    """Send it an event of the kind `webhook.test`, by the same way as any other."""
    webhook = _live(webhook_id, now)
    if webhook.paused_at is not None:
        raise Conflict("This webhook is paused. Resume it, then test it.")
    payload = event_payload(EventKind.TEST, now, "messages.webhook", webhook_id)
    tell([webhook_id], actor=actor, now=now, event=EventKind.TEST, payload=payload, key=f"test:{uuid4()}")


def _live(webhook_id: UUID, now: datetime) -> Webhook:
    found = Webhook.objects.select_for_update().filter(pk=webhook_id).first()
    if found is None:
        raise NotFound("messages.webhook", webhook_id)
    if found.until is not None and found.until <= now:
        raise Conflict("This webhook has ended. Make a new one.")
    return found


def _sealed(secret: str) -> str:
    return seal(secret, kind=WEBHOOK_SEALED_AS)


def _note(actor: Actor, now: datetime, webhook_id: UUID, detail: dict[str, object]) -> None:
    record(
        actor=actor,
        now=now,
        permission="messages:keep-webhook",
        subject_kind="messages.webhook",
        subject_id=webhook_id,
        detail=detail,
    )
