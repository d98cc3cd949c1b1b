"""Requests, their answers, and the words of both."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.access.domain.resources import SubjectKind
from fourfold.trust.requests.domain.refusals import Detriment, Reason
from fourfold.trust.requests.domain.states import Outcome, Urgency

PERSON = "partnership.Person"
AGENCY = "partnership.Agency"
PEOPLE = [SubjectKind.CHILD, SubjectKind.ADULT]


class Request(models.Model):
    """What one agency asks of another about one person. Nothing of it changes but that it is withdrawn.

    `subject_id` None: the asker cannot see the person, and describes them (`Words`, part `about`). `reference` is
    drawn by chance, for the telephone. `wanted_until` is the first day on which it is needed no longer.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    asking_agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+")
    asked_agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    urgency = models.CharField(max_length=20)
    agreement_id = models.UUIDField()
    data_set = models.CharField(max_length=60)
    fields: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=60))
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=60)
    gateway = models.CharField(max_length=60)
    is_duty = models.BooleanField()
    wanted_until = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    governance = {
        **dict.fromkeys(("id", "reference", "agreement_id", "subject_id", "subject_kind"), Holds.SYSTEM),
        **dict.fromkeys(("asking_agency", "asked_agency", "asked_at", "due_at", "urgency"), Holds.OFFICIAL),
        **dict.fromkeys(("data_set", "fields", "purpose", "gateway", "is_duty"), Holds.OFFICIAL),
        **dict.fromkeys(("wanted_until", "withdrawn_at"), Holds.OFFICIAL),
        **dict.fromkeys(("asked_by", "withdrawn_by"), Holds.STAFF),
    }

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.CheckConstraint(name="request_to_another_agency", condition=~Q(asking_agency=F("asked_agency"))),
            models.CheckConstraint(name="request_names_fields", condition=Q(fields__len__gt=0)),
            models.CheckConstraint(name="request_due_after_asked", condition=Q(due_at__gt=F("asked_at"))),
            models.CheckConstraint(name="request_urgency_known", condition=Q(urgency__in=list(Urgency))),
            models.CheckConstraint(name="request_about_somebody", condition=Q(subject_kind__in=PEOPLE)),
            models.CheckConstraint(
                name="request_withdrawn_by_somebody",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="request_asked", fields=["asked_agency", "-asked_at"]),
            models.Index(name="request_asking", fields=["asking_agency", "-asked_at"]),
        ]

    def __str__(self) -> str:
        return self.reference


class Answer(models.Model):
    """The one answer to a request. It never changes.

    `fields` and `until` (the first day without it) are what was accepted, `subject_id` whom the grant is about.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=20)
    fields: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    until = models.DateField(null=True)
    subject_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=20, blank=True)
    detriment = models.CharField(max_length=20, blank=True)
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    governance = {
        **dict.fromkeys(("id", "request", "subject_id"), Holds.SYSTEM),
        **dict.fromkeys(("outcome", "fields", "until", "reason", "detriment", "answered_at"), Holds.OFFICIAL),
        "answered_by": Holds.STAFF,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(name="answer_outcome_known", condition=Q(outcome__in=list(Outcome))),
            models.CheckConstraint(
                name="answer_opens_or_refuses",
                condition=Q(outcome=Outcome.REFUSED, fields__len=0, until__isnull=True, subject_id__isnull=True)
                | (~Q(outcome=Outcome.REFUSED) & Q(fields__len__gt=0, until__isnull=False, subject_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="answer_has_its_reason",
                condition=Q(outcome=Outcome.WHOLE, reason="")
                | (~Q(outcome=Outcome.WHOLE) & Q(reason__in=list(Reason))),
            ),
            models.CheckConstraint(
                name="answer_says_which_detriment",
                condition=Q(reason=Reason.MORE_DETRIMENTAL, detriment__in=list(Detriment))
                | (~Q(reason=Reason.MORE_DETRIMENTAL) & Q(detriment="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Words(models.Model):
    """What was typed, which the application writes and cannot read: `requests_words_of()` gives it out, logged."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20)
    text = models.TextField()

    governance = {"id": Holds.SYSTEM, "request": Holds.SYSTEM, "part": Holds.SYSTEM, "text": Holds.PERSONAL}

    class Meta:
        constraints = [
            models.UniqueConstraint(name="words_once", fields=["request", "part"]),
            models.CheckConstraint(name="words_part_known", condition=Q(part__in=["about", "why", "answer"])),
            models.CheckConstraint(name="words_are_there", condition=Q(text__regex=r"\S")),
        ]

    def __str__(self) -> str:
        return self.part
