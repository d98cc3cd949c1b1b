"""Agencies' own directories, by which their people sign in (OpenID Connect), and who somebody is in one of them."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.partnership.domain.federation import MfaClaim, SubjectClaim
from fourfold.trust.partnership.models.accounts import User
from fourfold.trust.partnership.models.agencies import Agency


class IdentityProvider(models.Model):
    """An agency's directory, from `since` up to and without `until`. The issuer stays: another issuer is another row.

    An agency has one at a time, and a domain speaks for one agency at a time (constraints in the migration).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="identity_providers")
    name = models.CharField(max_length=60)
    """What stands on the button, after "Continue with"."""
    issuer = models.CharField(max_length=500)
    client_id = models.CharField(max_length=255)
    sealed_secret = models.TextField()
    """The client secret, sealed as `identity-provider` (ground/kernel/sealing.py)."""
    domains = ArrayField(models.CharField(max_length=253))
    """The e-mail domains it may speak for, in small letters."""
    subject_claim = models.CharField(max_length=10, default=SubjectClaim.SUB)
    mfa_claim = models.CharField(max_length=3, blank=True)
    """Which claim says that it asked for a second factor; empty when ours is always asked."""
    mfa_values = ArrayField(models.CharField(max_length=200), default=list)
    is_required = models.BooleanField(default=False)
    """Whether its people may sign in by it alone. Administrators of the partnership keep their passwords."""
    since = models.DateField()
    until = models.DateField(null=True)

    governance = dict.fromkeys(("id", "agency"), Holds.SYSTEM) | dict.fromkeys(
        (
            *("name", "issuer", "client_id", "domains", "subject_claim", "mfa_claim", "mfa_values"),
            *("is_required", "since", "until"),
        ),
        Holds.OFFICIAL,
    )
    governance["sealed_secret"] = Holds.CREDENTIAL

    class Meta:
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(
                name="identity_provider_since_before_until",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(name="identity_provider_has_domains", condition=Q(domains__len__gt=0)),
            models.CheckConstraint(
                name="identity_provider_subject_known",
                condition=Q(subject_claim__in=[one.value for one in SubjectClaim]),
            ),
            models.CheckConstraint(
                name="identity_provider_mfa_known",
                condition=Q(mfa_claim="", mfa_values__len=0)
                | Q(mfa_claim__in=[one.value for one in MfaClaim], mfa_values__len__gt=0),
            ),
            models.CheckConstraint(
                name="identity_provider_secret_sealed",
                condition=Q(sealed_secret__startswith="gAAAA"),  # noqa: S106 - how each sealed text begins
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class FederatedIdentity(models.Model):
    """Who somebody is in their agency's directory. From the first sign-in on this decides, never an address."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    provider = models.ForeignKey(IdentityProvider, on_delete=models.PROTECT, related_name="identities")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities")
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    governance = {
        "id": Holds.SYSTEM,
        "provider": Holds.SYSTEM,
        "user": Holds.SYSTEM,
        "subject": Holds.STAFF,
        "linked_at": Holds.SYSTEM,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(name="subject_is_one_person", fields=["provider", "subject"]),
            models.UniqueConstraint(name="person_is_one_subject", fields=["provider", "user"]),
        ]

    def __str__(self) -> str:
        return str(self.id)
