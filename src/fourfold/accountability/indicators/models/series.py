"""Series, their figures with every revision, and how the figures came in.

`plan` is that of the indicator: empty for the catalogue's. Row-level security reads it.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.accountability.indicators.domain.kinds import DeliveryKind, DeliveryState
from fourfold.accountability.indicators.models.indicators import Indicator
from fourfold.ground.kernel.governance import Holds


class Series(models.Model):
    """An indicator at one place, for one part of its people or things (`breakdown`; empty for all)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("plan.Plan", on_delete=models.CASCADE, null=True, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="series")
    place = models.CharField(max_length=20)
    breakdown = models.CharField(max_length=80, blank=True)

    governance = {
        "id": Holds.SYSTEM,
        "plan": Holds.SYSTEM,
        "indicator": Holds.SYSTEM,
        "place": Holds.OFFICIAL,
        "breakdown": Holds.OFFICIAL,
    }

    class Meta:
        verbose_name_plural = "series"
        ordering = ["place", "breakdown"]
        constraints = [
            models.UniqueConstraint(name="series_once", fields=["indicator", "place", "breakdown"]),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.breakdown}".strip()


class Delivery(models.Model):
    """Figures that came in together. While it waits, `brought` holds what a file says, and nothing is stored."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("plan.Plan", on_delete=models.CASCADE, null=True, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=10, choices=[(item.value, item.label) for item in DeliveryKind])
    state = models.CharField(max_length=10, choices=[(item.value, item.label) for item in DeliveryState])
    filename = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    brought = models.JSONField(default=dict)
    figures = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, null=True, related_name="+")

    governance = {
        "id": Holds.SYSTEM,
        "plan": Holds.SYSTEM,
        "indicator": Holds.SYSTEM,
        "kind": Holds.SYSTEM,
        "state": Holds.SYSTEM,
        "filename": Holds.OFFICIAL,
        "sha256": Holds.SYSTEM,
        "brought": Holds.OFFICIAL,
        "figures": Holds.SYSTEM,
        "at": Holds.SYSTEM,
        "by": Holds.STAFF,
    }

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["indicator", "-at"], name="delivery_newest")]
        constraints = [
            models.CheckConstraint(name="delivery_kind_known", condition=Q(kind__in=list(DeliveryKind))),
            models.CheckConstraint(name="delivery_state_known", condition=Q(state__in=list(DeliveryState))),
            models.CheckConstraint(
                name="delivery_only_files_wait",
                condition=Q(state=DeliveryState.ACCEPTED) | Q(kind=DeliveryKind.IMPORTED),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Observation(models.Model):
    """One figure of one period, as it was delivered. A revision is a new row; the older one is no longer current.

    `end` is the day after the period's last. A `withdrawn` row says that the figure before it no longer holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("plan.Plan", on_delete=models.CASCADE, null=True, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="observations")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="observations")
    start = models.DateField()
    end = models.DateField()
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.PositiveIntegerField(null=True)
    complete = models.BooleanField(default=True)
    note = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    withdrawn = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, null=True, related_name="+")

    governance = dict.fromkeys(("start", "end", "value", "low", "high", "n", "complete", "note"), Holds.OFFICIAL) | {
        **dict.fromkeys(
            ("id", "plan", "series", "delivery", "revision", "is_current", "withdrawn", "at"), Holds.SYSTEM
        ),
        "by": Holds.STAFF,
    }

    class Meta:
        ordering = ["start", "revision"]
        indexes = [
            models.Index(fields=["series", "start"], name="observation_current", condition=Q(is_current=True)),
        ]
        constraints = [
            models.UniqueConstraint(name="observation_revision_once", fields=["series", "start", "end", "revision"]),
            models.CheckConstraint(name="observation_period_ends", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="observation_interval_holds_value",
                condition=Q(low__isnull=True, high__isnull=True) | Q(low__lte=F("value"), high__gte=F("value")),
            ),
            models.CheckConstraint(
                name="observation_without_value_says_why", condition=Q(value__isnull=False) | ~Q(note="")
            ),
            models.CheckConstraint(
                name="observation_withdrawn_is_past", condition=Q(withdrawn=False) | Q(is_current=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
