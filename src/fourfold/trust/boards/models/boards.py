"""Boards, who sits on them, what they oversee, and who follows their calendar."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.boards.domain.states import BoardKind, Part

PERSON = "partnership.Person"


class Board(models.Model):
    """A board of the partnership, with its terms of reference.

    `agency` is the board as a body of the register, where it is one (a community safety partnership is). `until`
    is the first day on which it is no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=40, choices=[(item.value, item.label) for item in BoardKind])
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    area = models.CharField(max_length=120, blank=True)
    purpose = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    terms_version = models.CharField(max_length=40, blank=True)
    terms_adopted_on = models.DateField(null=True)
    terms_review_on = models.DateField(null=True)
    quorum = models.PositiveSmallIntegerField()
    quorum_note = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    governance = dict.fromkeys(("id", "version"), Holds.SYSTEM) | dict.fromkeys(
        (
            *("name", "kind", "agency", "area", "purpose", "terms", "terms_version", "terms_adopted_on"),
            *("terms_review_on", "quorum", "quorum_note", "since", "until"),
        ),
        Holds.OFFICIAL,
    )

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(name="board_kind_known", condition=Q(kind__in=list(BoardKind))),
            models.CheckConstraint(name="board_has_a_quorum", condition=Q(quorum__gte=1)),
            models.CheckConstraint(
                name="board_since_before_until", condition=Q(until__isnull=True) | Q(until__gte=models.F("since"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Seat(models.Model):
    """Who sits on a board, for which agency, from `since` up to and without `until`.

    One seat a person and one chair at a time (exclusion constraints in the migration).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    part = models.CharField(max_length=20, choices=[(item.value, item.label) for item in Part])
    since = models.DateField()
    until = models.DateField(null=True)

    governance = dict.fromkeys(("id", "board"), Holds.SYSTEM) | dict.fromkeys(
        ("person", "agency", "part", "since", "until"), Holds.STAFF
    )

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(name="seat_part_known", condition=Q(part__in=list(Part))),
            models.CheckConstraint(
                name="seat_since_before_until", condition=Q(until__isnull=True) | Q(until__gte=models.F("since"))
            ),
        ]
        indexes = [models.Index(name="seat_by_person", fields=["person", "board"])]

    def __str__(self) -> str:
        return str(self.id)


class Oversight(models.Model):
    """Something that a board oversees, such as an action of a plan. Opaque here: a kind and an id."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="oversight")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()

    governance = dict.fromkeys(("id", "board", "subject_kind", "subject_id"), Holds.SYSTEM)

    class Meta:
        constraints = [models.UniqueConstraint(name="oversight_once", fields=["board", "subject_kind", "subject_id"])]
        indexes = [models.Index(name="oversight_by_subject", fields=["subject_kind", "subject_id"])]

    def __str__(self) -> str:
        return str(self.id)


class Subscription(models.Model):
    """One person's address for one board's calendar. The address carries this id, signed; it is kept nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    user_id = models.UUIDField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    governance = dict.fromkeys(("id", "board", "user_id", "made_at", "ended_at"), Holds.SYSTEM)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="subscription_live_once", fields=["board", "user_id"], condition=Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
