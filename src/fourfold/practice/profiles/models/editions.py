"""What reviewers found, and each edition as it was approved: never changed, never deleted (`rls.sql`)."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds
from fourfold.practice.profiles.domain.states import Part, Verdict
from fourfold.practice.profiles.models.profiles import LINE, PERSON, Profile

DIGEST = 64


class Check(models.Model):
    """What a peer, or who approves, found of a text. `digest`: the SHA-256 of that very text, as hex."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="checks")
    part = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Part])
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Verdict])
    reason = models.CharField(max_length=LINE)
    digest = models.CharField(max_length=DIGEST)
    at = models.DateTimeField()

    governance = dict.fromkeys(("id", "profile", "digest", "at"), Holds.SYSTEM) | {
        **dict.fromkeys(("part", "person"), Holds.STAFF),
        **dict.fromkeys(("verdict", "reason"), Holds.RESTRICTED),
    }

    class Meta:
        ordering = ["-at", "pk"]
        constraints = [
            models.CheckConstraint(name="check_by_a_reader", condition=Q(part__in=[Part.REVIEWER, Part.APPROVER])),
            models.CheckConstraint(name="check_verdict_known", condition=Q(verdict__in=list(Verdict))),
            models.CheckConstraint(name="check_says_why", condition=~Q(reason="")),
        ]
        indexes = [models.Index(name="check_by_profile", fields=["profile", "-at"])]

    def __str__(self) -> str:
        return str(self.id)


class Edition(models.Model):
    """An approved text, whole (`ground.documents.freeze`). Only with a peer's word on the same digest (trigger)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=DIGEST)
    approved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    governance = dict.fromkeys(("id", "profile", "number", "digest", "approved_at"), Holds.SYSTEM) | {
        "content": Holds.RESTRICTED,
        "approved_by": Holds.STAFF,
    }

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(name="edition_number_once", fields=["profile", "number"])]

    def __str__(self) -> str:
        return str(self.id)


class Recipient(models.Model):
    """An agency whose people read the approved editions."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="recipients")
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")

    governance = dict.fromkeys(("id", "profile", "agency"), Holds.SYSTEM)

    class Meta:
        constraints = [models.UniqueConstraint(name="recipient_once", fields=["profile", "agency"])]
        indexes = [models.Index(name="recipient_by_agency", fields=["agency", "profile"])]

    def __str__(self) -> str:
        return str(self.id)
