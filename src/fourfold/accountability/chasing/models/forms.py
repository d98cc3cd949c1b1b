"""Forms sent by mail: single-use links to one action, of which only a digest of the token is kept."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.accountability.chasing.models.digests import Digest
from fourfold.ground.kernel.governance import Holds


class MailedForm(models.Model):
    """A link for one person to say how one OFFICIAL action goes. It opens in one browser and is used once.

    `opened_digest` is that of the browser's cookie. `token_digest` and `opened_digest` are SHA-256 in hexadecimal.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    token_digest = models.CharField(max_length=64, unique=True)
    action_id = models.UUIDField()
    user_id = models.UUIDField()
    person = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")
    digest = models.ForeignKey(Digest, on_delete=models.SET_NULL, null=True, related_name="forms")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    opened_digest = models.CharField(max_length=64, blank=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    update_id = models.UUIDField(null=True)

    governance = dict.fromkeys(
        (
            *("id", "action_id", "user_id", "person", "digest", "made_at", "expires_at"),
            *("opened_at", "used_at", "revoked_at", "update_id"),
        ),
        Holds.SYSTEM,
    ) | {"token_digest": Holds.CREDENTIAL, "opened_digest": Holds.CREDENTIAL}

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.CheckConstraint(name="form_expires_later", condition=Q(expires_at__gt=F("made_at"))),
            models.CheckConstraint(
                name="form_opened_in_a_browser",
                condition=Q(opened_at__isnull=True, opened_digest="")
                | (Q(opened_at__isnull=False) & ~Q(opened_digest="")),
            ),
            models.CheckConstraint(
                name="form_used_once_opened", condition=Q(used_at__isnull=True) | Q(opened_at__isnull=False)
            ),
            models.CheckConstraint(
                name="form_update_only_when_used", condition=Q(update_id__isnull=True) | Q(used_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(name="form_by_user", fields=["user_id", "-made_at"]),
            models.Index(name="form_by_action", fields=["action_id", "user_id", "-made_at"]),
        ]

    def __str__(self) -> str:
        return str(self.id)
