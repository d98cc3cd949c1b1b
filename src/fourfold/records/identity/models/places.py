"""Places: areas of each vintage, postcodes, and the addresses and spots that events and people refer to."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds
from fourfold.records.identity.domain.places import SOURCES, AreaChange, AreaKind, PlaceKind

POINT = Q(longitude__gte=-9, longitude__lte=2.2, latitude__gte=49, latitude__lte=61.5)
"""Degrees (WGS 84) within the United Kingdom."""


class Area(models.Model):
    """An area of one vintage. The same code may stand in two vintages, with other borders or another name.

    `within`: kind to code of the areas it lies in. `residents`: usual residents at the census of 2021. `source`: a
    key of `domain.places.SOURCES`, which says the licence.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=20)
    vintage = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=9)
    name = models.CharField(max_length=120)
    within = models.JSONField(default=dict)
    residents = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=40)

    governance = dict.fromkeys(
        ["id", "kind", "vintage", "code", "name", "within", "residents", "source"], Holds.OFFICIAL
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="area_kind_known", condition=Q(kind__in=list(AreaKind))),
            models.CheckConstraint(name="area_source_known", condition=Q(source__in=list(SOURCES))),
            models.CheckConstraint(name="area_named", condition=~Q(name="") & ~Q(code="")),
            models.UniqueConstraint(name="area_once", fields=["code", "vintage"]),
        ]
        indexes = [models.Index(name="area_of_kind", fields=["kind", "vintage", "name"])]

    def __str__(self) -> str:
        return f"{self.code} ({self.vintage})"


class AreaLookup(models.Model):
    """What became of a small area of 2011 in 2021: a row for each area of 2021 that it shares ground with."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    old = models.CharField(max_length=9)
    new = models.CharField(max_length=9)
    change = models.CharField(max_length=20)

    governance = dict.fromkeys(["id", "old", "new", "change"], Holds.OFFICIAL)

    class Meta:
        constraints = [
            models.CheckConstraint(name="lookup_change_known", condition=Q(change__in=list(AreaChange))),
            models.UniqueConstraint(name="lookup_once", fields=["old", "new"]),
        ]
        indexes = [models.Index(name="lookup_back", fields=["new"])]

    def __str__(self) -> str:
        return f"{self.old} to {self.new}"


class Postcode(models.Model):
    """A live postcode with its areas. `is_approximate`: its area of 2021 is the nearest of several it may lie in."""

    postcode = models.CharField(primary_key=True, max_length=8)
    lsoa11 = models.CharField(max_length=9)
    lsoa21 = models.CharField(max_length=9)
    is_approximate = models.BooleanField(default=False)
    ward = models.CharField(max_length=9)
    district = models.CharField(max_length=9)
    longitude = models.FloatField()
    latitude = models.FloatField()

    governance = dict.fromkeys(
        ["postcode", "lsoa11", "lsoa21", "is_approximate", "ward", "district", "longitude", "latitude"],
        Holds.OFFICIAL,
    )

    class Meta:
        constraints = [models.CheckConstraint(name="postcode_in_kingdom", condition=POINT)]

    def __str__(self) -> str:
        return self.postcode


class Place(models.Model):
    """A place that events and people refer to. A public one is known to every partner.

    A home follows the record that tells of it (`record`): who sees that record's address sees it, nobody else does,
    and its words stay in the record. `reference`: the place's number in the list it comes from, such as a hospital
    site's code. `uprn`: unique property reference number. `lsoa11` and `lsoa21`: its small area at each census.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=24)
    name = models.CharField(max_length=200, blank=True)
    lines = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=20, blank=True)
    record = models.ForeignKey("feeds.Record", on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    uprn = models.CharField(max_length=12, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    lsoa11 = models.CharField(max_length=9, blank=True)
    lsoa21 = models.CharField(max_length=9, blank=True)
    ward = models.CharField(max_length=9, blank=True)
    district = models.CharField(max_length=9, blank=True)
    added_at = models.DateTimeField()

    governance = dict.fromkeys(["id", "kind", "record", "added_at"], Holds.SYSTEM) | dict.fromkeys(
        [
            *("name", "lines", "reference", "uprn", "postcode", "longitude", "latitude"),
            *("lsoa11", "lsoa21", "ward", "district"),
        ],
        Holds.PERSONAL,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="place_kind_known", condition=Q(kind__in=list(PlaceKind))),
            models.CheckConstraint(
                name="place_home_is_its_records",
                condition=Q(kind=PlaceKind.HOME, record__isnull=False, name="", lines="", reference="")
                | (~Q(kind=PlaceKind.HOME) & Q(record__isnull=True) & ~Q(name="")),
            ),
            models.CheckConstraint(name="place_uprn_valid", condition=Q(uprn__regex=r"^([1-9][0-9]{0,11})?$")),
            models.CheckConstraint(
                name="place_point_whole",
                condition=Q(longitude__isnull=True, latitude__isnull=True) | POINT,
            ),
            models.UniqueConstraint(name="place_home_once", fields=["record"]),
            models.UniqueConstraint(
                name="place_listed_once", fields=["kind", "reference"], condition=~Q(reference="")
            ),
        ]
        indexes = [models.Index(name="place_in_district", fields=["district", "kind", "name"])]

    def __str__(self) -> str:
        return str(self.id)
