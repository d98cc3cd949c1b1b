"""The yearly governance review: every board and every agency's roles, once; each finding becomes an action."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.accountability.governance.domain.states import Outcome, ReviewKind
from fourfold.ground.kernel.governance import Holds

PERSON = "partnership.Person"


class Review(models.Model):
    """The review of a year. `questions` is the version of the questions that it asks."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    year = models.PositiveSmallIntegerField(unique=True)
    questions = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    governance = dict.fromkeys(("id", "questions", "opened_at", "closed_at"), Holds.SYSTEM) | {
        "year": Holds.OFFICIAL,
        "opened_by": Holds.STAFF,
        "closed_by": Holds.STAFF,
    }

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="review_closed_by_somebody",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class ReviewItem(models.Model):
    """A board, or the roles of an agency, in a review. `facts` is what was so when it was checked."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=[(item.value, item.label) for item in ReviewKind])
    board = models.ForeignKey("boards.Board", on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    outcome = models.CharField(
        max_length=10, choices=[(item.value, item.label) for item in Outcome], default=Outcome.TO_DO
    )
    note = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    checked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    governance = dict.fromkeys(("id", "review", "kind", "board", "agency", "checked_at"), Holds.SYSTEM) | {
        "title": Holds.OFFICIAL,
        "outcome": Holds.OFFICIAL,
        "note": Holds.OFFICIAL,
        "facts": Holds.STAFF,
        "checked_by": Holds.STAFF,
    }

    class Meta:
        ordering = ["kind", "title", "id"]
        constraints = [
            models.UniqueConstraint(name="reviewitem_board_once", fields=["review", "board"]),
            models.UniqueConstraint(name="reviewitem_agency_once", fields=["review", "agency"]),
            models.CheckConstraint(
                name="reviewitem_of_one_thing",
                condition=Q(kind=ReviewKind.BOARD, board__isnull=False, agency__isnull=True)
                | Q(kind=ReviewKind.ROLES, agency__isnull=False, board__isnull=True),
            ),
            models.CheckConstraint(
                name="reviewitem_checked_by_somebody",
                condition=Q(outcome=Outcome.TO_DO) | Q(checked_by__isnull=False, checked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    """Something that a review found. It is an action of a plan from the moment it is written down."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    item = models.ForeignKey(ReviewItem, on_delete=models.CASCADE, related_name="findings")
    text = models.TextField()
    action = models.ForeignKey("plan.Action", on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    found_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    governance = {
        "id": Holds.SYSTEM,
        "item": Holds.SYSTEM,
        "text": Holds.OFFICIAL,
        "action": Holds.SYSTEM,
        "found_at": Holds.SYSTEM,
        "found_by": Holds.STAFF,
    }

    class Meta:
        ordering = ["found_at", "id"]

    def __str__(self) -> str:
        return str(self.id)
