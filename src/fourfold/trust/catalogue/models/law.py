"""The records of law: purposes, gateways, lawful bases and conditions. None is deleted; what has ended says when."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.catalogue.domain.entries import Regime, Sector, Sensitivity

_LABELS = ("label", "text", "since", "until", "extent", "source_url", "verified_on")
GOVERNANCE = dict.fromkeys(("id", "key", "position", "changed_at"), Holds.SYSTEM) | dict.fromkeys(
    _LABELS, Holds.OFFICIAL
)
"""What every record of law holds."""


def _keys() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=60), default=list, blank=True)


class LegalRecord(models.Model):
    """A record of law, in force from `since` (never where it is empty) up to and without `until`."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=160)
    text = models.TextField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    extent = models.CharField(max_length=120)
    source_url = models.URLField(max_length=500)
    verified_on = models.DateField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["position", "label"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_since_before_until",
                condition=Q(until__isnull=True) | Q(since__isnull=False, until__gt=F("since")),
            ),
            models.CheckConstraint(name="%(class)s_has_a_source", condition=~Q(source_url="")),
        ]

    def __str__(self) -> str:
        return self.key


class Purpose(LegalRecord):
    """Why personal data may be looked at. One that people proposed names its proposal."""

    regime = models.CharField(max_length=20)
    proposal = models.OneToOneField(
        "catalogue.PurposeProposal", on_delete=models.PROTECT, null=True, related_name="purpose"
    )

    governance = GOVERNANCE | {"regime": Holds.OFFICIAL, "proposal": Holds.SYSTEM}

    class Meta(LegalRecord.Meta):
        constraints = [
            *LegalRecord.Meta.constraints,
            models.CheckConstraint(name="purpose_regime_known", condition=Q(regime__in=list(Regime))),
        ]


class Gateway(LegalRecord):
    """A statute or rule of law that lets, or makes, agencies share. `purposes` empty: any."""

    purposes = _keys()
    excluded_sensitivities = _keys()
    excluded_sectors = _keys()
    is_duty = models.BooleanField(default=False)
    recipients = _keys()

    governance = GOVERNANCE | dict.fromkeys(
        ("purposes", "excluded_sensitivities", "excluded_sectors", "is_duty", "recipients"), Holds.OFFICIAL
    )

    class Meta(LegalRecord.Meta):
        constraints = [
            *LegalRecord.Meta.constraints,
            models.CheckConstraint(
                name="gateway_sensitivities_known",
                condition=Q(excluded_sensitivities__contained_by=list(Sensitivity)),
            ),
            models.CheckConstraint(
                name="gateway_sectors_known", condition=Q(excluded_sectors__contained_by=list(Sector))
            ),
        ]


class LawfulBasis(LegalRecord):
    """UK GDPR Art 6(1), or Data Protection Act 2018 s35(2)."""

    regime = models.CharField(max_length=20)

    governance = GOVERNANCE | {"regime": Holds.OFFICIAL}

    class Meta(LegalRecord.Meta):
        constraints = [
            *LegalRecord.Meta.constraints,
            models.CheckConstraint(name="basis_regime_known", condition=Q(regime__in=list(Regime))),
        ]


class Condition(LegalRecord):
    """UK GDPR Art 9(2) or 10 with Data Protection Act 2018 Sch 1; Sch 8 for law enforcement."""

    regime = models.CharField(max_length=20)
    covers = _keys()
    needs_policy_document = models.BooleanField()

    governance = GOVERNANCE | dict.fromkeys(("regime", "covers", "needs_policy_document"), Holds.OFFICIAL)

    class Meta(LegalRecord.Meta):
        constraints = [
            *LegalRecord.Meta.constraints,
            models.CheckConstraint(name="condition_regime_known", condition=Q(regime__in=list(Regime))),
            models.CheckConstraint(
                name="condition_covers_known", condition=Q(covers__contained_by=list(Sensitivity))
            ),
        ]
