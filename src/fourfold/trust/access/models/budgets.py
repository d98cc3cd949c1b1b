"""How many people somebody reads about: one row for each hour, so that nobody waits for anybody else's count."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fourfold.ground.kernel.governance import Holds


class ReadHour(models.Model):
    """About whom one user read in one clock hour (UTC). Written where reads are logged, in the same statement.

    `is_bulk`: for analysis, without names (`feeds_read_bulk`). It is counted by itself.

    Only `access_count_read` in `rls.sql` writes it, so nobody lowers their own count. Cleared away after two days.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user_id = models.UUIDField()
    hour = models.DateTimeField()
    subjects = ArrayField(models.UUIDField())
    is_bulk = models.BooleanField(default=False, db_default=False)

    governance = dict.fromkeys(["id", "user_id", "hour", "subjects", "is_bulk"], Holds.SYSTEM)

    class Meta:
        constraints = [models.UniqueConstraint(name="read_hour_once", fields=["user_id", "hour", "is_bulk"])]

    def __str__(self) -> str:
        return str(self.id)
