"""The outbox: what is to be sent, and every attempt at it."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.messages.domain.letters import LONGEST_KEY
from fourfold.trust.messages.domain.states import Channel, Outcome, State
from fourfold.trust.messages.models.webhook import Webhook

BLANK_STATES = [State.SENT, State.GIVEN_UP, State.REFUSED, State.BOUNCED]


class Message(models.Model):
    """One letter to one address, or one event for one webhook. Its id is part of its Message-ID (`webhook-id`)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    channel = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Channel])
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=LONGEST_KEY + 40, unique=True)
    to_user = models.UUIDField(null=True)
    address = models.CharField(max_length=254, blank=True)
    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, null=True, related_name="messages")
    subject = models.CharField(max_length=200, blank=True)
    sealed_body = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in State])
    is_urgent = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=80)
    ready_at = models.DateTimeField()
    """When it could first be sent: its Date."""
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    """All attempts so far."""
    tries = models.PositiveSmallIntegerField(default=0)
    """Attempts since it was written, or since an administrator had it sent again."""
    claimed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    """When it reached the state in which it is now, for states that are not waiting or sending."""
    said = models.CharField(max_length=300, blank=True)
    """Why it did not go, in words; of a server's answer the code alone."""

    governance = dict.fromkeys(
        [
            *("id", "channel", "kind", "key", "to_user", "webhook", "state", "is_urgent", "written_at"),
            *("written_by", "ready_at", "due_at", "attempts", "tries", "claimed_at", "closed_at", "said"),
        ],
        Holds.SYSTEM,
    ) | {"address": Holds.STAFF, "subject": Holds.OFFICIAL, "sealed_body": Holds.CREDENTIAL}

    class Meta:
        constraints = [
            models.CheckConstraint(name="message_state_known", condition=Q(state__in=list(State))),
            models.CheckConstraint(
                name="message_has_one_way",
                condition=(Q(channel=Channel.EMAIL, webhook__isnull=True) & ~Q(address=""))
                | Q(channel=Channel.WEBHOOK, webhook__isnull=False, address=""),
            ),
            models.CheckConstraint(
                name="message_text_blank_when_done",
                condition=(Q(state__in=BLANK_STATES) & Q(sealed_body=""))
                | (~Q(state__in=BLANK_STATES) & ~Q(sealed_body="")),
            ),
        ]
        indexes = [
            models.Index(name="message_due", fields=["due_at", "id"], condition=Q(state=State.WAITING)),
            models.Index(name="message_claimed", fields=["claimed_at"], condition=Q(state=State.SENDING)),
            models.Index(name="message_by_state", fields=["state", "-written_at", "id"]),
            models.Index(name="message_newest", fields=["-written_at", "id"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Attempt(models.Model):
    """One try at handing a message over, committed before it begins."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tried")
    number = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Outcome])
    said = models.CharField(max_length=300, blank=True)

    governance = dict.fromkeys(["id", "message", "number", "begun_at", "ended_at", "outcome", "said"], Holds.SYSTEM)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="attempt_once", fields=["message", "number"]),
            models.CheckConstraint(
                name="attempt_open_has_no_end",
                condition=Q(outcome=Outcome.OPEN, ended_at__isnull=True)
                | (~Q(outcome=Outcome.OPEN) & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.number}"


class Undeliverable(models.Model):
    """An address that a mail server refused for good, until an administrator clears it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    address = models.CharField(max_length=254, unique=True)
    since = models.DateTimeField()
    said = models.CharField(max_length=300)

    governance = {"id": Holds.SYSTEM, "address": Holds.STAFF, "since": Holds.SYSTEM, "said": Holds.SYSTEM}

    def __str__(self) -> str:
        return str(self.id)
