"""The words by which the directory is searched: those of names, written by triggers (docs/adr/0006)."""

from django.db import models

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.partnership.models.agencies import Agency
from fourfold.trust.partnership.models.people import Person


class DirectoryWord(models.Model):
    """One word of the name of an agency (its short name and aliases too) or of a person. The service only reads."""

    word = models.CharField(max_length=80, db_collation="C")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")

    governance = {"id": Holds.SYSTEM, "word": Holds.STAFF, "agency": Holds.SYSTEM, "person": Holds.SYSTEM}

    class Meta:
        indexes = [models.Index(name="directory_by_word", fields=["word"])]
        constraints = [
            models.CheckConstraint(
                name="word_of_one",
                condition=models.Q(agency__isnull=True, person__isnull=False)
                | models.Q(agency__isnull=False, person__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.word
