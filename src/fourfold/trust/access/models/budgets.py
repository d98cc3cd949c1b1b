"""How many people somebody reads about: one row for each hour, so that nobody waits for anybody else's count."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fourfold.ground.kernel.governance import Holds


class ReadHour(models.Model):
    """About whom one user read in one clock hour (UTC). Written where reads are logged, in the same statement.

    Only `access_count_read` in `rls.sql` writes it, so nobody lowers their own count. Cleared away after two days.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user_id = models.UUIDField()
    hour = models.DateTimeField()
    subjects = ArrayField(models.UUIDField())

    governance = dict.fromkeys(["id", "user_id", "hour", "subjects"], Holds.SYSTEM)

    class Meta:
        constraints = [models.UniqueConstraint(name="read_hour_once", fields=["user_id", "hour"])]

    def __str__(self) -> str:
        return str(self.id)
