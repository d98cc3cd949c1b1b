"""Guarded records. What one says stands apart from it, and leaves the database by one function alone (`rls.sql`)."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.access.domain.resources import Handling, SubjectKind, SubjectRole

ABOUT_SOMEBODY = ~Q(subject_kind=SubjectKind.NOBODY)


class Subject(models.Model):
    """A person whom records are about: an opaque id, and the reference that people say instead of a name.

    Nobody reads this table: a reference stands on each record, and is seen with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    added_at = models.DateTimeField()

    governance = {"id": Holds.SYSTEM, "reference": Holds.PERSONAL, "added_at": Holds.SYSTEM}

    def __str__(self) -> str:
        return str(self.id)


class Record(models.Model):
    """That something is known about a person (or, anonymised, about nobody): whose it is, of which data set, when.

    `label_id` is made of holder, data set, subject and handling by a trigger, and asked by the wall (`access_guard`).
    `is_synthetic`: made up, for the demonstration or for tests. What follows `recorded_at` stands on records of
    deliveries: which of identical rows this is (`occurrence`, from 1), what names it for its holder (`key_hash`),
    and the newer record that corrected it. One that is not to be seen has the label 0, which no grant opens.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    label_id = models.IntegerField(editable=False, default=0)
    holder = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    data_set = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=20)
    subject_role = models.CharField(max_length=20)
    handling = models.CharField(max_length=40)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=20, blank=True)
    occurred_on = models.DateField()
    is_restricted = models.BooleanField(default=False)
    is_synthetic = models.BooleanField()
    recorded_at = models.DateTimeField()
    delivery = models.ForeignKey(
        "feeds.Delivery", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    contract = models.CharField(max_length=60, blank=True)
    row_number = models.PositiveIntegerField(null=True)
    fingerprint = models.BinaryField(null=True)
    occurrence = models.PositiveIntegerField(null=True)
    key_hash = models.BinaryField(null=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    governance = dict.fromkeys(
        [
            *("id", "label_id", "holder", "data_set", "handling", "subject", "is_restricted"),
            *("is_synthetic", "recorded_at", "delivery", "contract", "row_number", "fingerprint", "occurrence"),
            *("key_hash", "replaced_by"),
        ],
        Holds.SYSTEM,
    ) | dict.fromkeys(["subject_kind", "subject_role", "reference", "occurred_on"], Holds.PERSONAL)

    class Meta:
        constraints = [
            models.CheckConstraint(name="record_kind_known", condition=Q(subject_kind__in=list(SubjectKind))),
            models.CheckConstraint(name="record_role_known", condition=Q(subject_role__in=list(SubjectRole))),
            models.CheckConstraint(name="record_handling_known", condition=Q(handling__in=list(Handling))),
            models.CheckConstraint(
                name="record_about_somebody_or_nobody",
                condition=(ABOUT_SOMEBODY & Q(subject__isnull=False) & ~Q(reference=""))
                | (
                    Q(subject_kind=SubjectKind.NOBODY, subject__isnull=True, reference="")
                    & Q(subject_role=SubjectRole.NONE, is_restricted=False)
                ),
            ),
            models.CheckConstraint(
                name="record_says_its_row",
                condition=Q(delivery__isnull=True)
                | (
                    Q(row_number__isnull=False, fingerprint__isnull=False, occurrence__isnull=False) & ~Q(contract="")
                ),
            ),
            # Exactly once: the n-th of identical rows is the n-th that is already here.
            models.UniqueConstraint(name="record_once", fields=["fingerprint", "occurrence", "contract", "holder"]),
        ]
        indexes = [
            models.Index(name="record_newest", fields=["data_set", "-occurred_on", "-id"]),
            # What the wall asks of a row stands in the index, so that counting does not go to the table.
            models.Index(
                name="record_by_label",
                fields=["label_id", "-occurred_on"],
                include=["subject", "is_restricted", "id"],
            ),
            models.Index(name="record_of_person", fields=["subject", "-occurred_on"]),
            models.Index(name="record_by_reference", fields=["reference"]),
            models.Index(name="record_of_delivery", fields=["delivery"], condition=Q(delivery__isnull=False)),
            models.Index(name="record_key", fields=["key_hash"], condition=Q(key_hash__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Content(models.Model):
    """What a record says: text by the keys of the catalogue's fields. Written once, read by `feeds_read` alone.

    `cells`: what a delivery's row said, by the keys of its contract's columns, for what is counted in the database.
    `keys`: the keyed hashes by which the record is found, by the fields of which they are made; `keys_version` says
    how they were made, and `data_key` with what they and identifiers were hashed and sealed.
    """

    record = models.OneToOneField(Record, on_delete=models.CASCADE, primary_key=True, related_name="+")
    values = models.JSONField()
    cells = models.JSONField(default=dict)
    keys = models.JSONField(default=dict)
    keys_version = models.PositiveSmallIntegerField(default=1)
    data_key = models.ForeignKey("sealing.Key", on_delete=models.PROTECT, related_name="+", default=1, db_index=False)

    governance = dict.fromkeys(["record", "keys_version", "data_key"], Holds.SYSTEM) | dict.fromkeys(
        ["values", "cells", "keys"], Holds.PERSONAL
    )

    class Meta:
        indexes = [models.Index(name="content_made_with", fields=["data_key", "keys_version"])]

    def __str__(self) -> str:
        return str(self.pk)
