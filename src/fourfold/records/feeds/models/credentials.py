"""Keys with which agencies' own systems send files: what we hold of them verifies, and signs nothing."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds
from fourfold.records.feeds.domain.credentials import NAME_LENGTH, YEAR_DAYS


class Credential(models.Model):
    """The public key of one system of an agency, and which feeds it may send until when.

    `made_by`: the account in whose name the system acts, for as long as its person keeps keys in the agency.
    `public_key`: Ed25519, 32 bytes.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    public_key = models.BinaryField()
    contracts = ArrayField(models.CharField(max_length=60))
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    last_used_at = models.DateTimeField(null=True)
    calls = models.PositiveBigIntegerField(default=0)

    governance = dict.fromkeys(
        [
            *("id", "agency", "contracts", "made_by", "made_at", "until", "ended_at", "ended_by"),
            *("last_used_at", "calls"),
        ],
        Holds.SYSTEM,
    ) | {"name": Holds.OFFICIAL, "public_key": Holds.CREDENTIAL}

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="credential_lasts_a_year_at_most",
                condition=Q(until__gt=F("made_at")) & Q(until__lte=F("made_at") + timedelta(days=YEAR_DAYS)),
            ),
            models.CheckConstraint(name="credential_sends_something", condition=Q(contracts__len__gt=0)),
            models.CheckConstraint(
                name="credential_says_who_ended_it",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
            models.UniqueConstraint(name="credential_key_once", fields=["agency", "public_key"]),
        ]

    def __str__(self) -> str:
        return self.name


class Nonce(models.Model):
    """What a call was signed with once, so that nobody sends it again; kept as long as its signature is timely.

    `mac`: SHA-256 of the nonce.
    """

    id = models.BigAutoField(primary_key=True)
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="+", db_index=False)
    mac = models.BinaryField()
    at = models.DateTimeField()

    governance = dict.fromkeys(["id", "credential", "mac", "at"], Holds.SYSTEM)

    class Meta:
        constraints = [models.UniqueConstraint(name="nonce_once", fields=["credential", "mac"])]
        indexes = [models.Index(name="nonce_by_time", fields=["credential", "at"])]

    def __str__(self) -> str:
        return str(self.id)
