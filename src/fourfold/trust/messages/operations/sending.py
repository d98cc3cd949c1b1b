"""Sending: claim a message, hand it over outside any transaction, mark what became of it. Works as the messenger.

The claim commits before the hand-over begins. A process that is killed in between leaves a message being sent;
after 15 minutes it is uncertain, for it may have arrived. An event for a webhook is tried again instead: its receiver
knows a repetition by its `webhook-id`.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.kernel.sealing import CannotUnseal
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit.operations import record
from fourfold.trust.messages.domain.handing_over import Errand, Handed
from fourfold.trust.messages.domain.schedule import (
    CUT_OFF_AFTER,
    KEEP_UNSENT,
    outside_quiet_hours,
    try_again_at,
)
from fourfold.trust.messages.domain.states import Channel, Outcome, State
from fourfold.trust.messages.models import Attempt, Message, Undeliverable, Webhook
from fourfold.trust.messages.operations.writing import SEALED_AS
from fourfold.trust.sealing.queries import unseal

MESSENGER = Actor.of_service(Service.MESSENGER)
WEBHOOK_SEALED_AS = "webhook"
MOST_FAILURES = 5
"""Deliveries in a row that were given up, after which a webhook is paused."""
_BLANK = {"sealed_body": ""}


def claim(*, now: datetime, channels: Collection[Channel]) -> Errand | None:
    """Take the next message that is due, and commit that an attempt begins; None when none is left."""
    while True:
        with acting_as(MESSENGER):
            message = (
                Message.objects.select_for_update(skip_locked=True)
                .annotate(bounces=Exists(Undeliverable.objects.filter(address=Lower(OuterRef("address")))))
                .filter(state=State.WAITING, due_at__lte=now, channel__in=list(channels))
                .order_by("due_at", "id")
                .first()
            )
            if message is None:
                return None
            errand = _prepared(message, message.bounces, now)
        if errand is not None:
            return errand


def _prepared(message: Message, bounces: bool, now: datetime) -> Errand | None:
    """The errand, with its attempt begun; None if the message must not go now, which is then written down."""
    webhook = Webhook.objects.filter(pk=message.webhook_id).first() if message.webhook_id else None
    errand = None
    aside = _why_not(bounces, webhook, now)
    if aside is None:
        try:
            errand = _errand(message, webhook, now)
        except CannotUnseal:
            aside = State.FAILED, "Its text was sealed under another secret key."
    one = Message.objects.filter(pk=message.pk)
    if aside is not None:
        state, said = aside
        blank = _BLANK if state is State.GIVEN_UP else {}
        one.update(state=state, closed_at=now, said=said, **blank)
    if errand is not None:
        one.update(
            state=State.SENDING, attempts=F("attempts") + 1, tries=F("tries") + 1, claimed_at=now, closed_at=None
        )
        Attempt.objects.create(message=message, number=errand.number, begun_at=now, outcome=Outcome.OPEN)
    return errand


def _why_not(bounces: bool, webhook: Webhook | None, now: datetime) -> tuple[State, str] | None:
    """The state in which a message is set aside and why; None if it may go."""
    if bounces:
        return State.HELD, "Its address bounces."
    if webhook is not None and webhook.until is not None and webhook.until <= now:
        return State.GIVEN_UP, "The webhook has ended."
    if webhook is not None and webhook.paused_at is not None:
        return State.HELD, "The webhook is paused."
    return None


def _errand(message: Message, webhook: Webhook | None, now: datetime) -> Errand:
    return Errand(
        message_id=message.pk,
        number=message.attempts + 1,
        channel=Channel(message.channel),
        ready_at=message.ready_at,
        body=unseal(message.sealed_body, kind=SEALED_AS),
        address=message.address,
        subject=message.subject,
        url=webhook.url if webhook else "",
        secrets=_secrets(webhook, now) if webhook else (),
    )


def _secrets(webhook: Webhook, now: datetime) -> tuple[str, ...]:
    sealed = [webhook.sealed_secret]
    if webhook.former_until is not None and webhook.former_until > now:
        sealed.append(webhook.sealed_former_secret)
    return tuple(unseal(one, kind=WEBHOOK_SEALED_AS) for one in sealed)


def close(*, now: datetime, errand: Errand, handed: Handed) -> State | None:
    """Mark what became of an attempt; the state in which the message is now.

    None if somebody decided otherwise meanwhile: a process that was slow finds that it was taken for dead, and that
    an administrator has had the message sent again.
    """
    with acting_as(MESSENGER):
        return _close(now, errand.message_id, errand.number, handed)


def _close(now: datetime, message_id: UUID, number: int, handed: Handed) -> State | None:
    Attempt.objects.filter(message_id=message_id, number=number).update(
        ended_at=now, outcome=handed.outcome, said=handed.said
    )
    ours = Message.objects.filter(pk=message_id, attempts=number, state__in=[State.SENDING, State.UNCERTAIN])
    letters = ours.filter(channel=Channel.EMAIL)
    if handed.outcome is Outcome.SENT and letters.update(state=State.SENT, closed_at=now, said="", **_BLANK):
        return State.SENT  # nearly all end here, so it is one statement
    message = ours.select_for_update().first()
    if message is None:
        return None
    state, due = _after(message, handed, now)
    message.state = state
    message.due_at = due or message.due_at
    message.closed_at = None if state is State.WAITING else now
    message.said = handed.said
    if state in (State.SENT, State.BOUNCED):
        message.sealed_body = ""
    message.save(update_fields=["state", "due_at", "closed_at", "said", "sealed_body"])
    if message.webhook_id is not None:
        _count(message.webhook_id, state, handed, now)
    elif handed.no_such_address:
        mark_undeliverable(message.address, now, handed.said)
    return state


def _after(message: Message, handed: Handed, now: datetime) -> tuple[State, datetime | None]:
    if handed.outcome is Outcome.SENT:
        return State.SENT, None
    if handed.outcome is Outcome.BOUNCED:
        return State.BOUNCED, None
    if handed.outcome is Outcome.UNKNOWN and message.channel == Channel.EMAIL:
        return State.UNCERTAIN, None
    again = try_again_at(now, tries=message.tries)
    if again is None:
        return State.FAILED, None
    if settings.MAIL_KEEPS_QUIET_HOURS and not message.is_urgent:
        again = outside_quiet_hours(again)
    return State.WAITING, again


def _count(webhook_id: UUID, state: State, handed: Handed, now: datetime) -> None:
    """Count a webhook's failures in a row; pause it after five, or when it says that it is gone."""
    webhook = Webhook.objects.filter(pk=webhook_id)
    if state is State.SENT:
        webhook.exclude(failures=0).update(failures=0)
    elif state is State.FAILED:
        webhook.update(failures=F("failures") + 1)
    tired = webhook if handed.no_such_address else webhook.filter(failures__gte=MOST_FAILURES)
    tired.filter(paused_at__isnull=True).update(paused_at=now)


def mark_undeliverable(address: str, now: datetime, said: str) -> None:
    """Write down that an address was refused for good. Within the messenger's transaction."""
    Undeliverable.objects.bulk_create(
        [Undeliverable(address=address.lower(), since=now, said=said)], ignore_conflicts=True
    )


def sweep(*, now: datetime) -> None:
    """Find what a killed process left behind, and give up what has waited for 30 days.

    The demonstration's letters are those of the year that it tells, so they wait for nothing and are not too old.
    """
    cut_off = Handed(Outcome.UNKNOWN, "We were cut off while handing it over. It may have arrived.")
    with acting_as(MESSENGER):
        left = Message.objects.filter(state=State.SENDING, claimed_at__lt=now - CUT_OFF_AFTER)
        for message_id, number in left.values_list("pk", "attempts"):
            _close(now, message_id, number, cut_off)
        old = Q(closed_at__lt=now - KEEP_UNSENT, state__in=[State.UNCERTAIN, State.FAILED, State.HELD])
        waiting = Q(ready_at__lt=now - KEEP_UNSENT, state=State.WAITING)
        given_up = Message.objects.filter(old | waiting if settings.MAIL_FOLDER is None else old).update(
            state=State.GIVEN_UP, closed_at=now, said="It could not be sent within 30 days.", **_BLANK
        )
        if given_up:
            record(
                actor=MESSENGER,
                now=now,
                permission="messages:give-up",
                subject_kind="messages.message",
                subject_id="",
                detail={"given_up": given_up},
            )
