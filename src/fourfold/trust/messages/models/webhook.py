"""Where an agency's own system is told of events."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds


class Webhook(models.Model):
    """An https address of an agency, with the secret by which it knows that it is us."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency_id = models.UUIDField()
    """Opaque here: the directory stands above this room."""
    url = models.CharField(max_length=500)
    events = ArrayField(models.CharField(max_length=40))
    sealed_secret = models.TextField()
    sealed_former_secret = models.TextField(blank=True)
    """Signs beside the new one until `former_until`, so that the receiver may change over."""
    former_until = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=80)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    """Deliveries in a row that were given up."""

    governance = dict.fromkeys(
        [
            *("id", "agency_id", "events", "former_until", "made_by", "since", "until"),
            *("paused_at", "failures"),
        ],
        Holds.SYSTEM,
    ) | {"url": Holds.STAFF, "sealed_secret": Holds.CREDENTIAL, "sealed_former_secret": Holds.CREDENTIAL}

    class Meta:
        constraints = [
            models.CheckConstraint(name="webhook_is_https", condition=Q(url__startswith="https://")),
            models.CheckConstraint(
                name="webhook_former_has_end",
                condition=Q(sealed_former_secret="", former_until__isnull=True)
                | (~Q(sealed_former_secret="") & Q(former_until__isnull=False)),
            ),
            models.CheckConstraint(
                name="webhook_since_before_until", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
        ]
        indexes = [models.Index(name="webhook_by_agency", fields=["agency_id"])]

    def __str__(self) -> str:
        return str(self.id)
