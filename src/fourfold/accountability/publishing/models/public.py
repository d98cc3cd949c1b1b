"""The public page: words proposed for each action, and versions of the whole, frozen when they are proposed."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.accountability.publishing.domain.states import ReleaseState
from fourfold.accountability.publishing.models.packs import PERSON
from fourfold.ground.kernel.governance import Holds


class PublicWords(models.Model):
    """An action in words for everybody: what it will do, and what was done. Nothing here is public yet.

    `version` rises with each edit.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("plan.Plan", on_delete=models.CASCADE, related_name="+")
    action = models.OneToOneField("plan.Action", on_delete=models.CASCADE, related_name="+")
    promise = models.TextField()
    done = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    governance = dict.fromkeys(("id", "plan", "action", "written_at", "version"), Holds.SYSTEM) | {
        "promise": Holds.OFFICIAL,
        "done": Holds.OFFICIAL,
        "written_by": Holds.STAFF,
    }

    class Meta:
        verbose_name_plural = "public words"
        constraints = [models.CheckConstraint(name="public_words_promise_something", condition=~Q(promise=""))]

    def __str__(self) -> str:
        return str(self.id)


class Release(models.Model):
    """A version of a plan's public page. `content` is all that the public sees of it, and never changes.

    It is published by a decision of a board (`decision`), or by two people: one proposes, a chair approves.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("plan.Plan", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    slug = models.SlugField(max_length=60)
    state = models.CharField(
        max_length=10, choices=[(item.value, item.label) for item in ReleaseState], default=ReleaseState.PROPOSED
    )
    content = models.JSONField()
    reading_age = models.FloatField()
    hard_because = models.TextField(blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey("boards.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_because = models.TextField(blank=True)

    governance = dict.fromkeys(
        (
            *("id", "plan", "number", "slug", "state", "reading_age", "proposed_at", "decision", "published_at"),
            "ended_at",
        ),
        Holds.SYSTEM,
    ) | {
        **dict.fromkeys(("content", "hard_because", "withdrawn_because"), Holds.OFFICIAL),
        **dict.fromkeys(("proposed_by", "approved_by", "withdrawn_by"), Holds.STAFF),
    }

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="release_number_once", fields=["plan", "number"]),
            models.UniqueConstraint(
                name="release_one_public_a_plan", fields=["plan"], condition=Q(state=ReleaseState.PUBLISHED)
            ),
            models.UniqueConstraint(
                name="release_one_proposed_a_plan", fields=["plan"], condition=Q(state=ReleaseState.PROPOSED)
            ),
            models.UniqueConstraint(
                name="release_address_once", fields=["slug"], condition=Q(state=ReleaseState.PUBLISHED)
            ),
            models.CheckConstraint(name="release_state_known", condition=Q(state__in=list(ReleaseState))),
            models.CheckConstraint(
                name="release_by_a_decision_or_two_people",
                condition=Q(published_at__isnull=True)
                | Q(decision__isnull=False)
                | (Q(approved_by__isnull=False) & ~Q(approved_by=F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="release_public_once_published",
                condition=~Q(state__in=[ReleaseState.PUBLISHED, ReleaseState.REPLACED])
                | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="release_withdrawn_says_why",
                condition=~Q(state=ReleaseState.WITHDRAWN)
                | (Q(withdrawn_by__isnull=False, ended_at__isnull=False) & ~Q(withdrawn_because="")),
            ),
            models.CheckConstraint(
                name="release_hard_to_read_says_why", condition=Q(reading_age__lte=12) | ~Q(hard_because="")
            ),
        ]
        indexes = [models.Index(name="release_by_plan", fields=["plan", "-number"])]

    def __str__(self) -> str:
        return str(self.id)
