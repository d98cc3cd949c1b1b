"""What an administrator decides about messages. The rooms above check who that is; row-level security does too."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.errors import Conflict, NotFound
from fourfold.trust.audit.operations import record
from fourfold.trust.messages.domain.states import State
from fourfold.trust.messages.jobs import send_after_commit
from fourfold.trust.messages.models import Message, Undeliverable

_MOVED_ON = "This message is no longer where it was: {}. Look at it again before you decide."


@transaction.atomic
def send_again(*, actor: Actor, now: datetime, message_id: UUID) -> None:
    """Have a message sent that failed, is held, or may or may not have arrived. Raises `NotFound`, `Conflict`."""
    message = _locked(message_id)
    if not State(message.state).may_be_sent:
        raise Conflict(_MOVED_ON.format(message.state))
    _release([message.pk], now)
    _note(actor, now, "messages:send-again", message_id, {"was": message.state})


@transaction.atomic
def send_all_again(*, actor: Actor, now: datetime) -> int:
    """Have everything sent that failed, after the mail server is mended; how many."""
    failed = list(Message.objects.filter(state=State.FAILED).select_for_update().values_list("pk", flat=True))
    _release(failed, now)
    _note(actor, now, "messages:send-again", "", {"failed": len(failed)})
    return len(failed)


@transaction.atomic
def give_up(*, actor: Actor, now: datetime, message_id: UUID) -> None:
    """Decide that a message is not sent; its text is blanked. Raises `NotFound`, `Conflict`."""
    message = _locked(message_id)
    if not State(message.state).may_be_given_up:
        raise Conflict(_MOVED_ON.format(message.state))
    Message.objects.filter(pk=message.pk).update(
        state=State.GIVEN_UP, closed_at=now, said="An administrator gave it up.", sealed_body=""
    )
    _note(actor, now, "messages:give-up", message_id, {"was": message.state})


@transaction.atomic
def clear_address(*, actor: Actor, now: datetime, undeliverable_id: UUID) -> int:
    """Take an address for good again; how many letters that were held go now. Raises `NotFound`."""
    found = Undeliverable.objects.filter(pk=undeliverable_id).first()
    if found is None:
        raise NotFound("messages.address", undeliverable_id)
    held = list(
        Message.objects.filter(state=State.HELD, address__iexact=found.address)
        .select_for_update()
        .values_list("pk", flat=True)
    )
    found.delete()
    _release(held, now)
    _note(actor, now, "messages:clear-address", undeliverable_id, {"held": len(held)})
    return len(held)


def _locked(message_id: UUID) -> Message:
    found = Message.objects.select_for_update().filter(pk=message_id).first()
    if found is None:
        raise NotFound("messages.message", message_id)
    return found


def _release(message_ids: list[UUID], now: datetime) -> None:
    Message.objects.filter(pk__in=message_ids).update(state=State.WAITING, due_at=now, tries=0, closed_at=None)
    send_after_commit()


def _note(actor: Actor, now: datetime, permission: str, subject: UUID | str, detail: dict[str, object]) -> None:
    record(
        actor=actor,
        now=now,
        permission=permission,
        subject_kind="messages.message",
        subject_id=subject,
        detail=detail,
    )
