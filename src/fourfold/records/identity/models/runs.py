"""Runs of the linkage, the models they used, and what they changed."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds
from fourfold.records.identity.domain.states import ChangeKind, RunKind, RunState

REASON = 2_000


class LinkModel(models.Model):
    """A model of the linkage engine, whole and as it was: weights by feature and level, thresholds, its card.

    `content`: the engine's file. `card`: what it was estimated on, by whom asked, how well it did, and for whom.
    `frequencies`: how often names are borne, by keyed hash (`domain/frequencies.py`); read by the linker alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.PositiveIntegerField(unique=True)
    content = models.JSONField()
    card = models.JSONField(default=dict)
    frequencies = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    governance = dict.fromkeys(["id", "version", "content", "card", "made_at"], Holds.SYSTEM) | {
        "frequencies": Holds.PERSONAL
    }

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return str(self.version)


class _Runs(models.Manager["Run"]):
    def get_queryset(self) -> "models.QuerySet[Run]":
        return super().get_queryset().defer("counts")


class Run(models.Model):
    """The linkage looks at all descriptions, or at those that a delivery or a judgement touches.

    `looks_at_all`: although a delivery was asked for, since the rules for keys are others than when they were made.
    `stage`, `done`, `of`: how far it is, in words and in counts. `counts`: descriptions, people, pairs, questions;
    written by the linker, and read by nobody but as `queries.runs.found_by` publishes them.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=RunState.WAITING)
    delivery = models.ForeignKey("feeds.Delivery", on_delete=models.PROTECT, null=True, related_name="+")
    model = models.ForeignKey(LinkModel, on_delete=models.PROTECT, null=True, related_name="+")
    looks_at_all = models.BooleanField(default=False)
    stage = models.CharField(max_length=120, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    reason = models.CharField(max_length=REASON, blank=True)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = _Runs()

    governance = dict.fromkeys(
        [
            *("id", "kind", "state", "delivery", "model", "looks_at_all", "stage", "done", "of", "counts", "reason"),
            *("asked_by", "asked_at", "began_at", "ended_at"),
        ],
        Holds.SYSTEM,
    )

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(name="run_kind_known", condition=Q(kind__in=list(RunKind))),
            models.CheckConstraint(name="run_state_known", condition=Q(state__in=list(RunState))),
            models.CheckConstraint(
                name="run_says_why_it_failed", condition=~Q(state=RunState.FAILED) | ~Q(reason="")
            ),
            models.UniqueConstraint(
                name="delivery_linked_once",
                fields=["delivery"],
                condition=Q(kind=RunKind.DELIVERY) & ~Q(state=RunState.FAILED),
            ),
        ]
        indexes = [models.Index(name="run_newest", fields=["-asked_at"])]

    def __str__(self) -> str:
        return str(self.id)


class ChangeManager(models.Manager["Change"]):
    """Leaves `because` where it is: nobody reads that column; `identity_because` gives what is shared of it."""

    def get_queryset(self) -> "models.QuerySet[Change]":
        """All changes that are seen."""
        return super().get_queryset().defer("because")


class Change(models.Model):
    """That subjects held to be one person are now held to be several, or the other way round, and because of what.

    `before` and `after`: the groups of subjects, each sorted. Append-only. Seen by those who see all of its subjects.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=20)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    subjects = ArrayField(models.UUIDField())
    before = models.JSONField()
    after = models.JSONField()
    because = models.JSONField(default=dict)

    objects = ChangeManager()

    governance = dict.fromkeys(["id", "kind", "run", "at", "subjects", "before", "after"], Holds.SYSTEM) | {
        "because": Holds.PERSONAL
    }

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(name="change_kind_known", condition=Q(kind__in=list(ChangeKind)))]
        indexes = [
            models.Index(name="change_newest", fields=["-at"]),
            GinIndex(name="change_of_subject", fields=["subjects"]),
        ]

    def __str__(self) -> str:
        return str(self.id)
