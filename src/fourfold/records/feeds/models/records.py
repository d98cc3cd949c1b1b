"""Guarded records. What one says stands apart from it, and leaves the database by one function alone (`rls.sql`)."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds
from fourfold.records.feeds.domain.names import LONGEST
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
    `is_synthetic`: made up, for the demonstration or for tests.
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

    governance = dict.fromkeys(
        [
            *("id", "label_id", "holder", "data_set", "handling", "subject", "is_restricted"),
            *("is_synthetic", "recorded_at"),
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
        ]
        indexes = [
            models.Index(name="record_newest", fields=["data_set", "-occurred_on", "-id"]),
            models.Index(name="record_by_label", fields=["label_id", "-occurred_on"]),
            models.Index(name="record_of_person", fields=["subject", "-occurred_on"]),
            models.Index(name="record_by_reference", fields=["reference"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Content(models.Model):
    """What a record says: text by the keys of the catalogue's fields. Written once, read by `feeds_read` alone."""

    record = models.OneToOneField(Record, on_delete=models.CASCADE, primary_key=True, related_name="+")
    values = models.JSONField()

    governance = {"record": Holds.SYSTEM, "values": Holds.PERSONAL}

    def __str__(self) -> str:
        return str(self.pk)


class NameWord(models.Model):
    """One word of the name in a record, and its sound. Found by those alone with whom the record's name is shared."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_index=False)
    label_id = models.IntegerField(editable=False, default=0)
    subject_id = models.UUIDField()
    is_restricted = models.BooleanField(default=False)
    word = models.CharField(max_length=LONGEST)
    sound = models.CharField(max_length=LONGEST)

    governance = dict.fromkeys(["id", "record", "label_id", "subject_id", "is_restricted"], Holds.SYSTEM) | {
        "word": Holds.PERSONAL,
        "sound": Holds.PERSONAL,
    }

    class Meta:
        constraints = [models.UniqueConstraint(name="name_word_once", fields=["record", "word"])]
        indexes = [
            models.Index(name="name_word", fields=["word", "label_id"]),
            models.Index(name="name_sound", fields=["sound", "label_id"]),
        ]

    def __str__(self) -> str:
        return str(self.id)
