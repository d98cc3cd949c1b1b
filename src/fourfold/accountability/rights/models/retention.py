"""What holders keep although it is due, and which records are closed until they decide."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.accountability.rights.models.requests import AGENCY, LONG, PERSON
from fourfold.ground.kernel.governance import Holds


class RetentionDecision(models.Model):
    """That a holder keeps its records of a data set of before a day, why and until when; `records`: how many then."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    holder = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+", db_index=False)
    data_set = models.CharField(max_length=60)
    before = models.DateField()
    until = models.DateField()
    why = models.TextField(max_length=LONG)
    records = models.PositiveIntegerField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    governance = dict.fromkeys(
        ["id", "holder", "data_set", "before", "until", "records", "decided_at"], Holds.SYSTEM
    ) | {"why": Holds.PERSONAL, "decided_by": Holds.STAFF}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rights_kept_says_why_and_until", condition=Q(until__gt=F("decided_at__date")) & ~Q(why="")
            )
        ]
        indexes = [models.Index(name="rights_retention_of", fields=["holder", "data_set", "-decided_at"])]

    def __str__(self) -> str:
        return str(self.id)


class ClosedRecord(models.Model):
    """That a record tells of a suspicion, is due, and is closed to all but those named on it meanwhile."""

    record_id = models.UUIDField(primary_key=True)
    closed_at = models.DateTimeField()

    governance = dict.fromkeys(["record_id", "closed_at"], Holds.SYSTEM)

    def __str__(self) -> str:
        return str(self.pk)
