"""Data sets, their fields, and which agency holds which of them live."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.catalogue.domain.entries import DataSetKind, Regime, Sensitivity


def _keys() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=60), default=list, blank=True)


class DataSet(models.Model):
    """What agencies of some sectors hold and may share, field by field."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=160)
    text = models.TextField()
    kind = models.CharField(max_length=10)
    sectors = _keys()
    regime = models.CharField(max_length=20)
    subject_roles = _keys()
    retention = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500)
    verified_on = models.DateField(null=True)
    asked_by = models.TextField(blank=True)
    askers = _keys()
    changed_at = models.DateTimeField()

    governance = dict.fromkeys(("id", "key", "position", "changed_at"), Holds.SYSTEM) | dict.fromkeys(
        (
            *("label", "text", "kind", "sectors", "regime", "subject_roles", "retention", "source_url"),
            *("verified_on", "asked_by", "askers"),
        ),
        Holds.OFFICIAL,
    )

    class Meta:
        ordering = ["position", "label"]
        constraints = [
            models.CheckConstraint(name="dataset_kind_known", condition=Q(kind__in=list(DataSetKind))),
            models.CheckConstraint(name="dataset_regime_known", condition=Q(regime__in=list(Regime))),
        ]

    def __str__(self) -> str:
        return self.key


class DataField(models.Model):
    """One field of a data set."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    data_set = models.ForeignKey(DataSet, on_delete=models.PROTECT, related_name="fields")
    key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=160)
    text = models.TextField()
    sensitivity = models.CharField(max_length=12)
    changed_at = models.DateTimeField()

    governance = dict.fromkeys(("id", "data_set", "key", "position", "changed_at"), Holds.SYSTEM) | dict.fromkeys(
        ("label", "text", "sensitivity"), Holds.OFFICIAL
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="field_once_a_data_set", fields=["data_set", "key"]),
            models.CheckConstraint(name="field_sensitivity_known", condition=Q(sensitivity__in=list(Sensitivity))),
        ]

    def __str__(self) -> str:
        return self.key


class HolderDataSet(models.Model):
    """That an agency's data set is live, from `live_since` up to and without `live_until`.

    `ended_because`: what was said when it was taken out of use; empty while it is live or where an assessment ended.
    It rests on an impact assessment and an equality assessment: ids of agreements, which this room does not know.
    One at a time for each holder and data set (an exclusion constraint in the migration).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    holder = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    data_set = models.ForeignKey(DataSet, on_delete=models.PROTECT, related_name="holdings")
    live_since = models.DateField()
    live_until = models.DateField(null=True)
    ended_because = models.TextField(blank=True, db_default="")
    dpia_id = models.UUIDField(null=True)
    equality_id = models.UUIDField(null=True)

    governance = dict.fromkeys(("id", "dpia_id", "equality_id"), Holds.SYSTEM) | dict.fromkeys(
        ("holder", "data_set", "live_since", "live_until", "ended_because"), Holds.OFFICIAL
    )

    class Meta:
        ordering = ["live_since", "id"]
        constraints = [
            models.CheckConstraint(
                name="live_needs_both_assessments", condition=Q(dpia_id__isnull=False, equality_id__isnull=False)
            ),
            models.CheckConstraint(
                name="live_since_before_until",
                condition=Q(live_until__isnull=True) | Q(live_until__gte=F("live_since")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
