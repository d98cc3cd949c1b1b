"""Agreements, and their versions through time."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.agreements.domain.life import BINDING, OPEN
from fourfold.trust.agreements.domain.terms import AgreementKind, State, Tier


class Agreement(models.Model):
    """One document that sharing rests on. What it says stands in its versions; kind, tier and reference never change.

    `in_register`: whether the public register shows it once it is in force.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=40, choices=[(kind.value, kind.value) for kind in AgreementKind])
    tier = models.CharField(max_length=20, choices=[(tier.value, tier.value) for tier in Tier])
    reference = models.CharField(max_length=40, unique=True)
    drafted_by = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    in_register = models.BooleanField(default=True)
    begun_at = models.DateTimeField()

    governance = dict.fromkeys(("id", "in_register", "begun_at"), Holds.SYSTEM) | dict.fromkeys(
        ("kind", "tier", "reference", "drafted_by"), Holds.OFFICIAL
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="agreement_kind_known", condition=Q(kind__in=list(AgreementKind))),
            models.CheckConstraint(name="agreement_tier_known", condition=Q(tier__in=list(Tier))),
            models.CheckConstraint(name="agreement_has_reference", condition=~Q(reference="")),
        ]

    def __str__(self) -> str:
        return self.reference


class Version(models.Model):
    """One version of an agreement. Frozen from signing on (`migrations/0002_integrity.py`).

    `revision` counts the saves of a draft: who saves over a newer one is told. `text_hash` is the SHA-256 of the
    canonical text (`domain/canonical.py`) that is signed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in State])
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    under = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    data_sets: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=60), default=list, blank=True
    )
    permits_requests = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    text_hash = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField()
    signing_at = models.DateTimeField(null=True)
    in_force_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    governance = dict.fromkeys(
        (
            *("id", "agreement", "state", "revision", "text_hash"),
            *("begun_at", "signing_at", "in_force_at", "ended_at"),
        ),
        Holds.SYSTEM,
    ) | dict.fromkeys(
        (
            *("number", "title", "summary", "under", "starts_on", "ends_on", "review_on"),
            *("data_sets", "permits_requests"),
        ),
        Holds.OFFICIAL,
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="version_number_once", fields=["agreement", "number"]),
            models.UniqueConstraint(
                name="version_one_binding", fields=["agreement"], condition=Q(state__in=sorted(BINDING))
            ),
            models.UniqueConstraint(
                name="version_one_open", fields=["agreement"], condition=Q(state__in=sorted(OPEN))
            ),
            models.CheckConstraint(name="version_state_known", condition=Q(state__in=list(State))),
            models.CheckConstraint(
                name="version_starts_before_ends",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lt=F("ends_on")),
            ),
            models.CheckConstraint(
                name="version_signed_is_hashed",
                condition=Q(state__in=[State.DRAFT, State.CONSULTATION, State.WITHDRAWN])
                | Q(text_hash__regex=r"^[0-9a-f]{64}$"),
            ),
        ]
        indexes = [
            models.Index(name="version_by_state", fields=["state", "ends_on"]),
            models.Index(name="version_by_review", fields=["review_on"]),
        ]

    def __str__(self) -> str:
        return str(self.id)
