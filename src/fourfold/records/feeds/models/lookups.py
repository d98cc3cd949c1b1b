"""That a national system was asked about a child who presented: by whom, where, and whether an answer came."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds
from fourfold.records.feeds.domain.lookups import Answer, Setting


class LookUp(models.Model):
    """One look-up in Child Protection - Information Sharing. `local_reference` is the asking agency's own.

    `grant_id`: the grant under which it was allowed, of an agreement in force at that moment.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    setting = models.CharField(max_length=40, choices=[(item.value, item.label) for item in Setting])
    local_reference = models.CharField(max_length=40)
    answer = models.CharField(max_length=20, choices=[(item.value, item.label) for item in Answer])
    purpose = models.CharField(max_length=60)
    grant_id = models.UUIDField()
    recorded_at = models.DateTimeField()

    governance = dict.fromkeys(
        ["id", "agency", "asked_at", "setting", "answer", "purpose", "grant_id", "recorded_at"], Holds.SYSTEM
    ) | {"asked_by": Holds.STAFF, "local_reference": Holds.PERSONAL}

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(name="look_up_setting_known", condition=Q(setting__in=list(Setting))),
            models.CheckConstraint(name="look_up_answer_known", condition=Q(answer__in=list(Answer))),
            models.CheckConstraint(name="look_up_names_reference", condition=~Q(local_reference="")),
            models.CheckConstraint(name="look_up_names_purpose", condition=~Q(purpose="")),
            models.CheckConstraint(name="look_up_not_ahead", condition=Q(asked_at__lte=F("recorded_at"))),
        ]
        indexes = [models.Index(name="look_up_newest", fields=["agency", "-asked_at"])]

    def __str__(self) -> str:
        return str(self.id)
