"""Which subjects are held to be one person, as `records/identity` finds it: relationships and exclusions follow."""

from django.db import models

from fourfold.ground.kernel.governance import Holds


class SamePerson(models.Model):
    """A subject that is held to be one person with others. `person_id`: the smallest subject of that person.

    Only people with two subjects or more stand here; everybody else is a person by themselves. So the table follows
    from who is held to be whom and from nothing else: what is joined and parted again leaves it as it was.
    """

    subject_id = models.UUIDField(primary_key=True)
    person_id = models.UUIDField(db_index=True)

    governance = {"subject_id": Holds.SYSTEM, "person_id": Holds.SYSTEM}

    class Meta:
        verbose_name_plural = "same people"

    def __str__(self) -> str:
        return str(self.subject_id)
