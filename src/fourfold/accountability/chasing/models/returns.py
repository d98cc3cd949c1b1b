"""Spreadsheets that were brought back, until somebody accepts or discards what they would change."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.accountability.chasing.domain.states import ReturnState
from fourfold.ground.kernel.governance import Holds


class Return(models.Model):
    """One spreadsheet, as it was read. Only who brought it sees it; its words are blanked once it is decided.

    `rows` is a list as `domain/sheets/storing.py` writes it; `notes` are sentences about the file. `posted` holds
    the ids of the updates that came of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user_id = models.UUIDField()
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    rows = models.JSONField()
    notes = models.JSONField(default=list)
    row_count = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=[(item.value, item.label) for item in ReturnState])
    decided_at = models.DateTimeField(null=True)
    posted = models.JSONField(default=list)

    governance = dict.fromkeys(
        ("id", "user_id", "agency", "sha256", "uploaded_at", "row_count", "state", "decided_at", "posted"),
        Holds.SYSTEM,
    ) | dict.fromkeys(("filename", "rows", "notes"), Holds.OFFICIAL)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(name="return_state_known", condition=Q(state__in=list(ReturnState))),
            models.CheckConstraint(
                name="return_words_blank_once_decided",
                condition=Q(state=ReturnState.OPEN, decided_at__isnull=True)
                | (~Q(state=ReturnState.OPEN) & Q(decided_at__isnull=False, rows=[])),
            ),
        ]
        indexes = [models.Index(name="return_by_user", fields=["user_id", "-uploaded_at"])]

    def __str__(self) -> str:
        return str(self.id)
