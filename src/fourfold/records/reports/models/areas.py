"""Figures for each district as they are published: releases by month and measure, a new version for a correction."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Mod
from django.db.models.lookups import Exact

from fourfold.ground.kernel.governance import Holds
from fourfold.records.reports.domain.areas import Measure


class AreaRelease(models.Model):
    """The figures of one measure for one month, for every district. A correction is a new version that says why.

    `vintages`: censuses whose small areas the rows carried. `deliveries`, `holders`: what it was counted from, and
    whose that is. `newest_on`: when the newest of them was delivered. `is_synthetic`: some of it is made up.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    measure = models.CharField(max_length=40)
    month = models.DateField()
    version = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True)
    vintages = ArrayField(models.PositiveSmallIntegerField())
    deliveries = ArrayField(models.UUIDField())
    holders = ArrayField(models.UUIDField())
    newest_on = models.DateField(null=True)
    is_synthetic = models.BooleanField()
    computed_at = models.DateTimeField()

    governance = dict.fromkeys(
        [
            *("id", "measure", "month", "version", "note", "vintages", "deliveries", "holders", "newest_on"),
            *("is_synthetic", "computed_at"),
        ],
        Holds.OFFICIAL,
    )

    class Meta:
        ordering = ["measure", "month", "version"]
        constraints = [
            models.CheckConstraint(name="area_release_measure_known", condition=Q(measure__in=list(Measure))),
            models.CheckConstraint(name="area_release_of_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="area_release_says_why_again", condition=Q(version=1, note="") | (Q(version__gt=1) & ~Q(note=""))
            ),
            models.UniqueConstraint(name="area_release_once", fields=["measure", "month", "version"]),
        ]
        indexes = [models.Index(name="area_release_of_month", fields=["month", "measure", "-version"])]

    def __str__(self) -> str:
        return str(self.id)


class AreaFigure(models.Model):
    """One figure: for a district, or for rows without a place or outside Kent and Medway. None is withheld."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    release = models.ForeignKey(AreaRelease, on_delete=models.CASCADE, related_name="figures", db_index=False)
    district = models.CharField(max_length=9)
    published = models.PositiveIntegerField(null=True)

    governance = dict.fromkeys(["id", "release", "district", "published"], Holds.OFFICIAL)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="area_figure_safe",
                condition=Q(published__isnull=True)
                | Q(Exact(Mod(F("published"), Value(5)), Value(0)), published__gte=10),
            ),
            models.UniqueConstraint(name="area_figure_once", fields=["release", "district"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class AreaCount(models.Model):
    """The count behind a figure, which nobody reads: a correction is compared with it inside the database."""

    figure = models.OneToOneField(AreaFigure, on_delete=models.CASCADE, primary_key=True, related_name="+")
    counted = models.PositiveIntegerField()

    governance = {"figure": Holds.SYSTEM, "counted": Holds.PERSONAL}

    def __str__(self) -> str:
        return str(self.pk)
