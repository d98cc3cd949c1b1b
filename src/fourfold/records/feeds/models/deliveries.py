"""Files that agencies send, what became of each, and the rows that wait to be mended."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds
from fourfold.records.feeds.domain.deliveries import DeliveryState, How, WaitingState
from fourfold.records.feeds.models.credentials import Credential

REASON = 2_000


class Delivery(models.Model):
    """One file of one agency under one contract, from its arrival on. Nothing of it is deleted when it is undone.

    `as_of`: when the sender wrote it; of two deliveries that say something of the same row the later one counts.
    `data_set` is empty for open data. `progress`: the last row of the file that is worked off (its number), from
    which an interrupted delivery goes on.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    contract = models.CharField(max_length=60)
    contract_version = models.PositiveSmallIntegerField()
    holder = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    data_set = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20, default=DeliveryState.RECEIVED)
    how = models.CharField(max_length=20)
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    mapping = models.JSONField(default=dict)
    detected = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    months = models.JSONField(default=dict)
    reason = models.CharField(max_length=REASON, blank=True)
    progress = models.PositiveBigIntegerField(default=0)
    as_of = models.DateTimeField()
    received_at = models.DateTimeField()
    sent_by = models.UUIDField(null=True)
    credential = models.ForeignKey(Credential, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_because = models.CharField(max_length=REASON, blank=True)
    delivered_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)
    undone_because = models.CharField(max_length=REASON, blank=True)
    is_synthetic = models.BooleanField(default=False)

    governance = dict.fromkeys(
        [
            *("id", "contract", "contract_version", "holder", "data_set", "state", "how", "sha256", "size"),
            *("mapping", "detected", "counts", "remarks", "months", "progress", "as_of", "received_at"),
            *(
                "sent_by",
                "credential",
                "decided_by",
                "decided_at",
                "delivered_at",
                "undone_at",
                "undone_by",
                "is_synthetic",
            ),
        ],
        Holds.SYSTEM,
    ) | {
        "filename": Holds.PERSONAL,
        "reason": Holds.PERSONAL,
        "decided_because": Holds.RESTRICTED,
        "undone_because": Holds.RESTRICTED,
    }

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [
            models.CheckConstraint(name="feed_delivery_state_known", condition=Q(state__in=list(DeliveryState))),
            models.CheckConstraint(name="feed_delivery_way_known", condition=Q(how__in=list(How))),
            models.CheckConstraint(
                name="feed_delivery_by_a_system_has_its_key",
                condition=Q(how=How.API, credential__isnull=False) | (~Q(how=How.API) & Q(credential__isnull=True)),
            ),
            models.CheckConstraint(
                name="feed_delivery_says_when_delivered",
                condition=~Q(state=DeliveryState.DELIVERED) | Q(delivered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="feed_delivery_says_why_undone",
                condition=~Q(state=DeliveryState.UNDONE)
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_because="")),
            ),
            models.CheckConstraint(
                name="feed_delivery_says_why_not",
                condition=~Q(state__in=[DeliveryState.HELD, DeliveryState.REFUSED]) | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                name="feed_delivery_once",
                fields=["holder", "contract", "sha256"],
                condition=~Q(state__in=[DeliveryState.REFUSED, DeliveryState.UNDONE]),
            ),
        ]
        indexes = [
            models.Index(name="feed_delivery_newest", fields=["holder", "contract", "-received_at"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class DeliveryFile(models.Model):
    """A piece of the file, in order; destroyed when the delivery has been worked off."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="+", db_index=False)
    place = models.PositiveIntegerField()
    content = models.BinaryField()

    governance = {
        "id": Holds.SYSTEM,
        "delivery": Holds.SYSTEM,
        "place": Holds.SYSTEM,
        "content": Holds.PERSONAL,
    }

    class Meta:
        constraints = [models.UniqueConstraint(name="delivery_piece_once", fields=["delivery", "place"])]

    def __str__(self) -> str:
        return str(self.id)


class RememberedMapping(models.Model):
    """Which header is which column, as somebody of the agency said it once. `header_key`: SHA-256 of the headers."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    holder = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    contract = models.CharField(max_length=60)
    header_key = models.CharField(max_length=64)
    mapping = models.JSONField()
    said_by = models.UUIDField(null=True)
    said_at = models.DateTimeField()

    governance = dict.fromkeys(
        ["id", "holder", "contract", "header_key", "mapping", "said_by", "said_at"], Holds.SYSTEM
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="mapping_once", fields=["holder", "contract", "header_key"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class WaitingRow(models.Model):
    """A row that does not keep the contract, as it was sent, with what is wrong: mended, or dropped, by a person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="+", db_index=False)
    row_number = models.PositiveIntegerField()
    as_sent = models.JSONField()
    faults = models.JSONField()
    person_mac = models.BinaryField(null=True)
    """The hash of the agency's own number for the person, by which the row goes with the last of their records."""
    state = models.CharField(max_length=20, default=WaitingState.WAITING)
    record_id = models.UUIDField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=REASON, blank=True)

    governance = dict.fromkeys(
        ["id", "delivery", "row_number", "state", "record_id", "decided_by", "decided_at"], Holds.SYSTEM
    ) | {
        **dict.fromkeys(["as_sent", "faults", "person_mac"], Holds.PERSONAL),
        "because": Holds.RESTRICTED,
    }

    class Meta:
        ordering = ["row_number"]
        indexes = [
            models.Index(name="waiting_of_person", fields=["person_mac"], condition=Q(person_mac__isnull=False))
        ]
        constraints = [
            models.CheckConstraint(name="waiting_state_known", condition=Q(state__in=list(WaitingState))),
            models.CheckConstraint(
                name="waiting_row_is_decided",
                condition=Q(state=WaitingState.WAITING, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state=WaitingState.WAITING) & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="dropped_row_says_why", condition=~Q(state=WaitingState.DROPPED) | ~Q(because="")
            ),
            models.UniqueConstraint(name="waiting_row_once", fields=["delivery", "row_number"]),
        ]

    def __str__(self) -> str:
        return str(self.id)
