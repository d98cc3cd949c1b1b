"""What was said about a version, what was saved of it, and what happened to it."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.agreements.domain.life import About, EventKind
from fourfold.trust.agreements.models.agreements import Version


class Comment(models.Model):
    """What a reader says in consultation, about a clause, a line, or the whole; and the answer."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="comments")
    about = models.CharField(max_length=20, choices=[(about.value, about.value) for about in About])
    number = models.CharField(max_length=12, blank=True)
    author = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    governance = dict.fromkeys(("id", "version", "about", "number"), Holds.SYSTEM) | {
        "author": Holds.STAFF,
        "agency": Holds.OFFICIAL,
        "text": Holds.OFFICIAL,
        "at": Holds.OFFICIAL,
        "answer": Holds.OFFICIAL,
        "answered_by": Holds.STAFF,
        "answered_at": Holds.OFFICIAL,
    }

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="agreement_comment_about_known", condition=Q(about__in=list(About))),
            models.CheckConstraint(name="agreement_comment_says", condition=~Q(text="")),
            models.CheckConstraint(
                name="agreement_comment_answer_whole",
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Saved(models.Model):
    """A draft as it stood after one save: nothing that was ever saved is lost."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="saved")
    revision = models.PositiveIntegerField()
    by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=60)
    text = models.TextField()

    governance = dict.fromkeys(("id", "version", "revision"), Holds.SYSTEM) | {
        "by": Holds.STAFF,
        "at": Holds.OFFICIAL,
        "what": Holds.OFFICIAL,
        "text": Holds.OFFICIAL,
    }

    class Meta:
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(name="saved_once", fields=["version", "revision"])]

    def __str__(self) -> str:
        return str(self.revision)


class Event(models.Model):
    """Something that happened in a version's life: consulted, signed, in force, suspended. Never rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in EventKind])
    by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    governance = dict.fromkeys(("id", "version", "kind"), Holds.SYSTEM) | {
        "by": Holds.STAFF,
        "agency": Holds.OFFICIAL,
        "at": Holds.OFFICIAL,
        "note": Holds.OFFICIAL,
    }

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(name="agreement_event_kind_known", condition=Q(kind__in=list(EventKind)))
        ]

    def __str__(self) -> str:
        return str(self.id)
