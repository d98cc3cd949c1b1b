"""Meetings: when and where, what is on the agenda, the papers, and who was there."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.boards.domain.states import ItemKind, MeetingState, Presence
from fourfold.trust.boards.models.boards import PERSON, Board, Seat


class Meeting(models.Model):
    """A meeting of a board.

    `sequence` rises with each change that a calendar must learn of (RFC 5545, 3.8.7.4). `quorum` is the board's
    when attendance was taken, `others` who else came. `version` rises with each edit of agenda or minutes.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    online_url = models.URLField(max_length=500, blank=True)
    state = models.CharField(
        max_length=20, choices=[(item.value, item.label) for item in MeetingState], default=MeetingState.PLANNED
    )
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    cancelled_because = models.CharField(max_length=300, blank=True)
    quorum = models.PositiveSmallIntegerField(null=True)
    others = models.CharField(max_length=500, blank=True)
    opening = models.TextField(blank=True)
    minutes_approved_at = models.DateTimeField(null=True)
    minutes_approved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    governance = dict.fromkeys(
        ("id", "board", "state", "sequence", "changed_at", "version", "minutes_approved_at"), Holds.SYSTEM
    ) | {
        **dict.fromkeys(
            ("number", "starts_at", "ends_at", "place", "online_url", "cancelled_because", "quorum", "opening"),
            Holds.OFFICIAL,
        ),
        "others": Holds.STAFF,
        "minutes_approved_by": Holds.STAFF,
    }

    class Meta:
        ordering = ["-starts_at", "-number"]
        constraints = [
            models.UniqueConstraint(name="meeting_number_once", fields=["board", "number"]),
            models.CheckConstraint(name="meeting_state_known", condition=Q(state__in=list(MeetingState))),
            models.CheckConstraint(name="meeting_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="meeting_held_with_attendance",
                condition=~Q(state__in=[MeetingState.HELD, MeetingState.MINUTED]) | Q(quorum__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_minutes_approved",
                condition=Q(state=MeetingState.MINUTED, minutes_approved_at__isnull=False)
                | (~Q(state=MeetingState.MINUTED) & Q(minutes_approved_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_says_why",
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(cancelled_because=""),
            ),
        ]
        indexes = [models.Index(name="meeting_by_start", fields=["board", "starts_at"])]

    def __str__(self) -> str:
        return str(self.id)


class AgendaItem(models.Model):
    """A line of an agenda and, after the meeting, its minutes. `unfinished` asks for it to be carried over."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(item.value, item.label) for item in ItemKind])
    title = models.CharField(max_length=200)
    why = models.CharField(max_length=500, blank=True)
    presenter = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    carried_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    minutes = models.TextField(blank=True)
    unfinished = models.BooleanField(default=False)

    governance = dict.fromkeys(
        ("id", "board", "meeting", "position", "subject_kind", "subject_id", "carried_from"), Holds.SYSTEM
    ) | {
        **dict.fromkeys(("kind", "title", "why", "minutes", "unfinished"), Holds.OFFICIAL),
        "presenter": Holds.STAFF,
    }

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="item_kind_known", condition=Q(kind__in=list(ItemKind))),
            models.CheckConstraint(
                name="item_subject_whole",
                condition=Q(subject_id__isnull=True, subject_kind="")
                | (Q(subject_id__isnull=False) & ~Q(subject_kind="")),
            ),
            models.UniqueConstraint(
                name="item_position_once",
                fields=["meeting", "position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                name="item_subject_once",
                fields=["meeting", "subject_kind", "subject_id", "kind"],
                condition=Q(subject_id__isnull=False),
            ),
            models.UniqueConstraint(
                name="item_carried_once",
                fields=["meeting", "carried_from"],
                condition=Q(carried_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Paper(models.Model):
    """A file for a meeting, or for one item of its agenda."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="papers")
    title = models.CharField(max_length=200)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    governance = dict.fromkeys(("id", "board", "meeting", "item", "file"), Holds.SYSTEM) | {
        "title": Holds.OFFICIAL,
        "added_by": Holds.STAFF,
        "at": Holds.OFFICIAL,
    }

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.id)


class Attendance(models.Model):
    """How a seat was filled at a meeting. `substitute` names who came instead; they count for the seat."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=20, choices=[(item.value, item.label) for item in Presence])
    substitute = models.CharField(max_length=120, blank=True)

    governance = dict.fromkeys(("id", "board", "meeting", "seat"), Holds.SYSTEM) | dict.fromkeys(
        ("presence", "substitute"), Holds.STAFF
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="attendance_once", fields=["meeting", "seat"]),
            models.CheckConstraint(name="attendance_presence_known", condition=Q(presence__in=list(Presence))),
            models.CheckConstraint(
                name="attendance_substitute_named",
                condition=(Q(presence=Presence.SUBSTITUTE) & ~Q(substitute=""))
                | (~Q(presence=Presence.SUBSTITUTE) & Q(substitute="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
