"""Who may see nothing about whom. Forbid wins: no grant, relationship or emergency passes an exclusion."""

from enum import StrEnum
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds


class ExclusionKind(StrEnum):
    """Why somebody is kept from a person's records."""

    SELF = "self"
    RELATIVE = "relative"
    PLACED = "placed"
    """By an owner of records or a data protection officer, who alone know of it."""


class Exclusion(models.Model):
    """A user may see nothing about a person from `since` up to and without `until`; null: for good."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user_id = models.UUIDField()
    subject_id = models.UUIDField()
    reference = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ExclusionKind])
    reason = models.CharField(max_length=500, blank=True)
    placed_by = models.CharField(max_length=80)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)

    governance = dict.fromkeys(
        ["id", "user_id", "subject_id", "placed_by", "since", "until", "ended_by"], Holds.SYSTEM
    ) | {"reference": Holds.PERSONAL, "kind": Holds.PERSONAL, "reason": Holds.PERSONAL}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="exclusion_since_before_until",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(name="exclusion_kind_known", condition=Q(kind__in=list(ExclusionKind))),
        ]
        indexes = [models.Index(name="exclusion_of", fields=["user_id"])]

    def __str__(self) -> str:
        return str(self.id)
