"""What happens to an action: updates, comments, milestones, risks, evidence, and the history of edits.

What came with an import from another installation keeps the name of who wrote it in `carried_from`; it is never
put under an account of ours.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.accountability.plan.domain.states import Marking, Status
from fourfold.accountability.plan.models.actions import Action
from fourfold.accountability.plan.models.plans import Plan
from fourfold.ground.kernel.governance import Holds

PERSON = "partnership.Person"


def _somebody(person: str) -> Q:
    """Either an account of ours wrote the row, or it came with an import, which only gives a name."""
    ours = Q(**{f"{person}__isnull": False, "carried_from": ""})
    return ours | (Q(**{f"{person}__isnull": True}) & ~Q(carried_from=""))


class Update(models.Model):
    """A progress update. Never edited: a correction is another update. It says the status before and after."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    author = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    carried_from = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    text = models.TextField()
    status_before = models.CharField(max_length=20)
    status_after = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    marking = models.CharField(max_length=20, choices=[(item.value, item.label) for item in Marking])

    governance = dict.fromkeys(("id", "plan", "action", "marking"), Holds.SYSTEM) | {
        "author": Holds.STAFF,
        "carried_from": Holds.STAFF,
        "at": Holds.OFFICIAL,
        "text": Holds.RESTRICTED,
        "status_before": Holds.OFFICIAL,
        "status_after": Holds.OFFICIAL,
        "reason": Holds.RESTRICTED,
    }

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(name="update_status_known", condition=Q(status_after__in=list(Status))),
            models.CheckConstraint(name="update_marking_known", condition=Q(marking__in=list(Marking))),
            models.CheckConstraint(
                name="update_restricted_keeps_status",
                condition=Q(marking=Marking.OFFICIAL) | Q(status_before=F("status_after")),
            ),
            models.CheckConstraint(name="update_is_somebodys", condition=_somebody("author")),
        ]
        indexes = [
            models.Index(name="update_by_action", fields=["action", "-at"]),
            models.Index(name="update_by_plan", fields=["plan", "-at"]),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def by(self) -> str:
        """Who wrote it, by name."""
        return self.author.name if self.author else self.carried_from


class Comment(models.Model):
    """What a reader of the plan says about an action."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    carried_from = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    text = models.TextField()

    governance = dict.fromkeys(("id", "plan", "action"), Holds.SYSTEM) | {
        "author": Holds.STAFF,
        "carried_from": Holds.STAFF,
        "at": Holds.OFFICIAL,
        "text": Holds.OFFICIAL,
    }

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(name="comment_is_somebodys", condition=_somebody("author"))]
        indexes = [models.Index(name="comment_by_action", fields=["action", "-at"])]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def by(self) -> str:
        """Who wrote it, by name."""
        return self.author.name if self.author else self.carried_from


class Milestone(models.Model):
    """A step on the way, with its date."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    governance = dict.fromkeys(("id", "plan", "action"), Holds.SYSTEM) | dict.fromkeys(
        ("title", "due_on", "done_on"), Holds.OFFICIAL
    )

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return str(self.id)


class Risk(models.Model):
    """What could stop the action, as its leads judge it, and what they do about it. Never about a person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="risks")
    text = models.TextField()
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    mitigation = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)

    governance = dict.fromkeys(("id", "plan", "action"), Holds.SYSTEM) | dict.fromkeys(
        ("text", "likelihood", "impact", "mitigation", "closed_on"), Holds.OFFICIAL
    )

    class Meta:
        ordering = [F("closed_on").asc(nulls_first=True), "-impact", "-likelihood", "id"]
        constraints = [
            models.CheckConstraint(
                name="risk_one_to_five",
                condition=Q(likelihood__range=(1, 5)) & Q(impact__range=(1, 5)),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Evidence(models.Model):
    """What shows that something was done: a file or a link."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=200)
    url = models.URLField(blank=True, max_length=500)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    carried_from = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    governance = dict.fromkeys(("id", "plan", "action", "file"), Holds.SYSTEM) | {
        "title": Holds.OFFICIAL,
        "url": Holds.OFFICIAL,
        "added_by": Holds.STAFF,
        "carried_from": Holds.STAFF,
        "at": Holds.OFFICIAL,
    }

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="evidence_file_or_link",
                condition=Q(url="", file__isnull=False) | (~Q(url="") & Q(file__isnull=True)),
            ),
            models.CheckConstraint(name="evidence_is_somebodys", condition=_somebody("added_by")),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def by(self) -> str:
        """Who added it, by name."""
        return self.added_by.name if self.added_by else self.carried_from


class Revision(models.Model):
    """One edit of an action: who, when, and each field before and after. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    carried_from = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    changes = models.JSONField()

    governance = dict.fromkeys(("id", "plan", "action", "version"), Holds.SYSTEM) | {
        "by": Holds.STAFF,
        "carried_from": Holds.STAFF,
        "at": Holds.OFFICIAL,
        "changes": Holds.OFFICIAL,
    }

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(name="revision_once", fields=["action", "version"])]

    def __str__(self) -> str:
        return str(self.id)
