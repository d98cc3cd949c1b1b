"""Emergency access (break-glass): it stands in for a relationship, for a few hours, and is reviewed afterwards."""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds

LONGEST = timedelta(hours=4)


class Emergency(models.Model):
    """Somebody said that they need what their agency's grants open about one person, now, for one purpose.

    At most `LONGEST`. It passes no exclusion and no restriction, and opens nothing
    that no agreement shares. A data protection officer reviews it afterwards.

    What is opened is the whole person. For each subject of theirs that other agencies hold stands a row of its own,
    written by the database (`rls.sql`) and naming in `follows_id` the row that was begun: so each of these agencies
    reads of its own people, is told and reviews. Such a row opens nothing, and its user never reads it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user_id = models.UUIDField()
    agency_id = models.UUIDField()
    subject_id = models.UUIDField()
    reference = models.CharField(max_length=20, blank=True)
    """As typed, whether or not it is anybody's: a wrong one is written down, answered and reviewed alike."""
    purpose = models.CharField(max_length=60)
    reason = models.CharField(max_length=1_000)
    since = models.DateTimeField()
    until = models.DateTimeField()
    follows_id = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    was_appropriate = models.BooleanField(null=True)
    review = models.CharField(max_length=1_000, blank=True)

    governance = dict.fromkeys(
        [
            *("id", "user_id", "agency_id", "subject_id", "purpose", "since", "until", "follows_id"),
            *("reviewed_at", "reviewed_by", "was_appropriate"),
        ],
        Holds.SYSTEM,
    ) | {"reference": Holds.PERSONAL, "reason": Holds.PERSONAL, "review": Holds.PERSONAL}

    class Meta:
        verbose_name_plural = "emergencies"
        constraints = [
            models.CheckConstraint(name="emergency_since_before_until", condition=Q(since__lt=F("until"))),
            models.CheckConstraint(name="emergency_is_short", condition=Q(until__lte=F("since") + LONGEST)),
            models.CheckConstraint(name="emergency_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="emergency_has_purpose", condition=~Q(purpose="")),
            models.CheckConstraint(
                name="emergency_review_whole",
                condition=Q(
                    reviewed_at__isnull=True, reviewed_by__isnull=True, was_appropriate__isnull=True, review=""
                )
                | (
                    Q(reviewed_at__isnull=False, reviewed_by__isnull=False, was_appropriate__isnull=False)
                    & ~Q(review="")
                ),
            ),
            models.CheckConstraint(
                name="emergency_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user_id")),
            ),
            models.UniqueConstraint(
                name="emergency_followed_once",
                fields=["follows_id", "subject_id"],
                condition=Q(follows_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="emergency_of", fields=["user_id", "until"]),
            models.Index(name="emergency_about", fields=["subject_id"]),
        ]

    def __str__(self) -> str:
        return str(self.id)
