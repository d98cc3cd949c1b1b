"""The weekly digest: who got one, what it was about, and who wants theirs when."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.accountability.chasing.domain.states import Weekday
from fourfold.ground.kernel.governance import Holds


class MailChoice(models.Model):
    """On which weekday a person wants their weekly mail. Without a row: Tuesday."""

    user_id = models.UUIDField(primary_key=True)
    weekday = models.CharField(
        max_length=1, choices=[(item.value, item.label) for item in Weekday], default=Weekday.TUESDAY
    )
    changed_at = models.DateTimeField()

    governance = {
        "user_id": Holds.SYSTEM,
        "weekday": Holds.STAFF,
        "changed_at": Holds.SYSTEM,
    }

    class Meta:
        constraints = [models.CheckConstraint(name="weekday_known", condition=Q(weekday__in=list(Weekday)))]

    def __str__(self) -> str:
        return str(self.user_id)


class Digest(models.Model):
    """One weekly mail to one person. At most one a person and ISO week, which begins on `week`, a Monday.

    `lines` is a list of `{"kind", "subject"}`: what it was about, never its words. `unanswered` counts the digests
    in a row before it on which the person posted nothing. `asked_by` is the account of who chased, if anybody did.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user_id = models.UUIDField()
    person = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")
    week = models.DateField()
    made_at = models.DateTimeField()
    lines = models.JSONField()
    line_count = models.PositiveIntegerField()
    late_count = models.PositiveIntegerField()
    unanswered = models.PositiveSmallIntegerField(default=0)
    asked_by = models.UUIDField(null=True)

    governance = dict.fromkeys(
        ("id", "user_id", "person", "week", "made_at", "lines", "line_count", "late_count", "unanswered", "asked_by"),
        Holds.SYSTEM,
    )

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.UniqueConstraint(name="digest_once_a_week", fields=["user_id", "week"]),
            models.CheckConstraint(name="digest_week_is_a_monday", condition=Q(week__iso_week_day=1)),
            models.CheckConstraint(name="digest_is_never_empty", condition=Q(line_count__gt=0)),
        ]
        indexes = [models.Index(name="digest_by_time", fields=["-made_at", "id"])]

    def __str__(self) -> str:
        return str(self.id)


class Sweep(models.Model):
    """A day whose digests were written. The day is unique, so that two workers never do the same one.

    `nobody` holds the ids of actions that waited without anybody to write to, `unreachable` those of people whose
    address bounces.
    """

    day = models.DateField(primary_key=True)
    at = models.DateTimeField()
    digests = models.PositiveIntegerField(default=0)
    nobody = models.JSONField(default=list)
    unreachable = models.JSONField(default=list)

    governance = dict.fromkeys(("day", "at", "digests", "nobody", "unreachable"), Holds.SYSTEM)

    def __str__(self) -> str:
        return str(self.day)
