"""Which roles the partnership expects an agency to have, from when to when."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.partnership.domain.roles import HANDED_OVER
from fourfold.trust.partnership.models.agencies import Agency


class Participation(models.Model):
    """What an agency is expected to have from `since` up to and without `until`: none, some or all of the roles.

    An agency without a row is expected to have the usual ones (`domain.roles.EXPECTED`) for as long as anybody holds
    a role in it. Rows of one agency never overlap (an exclusion constraint in the migration).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="participations")
    expects = ArrayField(models.CharField(max_length=40), default=list)
    since = models.DateField()
    until = models.DateField(null=True)

    governance = {
        "id": Holds.SYSTEM,
        "agency": Holds.SYSTEM,
        "expects": Holds.OFFICIAL,
        "since": Holds.OFFICIAL,
        "until": Holds.OFFICIAL,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participation_since_before_until",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
            models.CheckConstraint(
                name="participation_expects_known",
                condition=models.Q(expects__contained_by=[kind.value for kind in HANDED_OVER]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
