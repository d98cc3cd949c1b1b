"""A problem profile, and who has a part in it."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds
from fourfold.practice.profiles.domain.states import Marking, Part, ProfileState

PERSON = "partnership.Person"
TITLE, LINE = 200, 500


class Profile(models.Model):
    """A problem profile of an agency. `period_until`: the last day it looks at. `edition`: the last one's number."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=TITLE)
    customer = models.CharField(max_length=TITLE)
    purpose = models.CharField(max_length=LINE)
    area = models.CharField(max_length=TITLE)
    period_from = models.DateField()
    period_until = models.DateField()
    marking = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Marking])
    review_on = models.DateField()
    state = models.CharField(max_length=20, default=ProfileState.DRAFT)
    edition = models.PositiveSmallIntegerField(default=0)
    withdrawn_because = models.CharField(max_length=LINE, blank=True)
    version = models.PositiveIntegerField(default=1)
    begun_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    governance = (
        dict.fromkeys(("id", "agency", "edition", "version", "begun_at", "changed_at"), Holds.SYSTEM)
        | dict.fromkeys(("title", "customer", "purpose", "area", "withdrawn_because"), Holds.RESTRICTED)
        | dict.fromkeys(("period_from", "period_until", "marking", "review_on", "state"), Holds.OFFICIAL)
        | {"begun_by": Holds.STAFF}
    )

    class Meta:
        ordering = ["-changed_at", "pk"]
        constraints = [
            models.CheckConstraint(name="profile_state_known", condition=Q(state__in=list(ProfileState))),
            models.CheckConstraint(name="profile_marking_known", condition=Q(marking__in=list(Marking))),
            models.CheckConstraint(name="profile_period_runs", condition=Q(period_until__gte=F("period_from"))),
            models.CheckConstraint(
                name="profile_withdrawn_says_why",
                condition=~Q(state=ProfileState.WITHDRAWN) | ~Q(withdrawn_because=""),
            ),
        ]
        indexes = [models.Index(name="profile_by_change", fields=["-changed_at", "id"])]

    def __str__(self) -> str:
        return str(self.id)


class Participant(models.Model):
    """Somebody with a part in a profile; one part each, so that nobody reviews or approves what they wrote."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Part])
    since = models.DateTimeField()

    governance = dict.fromkeys(("id", "profile", "since"), Holds.SYSTEM) | dict.fromkeys(
        ("person", "part"), Holds.STAFF
    )

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(name="participant_has_one_part", fields=["profile", "person"]),
            models.CheckConstraint(name="participant_part_known", condition=Q(part__in=list(Part))),
        ]
        indexes = [models.Index(name="participant_by_person", fields=["person", "profile"])]

    def __str__(self) -> str:
        return str(self.id)
