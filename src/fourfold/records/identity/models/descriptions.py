"""How records describe people, each way once, and the keys under which descriptions are worth comparing."""

from uuid import uuid4

from django.db import models

from fourfold.ground.kernel.governance import Holds


class Description(models.Model):
    """One way in which an agency describes somebody: a name, a date of birth, an address, identifiers together.

    What it says stays in its record (`record`, the newest that says so) and is read there. `details_mac`: keyed hash
    of what it says, so that the same said again is no other description. One whose record is closed is not live.
    `data_key` and `keys_version`: with which key, and by which rules, it and its keys for comparing were made.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    subject = models.ForeignKey("feeds.Subject", on_delete=models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    record = models.ForeignKey("feeds.Record", on_delete=models.PROTECT, related_name="+")
    details_mac = models.BinaryField()
    is_live = models.BooleanField(default=True)
    taken_at = models.DateTimeField()
    data_key = models.ForeignKey("sealing.Key", on_delete=models.PROTECT, related_name="+", default=1, db_index=False)
    keys_version = models.PositiveSmallIntegerField(default=0)

    governance = dict.fromkeys(
        ["id", "subject", "holder", "record", "is_live", "taken_at", "data_key", "keys_version"], Holds.SYSTEM
    ) | {"details_mac": Holds.PERSONAL}

    class Meta:
        constraints = [
            models.UniqueConstraint(name="description_once", fields=["subject", "holder", "details_mac"]),
        ]
        indexes = [models.Index(name="description_made_with", fields=["keys_version", "data_key"])]

    def __str__(self) -> str:
        return str(self.id)


class BlockingKey(models.Model):
    """A key of the linkage engine (`engines/linkage/blocking.py`) as a keyed hash: who shares one is compared."""

    id = models.BigAutoField(primary_key=True)
    description = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="+")
    mac = models.BinaryField()

    governance = {"id": Holds.SYSTEM, "description": Holds.SYSTEM, "mac": Holds.PERSONAL}

    class Meta:
        indexes = [models.Index(name="blocking_key_found", fields=["mac"])]

    def __str__(self) -> str:
        return str(self.id)
