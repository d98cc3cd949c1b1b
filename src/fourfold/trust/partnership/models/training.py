"""Training facts: who learnt what, and until when that holds."""

from enum import StrEnum
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.partnership.models.people import Person


class TrainingKind(StrEnum):
    """What has to be known before personal data is read."""

    INFORMATION_SHARING = "information-sharing"


class Training(models.Model):
    """Somebody completed a training; it holds up to and without `valid_until`. Kept as history, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="trainings")
    kind = models.CharField(max_length=40, choices=[(kind.value, kind.value) for kind in TrainingKind])
    completed_on = models.DateField()
    valid_until = models.DateField()

    governance = {"id": Holds.SYSTEM, "person": Holds.SYSTEM} | dict.fromkeys(
        ["kind", "completed_on", "valid_until"], Holds.STAFF
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="training_completed_before_end", condition=Q(completed_on__lt=F("valid_until"))
            ),
            models.CheckConstraint(name="training_kind_known", condition=Q(kind__in=list(TrainingKind))),
            models.UniqueConstraint(name="training_once", fields=["person", "kind", "completed_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"
