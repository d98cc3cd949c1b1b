"""The second agency that keeps the audit log's checkpoints, and those that were sent to it."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds


class Witness(models.Model):
    """An agency that keeps checkpoints from `since` up to and without `until`. One at a time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    named_by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")

    governance = dict.fromkeys(["id", "agency", "since", "until"], Holds.SYSTEM) | {"named_by": Holds.STAFF}

    class Meta:
        verbose_name_plural = "witnesses"
        constraints = [
            models.CheckConstraint(
                name="witness_since_before_until", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.UniqueConstraint(
                name="witness_one_at_a_time",
                fields=["until"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class SentCheckpoint(models.Model):
    """A checkpoint as it was sent. The witness's own copy is the proof; this says what to look for there."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    witness = models.ForeignKey(Witness, on_delete=models.PROTECT, related_name="sent")
    position = models.BigIntegerField()
    chain_hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    letters = models.PositiveSmallIntegerField()

    governance = dict.fromkeys(
        ["id", "witness", "position", "chain_hash", "sealed_at", "sent_at", "letters"], Holds.SYSTEM
    )

    class Meta:
        ordering = ["-position"]
        constraints = [
            models.UniqueConstraint(name="sentcheckpoint_once", fields=["witness", "position"]),
            models.CheckConstraint(name="sentcheckpoint_position_counts", condition=Q(position__gte=1)),
        ]

    def __str__(self) -> str:
        return str(self.position)
