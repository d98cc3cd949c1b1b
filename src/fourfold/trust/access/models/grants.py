"""Grants, and the labels of guarded rows that they are matched with."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.access.domain.resources import Handling, SubjectKind, SubjectRole


def _keys(*, blank: bool = False) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=60), blank=blank)


class Label(models.Model):
    """What a guarded row says of itself to the wall: a small number, so that the wall costs a row almost nothing.

    Labels are made by the database function `access_label` alone. Which of them there are would tell what agencies
    hold: nobody reads the table.
    """

    id = models.AutoField(primary_key=True)
    holder_id = models.UUIDField()
    data_set = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=20)
    subject_role = models.CharField(max_length=20)
    handling = models.CharField(max_length=40)
    field = models.CharField(max_length=60, blank=True, default="")
    """Empty for a record itself; of the keys by which records are found, such as the words of a name: whose keys."""

    governance = dict.fromkeys(
        ["id", "holder_id", "data_set", "subject_kind", "subject_role", "handling", "field"], Holds.SYSTEM
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="label_once",
                fields=["holder_id", "data_set", "subject_kind", "subject_role", "handling", "field"],
            ),
            models.CheckConstraint(name="label_kind_known", condition=Q(subject_kind__in=list(SubjectKind))),
            models.CheckConstraint(name="label_role_known", condition=Q(subject_role__in=list(SubjectRole))),
            models.CheckConstraint(name="label_handling_known", condition=Q(handling__in=list(Handling))),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Grant(models.Model):
    """What one line of an agreement in force opens, from one provider to one recipient (`domain/grants.py`).

    Written once by the agreements room; afterwards only its revocation is written, once (a trigger holds it). In
    force from `since` up to and without `until`, or up to `revoked_at` when that is earlier.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agreement_id = models.UUIDField()
    line_number = models.PositiveSmallIntegerField()
    clause = models.CharField(max_length=120)
    request_id = models.UUIDField(null=True)
    provider_id = models.UUIDField()
    recipient_id = models.UUIDField()
    data_set = models.CharField(max_length=60)
    purpose = models.CharField(max_length=60)
    fields = _keys()
    subject_kinds = _keys()
    subject_roles = _keys()
    handling = _keys()
    recipient_roles = _keys(blank=True)
    needs_relationship = models.BooleanField()
    subject_id = models.UUIDField(null=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=40, blank=True)

    governance = dict.fromkeys(
        [
            *("id", "agreement_id", "request_id", "provider_id", "recipient_id", "needs_relationship"),
            *("since", "until", "revoked_at", "revoked_because", "subject_id"),
        ],
        Holds.SYSTEM,
    ) | dict.fromkeys(
        [
            *("line_number", "clause", "data_set", "purpose", "fields", "subject_kinds", "subject_roles"),
            *("handling", "recipient_roles"),
        ],
        Holds.OFFICIAL,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="grant_since_before_until", condition=Q(since__lt=F("until"))),
            models.CheckConstraint(name="grant_names_fields", condition=Q(fields__len__gt=0)),
            models.CheckConstraint(name="grant_names_purpose", condition=~Q(purpose="")),
            models.CheckConstraint(
                name="grant_person_by_request", condition=Q(subject_id__isnull=True) | Q(request_id__isnull=False)
            ),
        ]
        indexes = [
            models.Index(name="grant_to", fields=["recipient_id", "purpose"]),
            models.Index(name="grant_from", fields=["provider_id", "data_set"]),
            models.Index(name="grant_by_agreement", fields=["agreement_id"]),
        ]

    def __str__(self) -> str:
        return str(self.id)
