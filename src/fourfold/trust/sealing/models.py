"""The keys under which things are sealed and hashed, themselves sealed by the installation's secret key."""

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds

LASTING = 0
"""The number of the key that is never changed."""


class Key(models.Model):
    """A key of the installation. `wrapped`: opens with the secret key alone, which the database does not hold.

    Number 0 is the lasting one, all others data keys: two while the key is changed, else one.
    """

    number = models.PositiveIntegerField(primary_key=True)
    wrapped = models.TextField()
    made_at = models.DateTimeField()

    governance = {"number": Holds.SYSTEM, "wrapped": Holds.CREDENTIAL, "made_at": Holds.SYSTEM}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sealing_key_wrapped",
                condition=Q(wrapped__startswith="gAAAA"),
            )
        ]

    def __str__(self) -> str:
        return str(self.number)
