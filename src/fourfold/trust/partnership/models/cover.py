"""Being away, and who covers meanwhile. Both end by themselves on their last day."""

from uuid import uuid4

from django.db import models

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.partnership.models.people import Person, Role


class Absence(models.Model):
    """Somebody is away from `since` up to and without `until`. Why is nobody's business, and has no place here.

    Absences of one person never overlap (an exclusion constraint in the migration), so nor does the cover of one
    role. One that is called off keeps its row with an empty period.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    since = models.DateField()
    until = models.DateField()

    governance = {"id": Holds.SYSTEM, "person": Holds.SYSTEM, "since": Holds.STAFF, "until": Holds.STAFF}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="absence_since_before_until", condition=models.Q(until__gte=models.F("since"))
            ),
            models.UniqueConstraint(name="absence_of_person", fields=["id", "person"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Cover(models.Model):
    """Who covers one role of somebody who is away. It opens nothing: only colleagues of the agency can cover.

    `person` is the one who is away, here so that composite keys keep role and absence to the same person.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    absence = models.ForeignKey(Absence, on_delete=models.CASCADE, related_name="covers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="covers")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="covering")

    governance = {
        "id": Holds.SYSTEM,
        "absence": Holds.SYSTEM,
        "person": Holds.SYSTEM,
        "role": Holds.SYSTEM,
        "by": Holds.STAFF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cover_once", fields=["absence", "role"]),
            models.CheckConstraint(name="cover_by_another", condition=~models.Q(by=models.F("person"))),
        ]

    def __str__(self) -> str:
        return str(self.id)
