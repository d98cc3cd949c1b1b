"""Of whom agencies hold records: the reference said on the telephone, and people whom nobody has cause to read."""

from uuid import uuid4

from django.db import models

from fourfold.ground.kernel.governance import Holds


class Subject(models.Model):
    """That an agency holds records about a person, under the reference that colleagues give each other.

    Written by a trigger on guarded tables (`access_knows` in `rls.sql`) alone, and read by nobody: whom agencies know
    is itself personal data.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    subject_id = models.UUIDField()
    reference = models.CharField(max_length=20)
    holder_id = models.UUIDField()

    governance = {
        "id": Holds.SYSTEM,
        "subject_id": Holds.SYSTEM,
        "reference": Holds.PERSONAL,
        "holder_id": Holds.SYSTEM,
    }

    class Meta:
        constraints = [models.UniqueConstraint(name="subject_once_a_holder", fields=["subject_id", "holder_id"])]
        indexes = [models.Index(name="subject_by_reference", fields=["reference"])]

    def __str__(self) -> str:
        return str(self.id)


class Canary(models.Model):
    """A person whom nobody has cause to look at: whoever reads their records is asked why, at once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    subject_id = models.UUIDField()
    holder_id = models.UUIDField()
    placed_by = models.CharField(max_length=80)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    governance = dict.fromkeys(["id", "subject_id", "holder_id", "placed_by", "since", "until"], Holds.SYSTEM)

    class Meta:
        verbose_name_plural = "canaries"
        constraints = [
            models.CheckConstraint(
                name="canary_since_before_until",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
            models.UniqueConstraint(
                name="canary_once", fields=["subject_id", "holder_id"], condition=models.Q(until__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
