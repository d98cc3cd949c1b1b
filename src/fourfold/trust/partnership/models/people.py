"""The professionals of the partnership and the dated roles they hold in its agencies."""

from uuid import uuid4

from django.db import models

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.models.accounts import User
from fourfold.trust.partnership.models.agencies import Agency


class Person(models.Model):
    """A professional. `is_synthetic` marks the made-up people of a demonstration."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True, related_name="person")
    name = models.CharField(max_length=120)
    is_synthetic = models.BooleanField(default=False)

    governance = {
        "id": Holds.SYSTEM,
        "user": Holds.SYSTEM,
        "name": Holds.STAFF,
        "is_synthetic": Holds.SYSTEM,
    }

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """What a person is in an agency, from `since` up to and without `until`.

    The same role of the same person in the same agency never overlaps itself (an exclusion constraint in the
    migration). A role that ends closes what it opened at once: policies and row-level security ask for roles
    that are live today.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=40, choices=[(kind.value, kind.label) for kind in RoleKind])
    title = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    governance = {
        "id": Holds.SYSTEM,
        "person": Holds.SYSTEM,
        "agency": Holds.STAFF,
        "kind": Holds.STAFF,
        "title": Holds.STAFF,
        "since": Holds.STAFF,
        "until": Holds.STAFF,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="role_since_before_until",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
            models.CheckConstraint(name="role_kind_known", condition=models.Q(kind__in=list(RoleKind))),
        ]
        indexes = [models.Index(name="role_by_agency", fields=["agency", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"
