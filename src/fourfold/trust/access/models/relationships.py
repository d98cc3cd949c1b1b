"""Relationships: who stands how to what, from when to when. Written by upper rooms, asked by policies and RLS."""

from uuid import uuid4

from django.db import models

from fourfold.ground.kernel.governance import Holds


class Relationship(models.Model):
    """An actor's dated relationship to a subject, such as being in a plan's audience.

    `subject_kind` and `subject_id` are opaque here: this room does not know what they name.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user_id = models.UUIDField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=80)
    reference = models.CharField(max_length=20, blank=True)
    """For work with a person: the reference under which it was said, as typed, whether or not it is anybody's."""
    reason = models.CharField(max_length=500, blank=True)

    governance = {
        "id": Holds.SYSTEM,
        "user_id": Holds.SYSTEM,
        "subject_kind": Holds.SYSTEM,
        "subject_id": Holds.SYSTEM,
        "kind": Holds.SYSTEM,
        "since": Holds.SYSTEM,
        "until": Holds.SYSTEM,
        "given_by": Holds.SYSTEM,
        "reference": Holds.PERSONAL,
        "reason": Holds.PERSONAL,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="relationship_since_before_until",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
            models.UniqueConstraint(
                name="relationship_live_once",
                fields=["user_id", "subject_kind", "subject_id", "kind"],
                condition=models.Q(until__isnull=True),
            ),
        ]
        indexes = [models.Index(name="relationship_by_subject", fields=["subject_kind", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject_kind}"
