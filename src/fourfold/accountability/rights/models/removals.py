"""What must not be removed, and what was: by keyed fingerprints, so that it does not come back."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fourfold.accountability.rights.models.requests import AGENCY, LONG, PERSON
from fourfold.ground.kernel.governance import Holds


class LegalHold(models.Model):
    """That a holder must keep what it holds about a person: who says so, why, until when it is looked at again.

    It holds for the whole person: for whoever is linked to the subject, and for `also`, whom the holder knew for the
    same person when it was placed (a trigger fills it), even if they are parted since.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    holder = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+")
    subject_id = models.UUIDField(db_index=True)
    also = ArrayField(models.UUIDField(), default=list, editable=False)
    reference = models.CharField(max_length=20)
    why = models.TextField(max_length=LONG)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_why = models.TextField(max_length=LONG, blank=True)

    governance = dict.fromkeys(
        ["id", "holder", "subject_id", "also", "placed_at", "review_on", "lifted_at"], Holds.SYSTEM
    ) | {
        "reference": Holds.PERSONAL,
        "why": Holds.PERSONAL,
        "lifted_why": Holds.PERSONAL,
        "placed_by": Holds.STAFF,
        "lifted_by": Holds.STAFF,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(name="rights_hold_says_why", condition=~Q(why="")),
            models.CheckConstraint(name="rights_hold_is_reviewed", condition=Q(review_on__gte=F("placed_at__date"))),
            models.CheckConstraint(
                name="rights_hold_lifted_whole",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lifted_why="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_why="")),
            ),
            models.UniqueConstraint(
                name="rights_hold_once", fields=["holder", "subject_id"], condition=Q(lifted_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Removal(models.Model):
    """That a record was removed: its opaque id, whose it was, and its row and key as keyed hashes. Nothing else.

    Written by a trigger whenever a record is deleted. A copy is kept outside backups (`operations/listing.py`).
    """

    record_id = models.UUIDField(primary_key=True)
    holder_id = models.UUIDField()
    row_mac = models.BinaryField(null=True)
    key_mac = models.BinaryField(null=True)
    removed_at = models.DateTimeField()

    governance = dict.fromkeys(["record_id", "holder_id", "row_mac", "key_mac", "removed_at"], Holds.SYSTEM)

    class Meta:
        indexes = [
            models.Index(name="rights_removed_of", fields=["holder_id"]),
            models.Index(name="rights_removed_when", fields=["removed_at"]),
            models.Index(name="rights_removed_row", fields=["row_mac"], condition=Q(row_mac__isnull=False)),
            models.Index(name="rights_removed_key", fields=["key_mac"], condition=Q(key_mac__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RemovalSalt(models.Model):
    """The key of the removal list's hashes: one row, made once, read by the database's own functions alone."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    salt = models.BinaryField()

    governance = {"id": Holds.SYSTEM, "salt": Holds.CREDENTIAL}

    class Meta:
        constraints = [models.CheckConstraint(name="rights_one_salt", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.pk)
