"""Board packs: what was asked for, how far it is, and what came of it, frozen."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.accountability.publishing.domain.states import PackState, Trouble
from fourfold.ground.kernel.governance import Holds

PERSON = "partnership.Person"


class Pack(models.Model):
    """One pack of a plan: for a board (and one of its meetings), or of the plan as a whole.

    `since` is the moment with which it compares, `as_of` the one at which it was read. `content` is the finished
    document (`ground.documents.freeze`): page, PDF and Word file all come from it. It reaches those who read the plan
    and, for a board's, the board's meetings.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("plan.Plan", on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey("boards.Board", on_delete=models.CASCADE, null=True, related_name="+")
    meeting = models.ForeignKey("boards.Meeting", on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(item.value, item.label) for item in PackState], default=PackState.QUEUED
    )
    trouble = models.CharField(
        max_length=20, choices=[(item.value, item.value) for item in Trouble], blank=True, default=""
    )
    since = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_by_user = models.UUIDField()
    begun_at = models.DateTimeField(null=True)
    as_of = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    content = models.JSONField(null=True)
    pdf = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    word = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")

    governance = dict.fromkeys(
        (
            *("id", "plan", "board", "meeting", "state", "trouble", "since", "asked_at", "asked_by_user", "begun_at"),
            *("as_of", "done", "steps", "pdf", "word"),
        ),
        Holds.SYSTEM,
    ) | {"asked_by": Holds.STAFF, "content": Holds.OFFICIAL}

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(name="pack_state_known", condition=Q(state__in=list(PackState))),
            models.CheckConstraint(
                name="pack_failed_says_why",
                condition=Q(state=PackState.FAILED, trouble__in=list(Trouble))
                | (~Q(state=PackState.FAILED) & Q(trouble="")),
            ),
            models.CheckConstraint(
                name="pack_ready_is_whole",
                condition=~Q(state=PackState.READY)
                | Q(content__isnull=False, pdf__isnull=False, word__isnull=False, as_of__isnull=False),
            ),
            models.CheckConstraint(name="pack_progress_within_steps", condition=Q(done__lte=F("steps"))),
            models.CheckConstraint(
                name="pack_meeting_of_a_board", condition=Q(meeting__isnull=True) | Q(board__isnull=False)
            ),
        ]
        indexes = [models.Index(name="pack_by_plan", fields=["plan", "-asked_at"])]

    def __str__(self) -> str:
        return str(self.id)
