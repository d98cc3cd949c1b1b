"""What administrators decide about messages and webhooks: the policy, then the outbox's own operation."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.messages import operations as outbox
from fourfold.trust.messages.operations import EventKind, Made
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.models import Agency
from fourfold.trust.partnership.policies import require_administrator


def send_again(*, actor: Standing, now: datetime, message_id: UUID) -> None:
    """Have a message sent that did not go. Raises `NotAllowed`, `NotFound`, `Conflict`."""
    require_administrator(actor, subject_id=message_id)
    outbox.send_again(actor=actor.actor, now=now, message_id=message_id)


def send_all_again(*, actor: Standing, now: datetime) -> int:
    """Have everything sent that failed; how many. Raises `NotAllowed`."""
    require_administrator(actor)
    return outbox.send_all_again(actor=actor.actor, now=now)


def give_up_message(*, actor: Standing, now: datetime, message_id: UUID) -> None:
    """Decide that a message is not sent. Raises `NotAllowed`, `NotFound`, `Conflict`."""
    require_administrator(actor, subject_id=message_id)
    outbox.give_up(actor=actor.actor, now=now, message_id=message_id)


def clear_address(*, actor: Standing, now: datetime, undeliverable_id: UUID) -> int:
    """Take an address for good again; how many letters go now. Raises `NotAllowed`, `NotFound`."""
    require_administrator(actor, subject_id=undeliverable_id)
    return outbox.clear_address(actor=actor.actor, now=now, undeliverable_id=undeliverable_id)


@transaction.atomic
def make_webhook(*, actor: Standing, now: datetime, agency_id: UUID, url: str, events: Sequence[EventKind]) -> Made:
    """Tell an agency's own system of events. Raises `NotAllowed`, `BadInput`."""
    require_administrator(actor)
    if not Agency.objects.filter(pk=agency_id).exists():
        raise BadInput.one("Choose an agency.", "agency")
    return outbox.make_webhook(actor=actor.actor, now=now, agency_id=agency_id, url=url, events=events)


def rotate_secret(*, actor: Standing, now: datetime, webhook_id: UUID) -> Made:
    """A new secret; the former one signs beside it for two days. Raises `NotAllowed`, `NotFound`, `Conflict`."""
    require_administrator(actor, subject_id=webhook_id)
    return outbox.rotate_secret(actor=actor.actor, now=now, webhook_id=webhook_id)


def pause_webhook(*, actor: Standing, now: datetime, webhook_id: UUID) -> None:
    """Tell it nothing until it is resumed. Raises `NotAllowed`, `NotFound`, `Conflict`."""
    require_administrator(actor, subject_id=webhook_id)
    outbox.pause_webhook(actor=actor.actor, now=now, webhook_id=webhook_id)


def resume_webhook(*, actor: Standing, now: datetime, webhook_id: UUID) -> int:
    """Tell it again; how many held messages go now. Raises `NotAllowed`, `NotFound`, `Conflict`."""
    require_administrator(actor, subject_id=webhook_id)
    return outbox.resume_webhook(actor=actor.actor, now=now, webhook_id=webhook_id)


def try_webhook(*, actor: Standing, now: datetime, webhook_id: UUID) -> None:
    """Send it a test. Raises `NotAllowed`, `NotFound`, `Conflict`."""
    require_administrator(actor, subject_id=webhook_id)
    outbox.try_webhook(actor=actor.actor, now=now, webhook_id=webhook_id)


def end_webhook(*, actor: Standing, now: datetime, webhook_id: UUID) -> None:
    """Tell it nothing any more, for good. Raises `NotAllowed`, `NotFound`, `Conflict`."""
    require_administrator(actor, subject_id=webhook_id)
    outbox.end_webhook(actor=actor.actor, now=now, webhook_id=webhook_id)
