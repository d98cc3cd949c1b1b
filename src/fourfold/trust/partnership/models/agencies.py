"""Agencies through time. A reorganisation adds rows and dates; it never renames what a plan once said."""

from uuid import uuid4

from django.db import models

from fourfold.ground.kernel.governance import Holds


class Agency(models.Model):
    """A public body, charity or collective (such as "District and Borough councils"), with its years."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    type = models.CharField(max_length=40)
    tier = models.CharField(max_length=40, blank=True)
    area_code = models.CharField(max_length=12, blank=True)
    is_collective = models.BooleanField(default=False)
    statutory_safeguarding = models.BooleanField(default=False)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source_url = models.URLField(blank=True)
    verified_on = models.DateField(null=True)

    governance = dict.fromkeys(
        (
            *("key", "name", "short_name", "type", "tier", "area_code", "is_collective"),
            *("statutory_safeguarding", "since", "until", "source_url", "verified_on"),
        ),
        Holds.OFFICIAL,
    ) | {"id": Holds.SYSTEM}

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="agency_since_before_until",
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gt=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgencyAlias(models.Model):
    """Another spelling under which plans name an agency."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="aliases")
    alias = models.CharField(max_length=200)

    governance = {"id": Holds.SYSTEM, "agency": Holds.SYSTEM, "alias": Holds.OFFICIAL}

    class Meta:
        constraints = [models.UniqueConstraint(name="alias_once", fields=["agency", "alias"])]

    def __str__(self) -> str:
        return self.alias


class Succession(models.Model):
    """On a date, one agency's work passed to another. Actions, agreements and cases follow it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="precessions")
    on = models.DateField()

    governance = {
        "id": Holds.SYSTEM,
        "predecessor": Holds.OFFICIAL,
        "successor": Holds.OFFICIAL,
        "on": Holds.OFFICIAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(name="succession_once", fields=["predecessor", "successor"]),
            models.CheckConstraint(
                name="succession_not_itself", condition=~models.Q(predecessor=models.F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} -> {self.successor_id}"


class CollectiveMember(models.Model):
    """An agency that stands behind a collective name."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    collective = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="members")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="collectives")

    governance = {"id": Holds.SYSTEM, "collective": Holds.OFFICIAL, "agency": Holds.OFFICIAL}

    class Meta:
        constraints = [
            models.UniqueConstraint(name="collective_member_once", fields=["collective", "agency"]),
            models.CheckConstraint(name="collective_not_itself", condition=~models.Q(collective=models.F("agency"))),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} in {self.collective_id}"
