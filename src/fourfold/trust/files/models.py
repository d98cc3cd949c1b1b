"""Attachments in PostgreSQL, so that transaction, row-level security, backup and erasure cover them."""

from uuid import uuid4

from django.db import models

from fourfold.ground.kernel.governance import Holds


class StoredFile(models.Model):
    """One file, for those who may see `audience_id`.

    The room that stores it names an audience of its own (a plan, say) and holds readers to it in its
    row-level security.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    audience_kind = models.CharField(max_length=40)
    audience_id = models.UUIDField()
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    stored_at = models.DateTimeField()
    stored_by = models.CharField(max_length=80)

    governance = {
        "id": Holds.SYSTEM,
        "audience_kind": Holds.SYSTEM,
        "audience_id": Holds.SYSTEM,
        "name": Holds.OFFICIAL,
        "media_type": Holds.SYSTEM,
        "size": Holds.SYSTEM,
        "sha256": Holds.SYSTEM,
        "content": Holds.OFFICIAL,
        "stored_at": Holds.SYSTEM,
        "stored_by": Holds.SYSTEM,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="file_size_bounded",
                condition=models.Q(size__gt=0) & models.Q(size__lte=10 * 1024 * 1024),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
