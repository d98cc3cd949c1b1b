"""For what somebody looked last: preselected the next time that they sign in."""

from django.db import models

from fourfold.ground.kernel.governance import Holds


class UsualPurpose(models.Model):
    """The purpose that a user chose last. One row a user."""

    user_id = models.UUIDField(primary_key=True)
    purpose = models.CharField(max_length=60)
    chosen_at = models.DateTimeField()

    governance = dict.fromkeys(["user_id", "purpose", "chosen_at"], Holds.SYSTEM)

    def __str__(self) -> str:
        return f"{self.purpose} {self.user_id}"
