"""What a version says: clauses, lines of the schedule, parties; and the signatures under it."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.agreements.models.agreements import Version
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.partnership.domain.roles import RoleKind

SIGNING_ROLES = (RoleKind.ACCOUNTABLE_OFFICER, RoleKind.DEPUTY, RoleKind.DATA_PROTECTION_OFFICER)


def _keys() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=60), default=list, blank=True)


class Clause(models.Model):
    """A numbered clause; in an assessment a question and its answer."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=12)
    heading = models.CharField(max_length=200)
    text = models.TextField(blank=True)

    governance = dict.fromkeys(("id", "version", "position"), Holds.SYSTEM) | dict.fromkeys(
        ("number", "heading", "text"), Holds.OFFICIAL
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="clause_number_once", fields=["version", "number"]),
            models.UniqueConstraint(name="clause_position_once", fields=["version", "position"]),
        ]

    def __str__(self) -> str:
        return self.number


class ScheduleLine(models.Model):
    """One line of the schedule (`domain/terms.py`, Line). Arrays for agencies and keys: it is read as one thing."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    data_set = models.CharField(max_length=60)
    fields = _keys()
    subject_kinds = _keys()
    subject_roles = _keys()
    provider_ids: "ArrayField[list[str], list[str]]" = ArrayField(models.UUIDField(), default=list, blank=True)
    recipient_ids: "ArrayField[list[str], list[str]]" = ArrayField(models.UUIDField(), default=list, blank=True)
    recipient_roles = _keys()
    purpose = models.CharField(max_length=60, blank=True)
    gateway = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=60, blank=True)
    conditions = _keys()
    handling = _keys()
    regime = models.CharField(max_length=20, choices=[(regime.value, regime.value) for regime in Regime])
    needs_relationship = models.BooleanField(default=True)
    retention = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    governance = dict.fromkeys(("id", "version"), Holds.SYSTEM) | dict.fromkeys(
        (
            *("number", "data_set", "fields", "subject_kinds", "subject_roles", "provider_ids", "recipient_ids"),
            *("recipient_roles", "purpose", "gateway", "basis", "conditions", "handling", "regime"),
            *("needs_relationship", "retention", "starts_on", "ends_on"),
        ),
        Holds.OFFICIAL,
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="line_number_once", fields=["version", "number"]),
            models.CheckConstraint(name="line_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="line_regime_known", condition=Q(regime__in=list(Regime))),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Party(models.Model):
    """An agency that signs, for itself and for those in `on_behalf_of` (an academy trust for its schools).

    A collective as a party signs nothing: its members may join later by accession. `acceded` parties joined so; they
    are no part of the text that was signed. Names are kept as they stood in the text.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="parties")
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    named = models.CharField(max_length=200)
    on_behalf_of: "ArrayField[list[str], list[str]]" = ArrayField(models.UUIDField(), default=list, blank=True)
    on_behalf_names: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=200), default=list, blank=True
    )
    acceded = models.BooleanField(default=False)
    suspended_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    governance = dict.fromkeys(
        ("id", "version", "acceded", "suspended_at", "withdrawn_at"), Holds.SYSTEM
    ) | dict.fromkeys(("agency", "named", "on_behalf_of", "on_behalf_names"), Holds.OFFICIAL)

    class Meta:
        ordering = ["acceded", "named", "id"]
        constraints = [
            models.UniqueConstraint(name="party_once", fields=["version", "agency"]),
            models.CheckConstraint(
                name="party_names_each",
                condition=Q(on_behalf_of__len=F("on_behalf_names__len"))
                | (Q(on_behalf_of__len=0) & Q(on_behalf_names__len=0)),
            ),
        ]

    def __str__(self) -> str:
        return self.named


class Signature(models.Model):
    """Somebody signed for a party: which text (`hash`), as what, when. Never changed; void once called back."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    governance = dict.fromkeys(("id", "version", "party", "hash", "voided_at"), Holds.SYSTEM) | {
        "person": Holds.STAFF,
        "role": Holds.STAFF,
        "at": Holds.OFFICIAL,
    }

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="signature_once", fields=["party", "role", "hash"], condition=Q(voided_at__isnull=True)
            ),
            models.CheckConstraint(name="signature_role_known", condition=Q(role__in=list(SIGNING_ROLES))),
        ]

    def __str__(self) -> str:
        return str(self.id)
