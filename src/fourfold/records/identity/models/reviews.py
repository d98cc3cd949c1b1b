"""What people say of pairs: questions, opinions, and decisions that hold whatever a run finds."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds
from fourfold.records.identity.domain.states import Judgement, TaskState
from fourfold.records.identity.models.runs import REASON, Run


class TaskManager(models.Manager["Task"]):
    """Leaves `pairs` where they are: nobody reads that column; `identity_compared` gives what is shared of it."""

    def get_queryset(self) -> "models.QuerySet[Task]":
        """All questions that are seen."""
        return super().get_queryset().defer("pairs")


class Task(models.Model):
    """A question for reviewers: are these two to five subjects one person? Seen by those who see all of them.

    `pairs`: of each pair of its descriptions both ids (`l`, `r`), weight, probability, and every feature's level and
    part (`level_forename`, `part_forename`), as the engine gives them. It is written and never read: a feature is
    shown only where its field is shared on both sides (`identity_compared` in rls/2_reviews.sql).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    subjects = ArrayField(models.UUIDField())
    weight = models.FloatField()
    pairs = models.JSONField()
    state = models.CharField(max_length=20, default=TaskState.OPEN)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    governance = dict.fromkeys(["id", "run", "subjects", "weight", "state", "made_at", "closed_at"], Holds.SYSTEM) | {
        "pairs": Holds.PERSONAL
    }
    objects = TaskManager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="task_state_known", condition=Q(state__in=list(TaskState))),
            models.CheckConstraint(
                name="task_about_two_to_five", condition=Q(subjects__len__gte=2, subjects__len__lte=5)
            ),
            models.UniqueConstraint(
                name="task_open_once",
                fields=["subjects"],
                condition=Q(state__in=[TaskState.OPEN, TaskState.SECOND]),
            ),
        ]
        indexes = [models.Index(name="task_queue", fields=["state", "-weight", "id"])]

    def __str__(self) -> str:
        return str(self.id)


class Opinion(models.Model):
    """What one reviewer said of a question, and why. Never changed; a second reviewer does not see the first's.

    `groups`: a letter for each of the question's subjects, in their order, the same for those who are held to be one
    person (`AA`, `ABA`); empty for not sure. `together`: at least two of them are.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="opinions", db_index=False)
    reviewer = models.UUIDField()
    judgement = models.CharField(max_length=20)
    groups = models.CharField(max_length=5, blank=True)
    reason = models.CharField(max_length=REASON)
    at = models.DateTimeField()

    governance = dict.fromkeys(["id", "task", "judgement", "groups", "at"], Holds.SYSTEM) | {
        "reviewer": Holds.STAFF,
        "reason": Holds.PERSONAL,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(name="opinion_known", condition=Q(judgement__in=list(Judgement))),
            models.CheckConstraint(name="opinion_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="opinion_groups_unless_unsure",
                condition=Q(judgement=Judgement.NOT_SURE, groups="")
                | (~Q(judgement=Judgement.NOT_SURE) & Q(groups__regex="^[A-E]{2,5}$")),
            ),
            models.UniqueConstraint(name="opinion_once", fields=["task", "reviewer"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Override(models.Model):
    """That two subjects are one person, or are two: by whom, why. It survives every run and every model.

    `left` is the smaller id. Ended, never deleted: what it forced is then decided anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    left = models.ForeignKey("feeds.Subject", on_delete=models.PROTECT, related_name="+", db_index=False)
    right = models.ForeignKey("feeds.Subject", on_delete=models.PROTECT, related_name="+")
    judgement = models.CharField(max_length=20)
    reason = models.CharField(max_length=REASON)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_because = models.CharField(max_length=REASON, blank=True)

    governance = dict.fromkeys(
        ["id", "left", "right", "judgement", "decided_at", "task", "ended_at"], Holds.SYSTEM
    ) | {
        "reason": Holds.PERSONAL,
        "decided_by": Holds.STAFF,
        "ended_by": Holds.STAFF,
        "ended_because": Holds.PERSONAL,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="override_known", condition=Q(judgement__in=[Judgement.TOGETHER, Judgement.APART])
            ),
            models.CheckConstraint(name="override_of_two", condition=Q(left__lt=F("right"))),
            models.CheckConstraint(name="override_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="override_says_why_ended",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because="")),
            ),
            models.UniqueConstraint(
                name="override_live_once", fields=["left", "right"], condition=Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
