"""How good each feed is, month by month, and the published report on children who go missing."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds


class FeedQuality(models.Model):
    """How good one agency's feed was in a month, as it is published: a month is measured anew until it is over.

    `figures`: as `domain/quality_figures.py` makes them; counts that could tell of people stand in it as published.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    contract = models.CharField(max_length=60)
    holder = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    measured_at = models.DateTimeField()
    figures = models.JSONField()

    governance = dict.fromkeys(["id", "contract", "holder", "month", "measured_at", "figures"], Holds.OFFICIAL)

    class Meta:
        ordering = ["contract", "holder", "month"]
        constraints = [
            models.UniqueConstraint(name="feed_quality_once", fields=["contract", "holder", "month"]),
            models.CheckConstraint(name="feed_quality_of_a_month", condition=Q(month__day=1)),
        ]
        indexes = [models.Index(name="feed_quality_by_month", fields=["month"])]

    def __str__(self) -> str:
        return str(self.id)


class MissingReport(models.Model):
    """The missing children report on the months from `since` up to and without `until`. Published once, then fixed.

    `tables`: published cells by the catalogue of `domain/missing_tables.py`; `basis`: what it was counted from.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    since = models.DateField()
    until = models.DateField(unique=True)
    published_at = models.DateTimeField()
    tables = models.JSONField()
    basis = models.JSONField(default=dict)

    governance = dict.fromkeys(["id", "since", "until", "published_at", "tables", "basis"], Holds.OFFICIAL)

    class Meta:
        ordering = ["-until"]
        constraints = [
            models.CheckConstraint(name="missing_report_has_months", condition=Q(since__lt=F("until"))),
            models.CheckConstraint(name="missing_report_of_months", condition=Q(since__day=1, until__day=1)),
        ]

    def __str__(self) -> str:
        return str(self.id)
