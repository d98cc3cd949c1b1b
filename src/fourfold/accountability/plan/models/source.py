"""Where a plan came from, and what its reader could not settle alone."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.accountability.plan.domain.reading.questions import QuestionKind
from fourfold.accountability.plan.domain.states import Answer
from fourfold.accountability.plan.models.plans import Plan
from fourfold.ground.kernel.governance import Holds


class SourceDocument(models.Model):
    """The document that a plan was imported from, and how it was read: cell by cell, word for word."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="source")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    reading = models.JSONField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, null=True, related_name="+")

    governance = dict.fromkeys(("id", "plan", "file"), Holds.SYSTEM) | {
        "reading": Holds.OFFICIAL,
        "imported_at": Holds.OFFICIAL,
        "imported_by": Holds.STAFF,
    }

    def __str__(self) -> str:
        return str(self.id)


class Question(models.Model):
    """One thing the reader asks a person: words it could not assign, an agency it does not know, a doubt."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(item.value, item.value) for item in QuestionKind])
    where = models.CharField(max_length=200)
    original = models.TextField()
    asks = models.TextField()
    proposed = models.JSONField()
    answer = models.CharField(max_length=20, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, null=True, related_name="+")

    governance = (
        dict.fromkeys(("id", "plan", "position", "kind"), Holds.SYSTEM)
        | dict.fromkeys(("where", "original", "asks", "proposed", "answer", "answered_at"), Holds.OFFICIAL)
        | {"answered_by": Holds.STAFF}
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(name="question_kind_known", condition=Q(kind__in=list(QuestionKind))),
            models.CheckConstraint(name="answer_known", condition=Q(answer="") | Q(answer__in=list(Answer))),
            models.CheckConstraint(name="answer_is_somebodys", condition=Q(answer="") | Q(answered_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)
