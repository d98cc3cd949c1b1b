"""Subject access packs: drafted as often as wanted, released by a named reviewer, destroyed after a while."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.accountability.rights.models.requests import LONG, PERSON, Request
from fourfold.ground.kernel.governance import Holds


class Pack(models.Model):
    """One draft of the pack of a request. `content`: the document as JSON, sealed (`ground/kernel/sealing.py`).

    `early_why`: why it was released before the holders' time was up. `destroyed_at`: `content` is empty since.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    content = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    early_why = models.TextField(max_length=LONG, blank=True)
    destroyed_at = models.DateTimeField(null=True)

    governance = dict.fromkeys(
        ["id", "request", "number", "sha256", "drafted_at", "released_at", "destroyed_at"], Holds.SYSTEM
    ) | {
        "content": Holds.PERSONAL,
        "early_why": Holds.RESTRICTED,
        "drafted_by": Holds.STAFF,
        "released_by": Holds.STAFF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(name="rights_pack_once", fields=["request", "number"]),
            models.CheckConstraint(
                name="rights_pack_release_names_who",
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | Q(released_at__isnull=False, released_by__isnull=False, released_at__gte=F("drafted_at")),
            ),
            models.CheckConstraint(
                name="rights_pack_destroyed_is_empty",
                condition=Q(destroyed_at__isnull=True) | Q(content=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
