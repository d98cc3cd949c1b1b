"""The conflict register: whom somebody is, or is near to, and so reads nothing about."""

from enum import StrEnum
from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds


class DeclarationKind(StrEnum):
    """What somebody declares."""

    NOTHING = "nothing"
    """To be near to nobody whom agencies work with, as far as they know."""
    SELF = "self"
    RELATIVE = "relative"
    """A relative, partner, friend or neighbour: anybody about whom they could not be impartial."""


class Settled(StrEnum):
    """What a data protection officer found out about a declaration by name."""

    MATCHED = "matched"
    UNKNOWN = "unknown"
    """No agency that was asked holds records about them."""


class Declaration(models.Model):
    """One declaration. By reference it binds at once; by name a data protection officer finds the person first.

    Kept as history; what is declared anew each year is that it is whole.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user_id = models.UUIDField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in DeclarationKind])
    reference = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200, blank=True)
    born_on = models.DateField(null=True)
    declared_at = models.DateTimeField()
    settled = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in Settled])
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)

    governance = dict.fromkeys(
        ["id", "user_id", "declared_at", "settled", "settled_at", "settled_by"], Holds.SYSTEM
    ) | dict.fromkeys(["kind", "reference", "name", "born_on"], Holds.PERSONAL)

    class Meta:
        constraints = [
            models.CheckConstraint(name="declaration_kind_known", condition=Q(kind__in=list(DeclarationKind))),
            models.CheckConstraint(
                name="declaration_names_one_or_nobody",
                condition=Q(kind=DeclarationKind.NOTHING, reference="", name="", born_on__isnull=True)
                | (~Q(kind=DeclarationKind.NOTHING) & ~Q(reference="") & Q(name="", born_on__isnull=True))
                | (~Q(kind=DeclarationKind.NOTHING) & Q(reference="") & ~Q(name="")),
            ),
            models.CheckConstraint(
                name="declaration_settled_whole",
                condition=Q(settled="", settled_at__isnull=True, settled_by__isnull=True)
                | (Q(settled__in=list(Settled), settled_at__isnull=False, settled_by__isnull=False) & ~Q(name="")),
            ),
            models.CheckConstraint(
                name="declaration_settled_by_another",
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=models.F("user_id")),
            ),
        ]
        indexes = [models.Index(name="declaration_of", fields=["user_id", "declared_at"])]

    def __str__(self) -> str:
        return str(self.id)
