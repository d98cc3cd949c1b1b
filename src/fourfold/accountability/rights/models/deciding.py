"""What each holder decides about its own records, what records carry since, and whom that was told."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from fourfold.accountability.rights.domain.requests import Act, Ground, MarkKind, NoticeKind, PartAnswer
from fourfold.accountability.rights.models.requests import AGENCY, LONG, PERSON, Request
from fourfold.ground.kernel.governance import Holds


class Part(models.Model):
    """That a holder of records is asked about its own. Made by the database for those who hold any.

    Whoever was asked by the person sees their own part, and those of others once these have something to tell: so
    that nothing, and not yet, look alike, and intelligence is neither confirmed nor denied.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    answer = models.CharField(max_length=20, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    governance = dict.fromkeys(
        ["id", "request", "holder", "asked_at", "answer_by", "answer", "decided_at"], Holds.SYSTEM
    ) | {"decided_by": Holds.STAFF}

    class Meta:
        constraints = [
            models.UniqueConstraint(name="rights_part_once", fields=["request", "holder"]),
            models.CheckConstraint(
                name="rights_part_names_who",
                condition=Q(answer=PartAnswer.WAITING, decided_at__isnull=True, decided_by__isnull=True)
                | Q(answer__in=list(PartAnswer), decided_at__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class RecordDecision(models.Model):
    """What a holder decided about one record. `fields`: what is left out of it. `note`: what it should say."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+", db_index=False)
    record_id = models.UUIDField(db_index=True)
    act = models.CharField(max_length=20)
    fields: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    ground = models.CharField(max_length=20, blank=True)
    reason = models.TextField(max_length=LONG, blank=True)
    note = models.TextField(max_length=LONG, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    governance = dict.fromkeys(["id", "part", "record_id", "act", "fields", "ground", "decided_at"], Holds.SYSTEM) | {
        "reason": Holds.PERSONAL,
        "note": Holds.PERSONAL,
        "decided_by": Holds.STAFF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(name="rights_decision_once", fields=["part", "record_id"]),
            models.CheckConstraint(name="rights_act_known", condition=Q(act__in=list(Act))),
            # An exemption is decided by somebody, on a ground, for a reason.
            models.CheckConstraint(
                name="rights_exemption_says_why",
                condition=~Q(act__in=[Act.PART, Act.WITHHOLD, Act.KEEP])
                | (Q(ground__in=[one for one in Ground if one]) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="rights_part_names_fields",
                condition=Q(act=Act.PART, fields__len__gt=0) | (~Q(act=Act.PART) & Q(fields__len=0)),
            ),
            models.CheckConstraint(
                name="rights_correction_says_what",
                condition=~Q(act__in=[Act.CORRECT, Act.DISPUTE]) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class RecordMark(models.Model):
    """What a record carries since a decision: corrected (how), disputed (why), not to be used for now.

    Seen by whoever sees the record. A restricted record is seen by nobody until the restriction ends: somebody says
    why, and when the person was told beforehand (UK GDPR Art 18(3)). `was_restricted`: named people alone read it
    for another reason, and it stays so afterwards.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    record_id = models.UUIDField()
    holder = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    note = models.TextField(max_length=LONG, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    was_restricted = models.BooleanField(default=False)
    told_on = models.DateField(null=True)
    ended_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    ended_why = models.TextField(max_length=LONG, blank=True)

    governance = dict.fromkeys(
        ["id", "record_id", "holder", "kind", "since", "until", "was_restricted", "told_on"], Holds.SYSTEM
    ) | {"note": Holds.PERSONAL, "ended_why": Holds.PERSONAL, "ended_by": Holds.STAFF}

    class Meta:
        constraints = [
            models.CheckConstraint(name="rights_mark_known", condition=Q(kind__in=list(MarkKind))),
            models.CheckConstraint(
                name="rights_mark_end_says_why",
                condition=Q(until__isnull=True)
                | (Q(ended_by__isnull=False, told_on__isnull=False) & ~Q(ended_why="")),
            ),
        ]
        indexes = [models.Index(name="rights_mark_of", fields=["record_id"])]

    def __str__(self) -> str:
        return str(self.id)


class Notice(models.Model):
    """What an agency is told whose people read a record that has since been corrected, disputed or removed.

    `reference`: whose record, so that copies can be found; blank once the agency has said that it did so.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    data_set = models.CharField(max_length=60)
    happened_on = models.DateField(null=True)
    reference = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    governance = dict.fromkeys(["id", "agency", "holder", "kind", "data_set", "at", "settled_at"], Holds.SYSTEM) | {
        "reference": Holds.PERSONAL,
        "happened_on": Holds.PERSONAL,
        "settled_by": Holds.STAFF,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(name="rights_notice_known", condition=Q(kind__in=list(NoticeKind))),
            models.CheckConstraint(
                name="rights_notice_settled_is_blank",
                condition=Q(settled_at__isnull=True)
                | Q(reference="", happened_on__isnull=True, settled_by__isnull=False),
            ),
        ]
        indexes = [models.Index(name="rights_notice_of", fields=["agency", "settled_at", "-at"])]

    def __str__(self) -> str:
        return str(self.id)
