"""What the linkage has found out so far: scores of pairs; and which subjects it is to look at again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fourfold.ground.kernel.governance import Holds
from fourfold.records.identity.models.descriptions import Description


class Pair(models.Model):
    """Two descriptions of different subjects that share a key, with their weight under the newest model.

    Kept where the weight is not below `fracture`, and inside a group where it is. `levels`: of each feature of
    the engine, in its order, with commas between; `parts`: what each adds to the weight.
    """

    id = models.BigAutoField(primary_key=True)
    left = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="+", db_index=False)
    right = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField()
    levels = models.CharField(max_length=400)
    parts = ArrayField(models.FloatField())

    governance = dict.fromkeys(["id", "left", "right"], Holds.SYSTEM) | dict.fromkeys(
        ["weight", "levels", "parts"], Holds.PERSONAL
    )

    class Meta:
        constraints = [models.UniqueConstraint(name="pair_once", fields=["left", "right"])]

    def __str__(self) -> str:
        return str(self.pk)


class Touched(models.Model):
    """That the records of a subject have changed since the linkage looked. Written by a trigger on records.

    `is_paired`: its descriptions are taken and compared; who is one person is still to be decided.
    """

    id = models.BigAutoField(primary_key=True)
    subject_id = models.UUIDField()
    is_paired = models.BooleanField(default=False)

    governance = dict.fromkeys(["id", "subject_id", "is_paired"], Holds.SYSTEM)

    class Meta:
        verbose_name_plural = "touched"
        indexes = [models.Index(name="touched_subject", fields=["subject_id"])]

    def __str__(self) -> str:
        return str(self.pk)
