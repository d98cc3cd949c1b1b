"""Indicators, the factors that they measure, and what their figures are held against."""

from uuid import uuid4

from django.db import models

from fourfold.accountability.indicators.domain.kinds import Direction, SourceKind, YardstickKind
from fourfold.accountability.indicators.domain.periods import Frequency
from fourfold.ground.kernel.governance import Holds
from fourfold.ground.kernel.measures import Unit


class Indicator(models.Model):
    """A measure of success: one of the catalogue (`plan` is empty), or one that a coordinator added to a plan.

    `place` is the code of the place that its headline is about. `measure` names the room's measure that counts it.
    `marks` lists the days on which its series change their meaning: `[{"on": "2024-01-01", "text": "..."}]`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("plan.Plan", on_delete=models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=160)
    definition = models.TextField()
    unit = models.CharField(max_length=12, choices=[(item.value, item.label) for item in Unit])
    direction = models.CharField(max_length=8, choices=[(item.value, item.label) for item in Direction])
    frequency = models.CharField(max_length=16, choices=[(item.value, item.label) for item in Frequency])
    kind = models.CharField(max_length=10, choices=[(item.value, item.label) for item in SourceKind])
    source = models.CharField(max_length=300)
    owner = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=20)
    pairing = models.TextField(blank=True)
    caveats = models.TextField(blank=True)
    licence = models.CharField(max_length=120, blank=True)
    attribution = models.TextField(blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    verified_on = models.DateField(null=True)
    measure = models.CharField(max_length=60, blank=True)
    about_people = models.BooleanField(default=False)
    rate = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)
    marks = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    governance = dict.fromkeys(
        (
            *("title", "definition", "unit", "direction", "frequency", "source", "pairing", "caveats", "licence"),
            *("attribution", "source_url", "verified_on", "marks", "place"),
        ),
        Holds.OFFICIAL,
    ) | dict.fromkeys(
        (
            *("id", "plan", "key", "kind", "owner", "measure", "about_people", "rate", "is_public", "version"),
            "changed_at",
        ),
        Holds.SYSTEM,
    )

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(name="indicator_key_once", fields=["key"], condition=models.Q(plan__isnull=True)),
            models.CheckConstraint(name="indicator_unit_known", condition=models.Q(unit__in=list(Unit))),
            models.CheckConstraint(
                name="indicator_direction_known", condition=models.Q(direction__in=list(Direction))
            ),
            models.CheckConstraint(
                name="indicator_frequency_known", condition=models.Q(frequency__in=list(Frequency))
            ),
            models.CheckConstraint(name="indicator_kind_known", condition=models.Q(kind__in=list(SourceKind))),
            models.CheckConstraint(
                name="indicator_rate_of_counts", condition=models.Q(rate=False) | models.Q(unit=Unit.COUNT)
            ),
        ]

    def __str__(self) -> str:
        return self.key or str(self.id)


class FactorIndicator(models.Model):
    """That an indicator measures a success factor of a plan. The first of a factor is the one that lists show."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("plan.Plan", on_delete=models.CASCADE, related_name="+")
    factor = models.ForeignKey("plan.SuccessFactor", on_delete=models.CASCADE, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField()

    governance = dict.fromkeys(("id", "plan", "factor", "indicator", "position"), Holds.SYSTEM)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(name="indicator_once_a_factor", fields=["factor", "indicator"])]

    def __str__(self) -> str:
        return str(self.id)


class Yardstick(models.Model):
    """A baseline or a target of an indicator in a plan. Never changed: a newer one stands in its place."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("plan.Plan", on_delete=models.CASCADE, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="yardsticks")
    place = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=[(item.value, item.label) for item in YardstickKind])
    value = models.FloatField(null=True)
    on = models.DateField(null=True)
    reason = models.TextField()
    decision = models.UUIDField(null=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, null=True, related_name="+")

    governance = {
        "id": Holds.SYSTEM,
        "plan": Holds.SYSTEM,
        "indicator": Holds.SYSTEM,
        "place": Holds.OFFICIAL,
        "kind": Holds.SYSTEM,
        "value": Holds.OFFICIAL,
        "on": Holds.OFFICIAL,
        "reason": Holds.OFFICIAL,
        "decision": Holds.SYSTEM,
        "set_at": Holds.SYSTEM,
        "set_by": Holds.STAFF,
    }

    class Meta:
        ordering = ["-set_at", "-id"]
        indexes = [models.Index(fields=["plan", "indicator", "-set_at"], name="yardstick_newest")]
        constraints = [
            models.CheckConstraint(name="yardstick_kind_known", condition=models.Q(kind__in=list(YardstickKind))),
            models.CheckConstraint(
                name="yardstick_value_has_a_day",
                condition=models.Q(value__isnull=True, on__isnull=True)
                | models.Q(value__isnull=False, on__isnull=False),
            ),
            models.CheckConstraint(name="yardstick_has_a_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return str(self.id)
