"""What comes of meetings: decisions, actions arising; and what is brought to a board between them: escalations."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.boards.domain.states import DecisionState
from fourfold.trust.boards.models.boards import PERSON, Board
from fourfold.trust.boards.models.meetings import AgendaItem, Meeting

_SUBJECT_WHOLE = Q(subject_id__isnull=True, subject_kind="") | (Q(subject_id__isnull=False) & ~Q(subject_kind=""))


class Decision(models.Model):
    """What a meeting decided. `number` counts within the meeting: decision 3 of meeting 12 is `12.3`."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="decisions")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    state = models.CharField(max_length=20, choices=[(item.value, item.label) for item in DecisionState])
    ratified_in = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="ratified")
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    subject_title = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    governance = dict.fromkeys(
        ("id", "board", "meeting", "item", "subject_kind", "subject_id", "ratified_in"), Holds.SYSTEM
    ) | dict.fromkeys(("number", "text", "state", "subject_title", "at"), Holds.OFFICIAL)

    class Meta:
        ordering = ["-meeting__starts_at", "number"]
        constraints = [
            models.UniqueConstraint(name="decision_number_once", fields=["meeting", "number"]),
            models.CheckConstraint(name="decision_state_known", condition=Q(state__in=list(DecisionState))),
            models.CheckConstraint(name="decision_subject_whole", condition=_SUBJECT_WHOLE),
            models.CheckConstraint(
                name="decision_ratified_in_a_meeting",
                condition=Q(state=DecisionState.RATIFIED, ratified_in__isnull=False)
                | (~Q(state=DecisionState.RATIFIED) & Q(ratified_in__isnull=True)),
            ),
        ]
        indexes = [models.Index(name="decision_by_board", fields=["board", "at"])]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def reference(self) -> str:
        """Its number with its meeting's: `12.3`. The meeting must have been fetched."""
        return f"{self.meeting.number}.{self.number}"


class ArisingAction(models.Model):
    """What somebody took away from a meeting, with a date. `done_note` says what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="arising")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="arising")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="arising")
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, related_name="arising")
    text = models.TextField()
    owner = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_note = models.CharField(max_length=500, blank=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    subject_title = models.CharField(max_length=200, blank=True)

    governance = dict.fromkeys(
        ("id", "board", "meeting", "item", "decision", "subject_kind", "subject_id"), Holds.SYSTEM
    ) | {
        **dict.fromkeys(("text", "due_on", "done_on", "done_note", "subject_title"), Holds.OFFICIAL),
        "owner": Holds.STAFF,
    }

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [models.CheckConstraint(name="arising_subject_whole", condition=_SUBJECT_WHOLE)]
        indexes = [
            models.Index(name="arising_by_owner", fields=["owner", "done_on"]),
            models.Index(name="arising_by_board", fields=["board", "done_on", "due_on"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Escalation(models.Model):
    """Something brought to a board because those who carry it cannot solve it. `raised_by` is null for a service."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="escalations")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    subject_title = models.CharField(max_length=200)
    why = models.TextField()
    raised_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField()
    answer_due = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, related_name="answers")

    governance = dict.fromkeys(("id", "board", "subject_kind", "subject_id", "decision"), Holds.SYSTEM) | {
        **dict.fromkeys(("subject_title", "why", "raised_at", "answer_due", "answer", "answered_at"), Holds.OFFICIAL),
        "raised_by": Holds.STAFF,
        "answered_by": Holds.STAFF,
    }

    class Meta:
        ordering = ["answer_due", "id"]
        constraints = [
            models.UniqueConstraint(
                name="escalation_open_once",
                fields=["board", "subject_kind", "subject_id"],
                condition=Q(answered_at__isnull=True),
            ),
            models.CheckConstraint(
                name="escalation_answer_has_words_and_a_date",
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="escalation_by_board", fields=["board", "answered_at", "answer_due"])]

    def __str__(self) -> str:
        return str(self.id)
