"""What holders decide about records that are due, and which of them are closed until they do."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.accountability.rights.domain.retention import RetentionAct
from fourfold.accountability.rights.models.requests import AGENCY, LONG, PERSON
from fourfold.ground.kernel.governance import Holds


class RetentionDecision(models.Model):
    """That a holder keeps its records of a data set of before a day, why and until when; or removes them.

    `records`: how many were to be kept, or to go, when it was decided. A removal is `finished_at` once none is left.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    holder = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+", db_index=False)
    data_set = models.CharField(max_length=60)
    act = models.CharField(max_length=10)
    before = models.DateField()
    until = models.DateField(null=True)
    why = models.TextField(max_length=LONG, blank=True)
    records = models.PositiveIntegerField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)

    governance = dict.fromkeys(
        ["id", "holder", "data_set", "act", "before", "until", "records", "decided_at", "finished_at"], Holds.SYSTEM
    ) | {"why": Holds.PERSONAL, "decided_by": Holds.STAFF}

    class Meta:
        constraints = [
            models.CheckConstraint(name="rights_retention_known", condition=Q(act__in=list(RetentionAct))),
            models.CheckConstraint(
                name="rights_kept_says_why_and_until",
                condition=Q(act=RetentionAct.REMOVE, until__isnull=True)
                | (Q(act=RetentionAct.KEEP, finished_at__isnull=True, until__gt=F("decided_at__date")) & ~Q(why="")),
            ),
            models.UniqueConstraint(
                name="rights_removing_once",
                fields=["holder", "data_set"],
                condition=Q(act=RetentionAct.REMOVE, finished_at__isnull=True),
            ),
        ]
        indexes = [models.Index(name="rights_retention_of", fields=["holder", "data_set", "-decided_at"])]

    def __str__(self) -> str:
        return str(self.id)


class ClosedRecord(models.Model):
    """That a record tells of a suspicion, is due, and is closed until its holder decides."""

    record_id = models.UUIDField(primary_key=True)
    closed_at = models.DateTimeField()

    governance = dict.fromkeys(["record_id", "closed_at"], Holds.SYSTEM)

    def __str__(self) -> str:
        return str(self.pk)
