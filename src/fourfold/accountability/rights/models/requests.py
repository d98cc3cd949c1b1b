"""Requests of people about their own data, whom they are about, and the history of each."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.accountability.rights.domain.requests import (
    Behalf,
    Channel,
    EntryKind,
    Identity,
    Outcome,
    Reach,
    RequestKind,
    Standing,
    State,
)
from fourfold.ground.kernel.governance import Holds

PERSON, AGENCY = "partnership.Person", "partnership.Agency"
LONG, SHORT = 4000, 200


class Request(models.Model):
    """What somebody asked one agency, as controller. Read by its data protection and accountable officers alone.

    It says nothing of whether anything is held. `due_on`: what the law asks for next, for lists (`domain/clock.py`).
    `answer_by`: until when the holders of records answer. `asker_*`: whoever asks for somebody else. `handed_from`:
    the request to another agency from which this one goes on, with its dates; `handed_to`: the agency that goes on.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=State.RECEIVED)
    received_at = models.DateTimeField()
    received_on = models.DateField()
    lodged_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    about_name = models.CharField(max_length=SHORT, blank=True)
    about_born = models.DateField(null=True)
    about_more = models.TextField(max_length=LONG, blank=True)
    behalf = models.CharField(max_length=20)
    asker_name = models.CharField(max_length=SHORT, blank=True)
    asker_says = models.CharField(max_length=SHORT, blank=True)
    words = models.TextField(max_length=LONG, blank=True)
    reach = models.CharField(max_length=20)
    contact = models.CharField(max_length=SHORT, blank=True)
    care = models.TextField(max_length=LONG, blank=True)
    acknowledged_on = models.DateField(null=True)
    identity = models.CharField(max_length=20, blank=True)
    identity_how = models.CharField(max_length=SHORT, blank=True)
    identity_asked_on = models.DateField(null=True)
    identity_on = models.DateField(null=True)
    standing = models.CharField(max_length=20, blank=True)
    standing_why = models.TextField(max_length=LONG, blank=True)
    contact_decided_on = models.DateField(null=True)
    extended_on = models.DateField(null=True)
    extended_why = models.TextField(max_length=LONG, blank=True)
    due_on = models.DateField()
    asked_on = models.DateField(null=True)
    answer_by = models.DateField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    outcome_why = models.TextField(max_length=LONG, blank=True)
    closed_on = models.DateField(null=True)
    handed_from = models.UUIDField(null=True)
    handed_to = models.ForeignKey(AGENCY, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=1)

    governance = dict.fromkeys(
        [
            *("id", "reference", "agency", "kind", "channel", "state", "received_at", "received_on"),
            *("acknowledged_on", "identity", "identity_asked_on", "identity_on", "standing", "contact_decided_on"),
            *("extended_on", "due_on", "asked_on", "answer_by", "outcome", "closed_on", "version"),
            *("handed_from", "handed_to"),
        ],
        Holds.SYSTEM,
    ) | dict.fromkeys(
        [
            *("about_name", "about_born", "about_more", "behalf", "asker_name", "asker_says", "words", "reach"),
            *("contact", "care", "identity_how", "standing_why", "extended_why", "outcome_why"),
        ],
        Holds.PERSONAL,
    )
    governance["lodged_by"] = Holds.STAFF

    class Meta:
        constraints = [
            models.CheckConstraint(name="rights_kind_known", condition=Q(kind__in=list(RequestKind))),
            models.CheckConstraint(name="rights_channel_known", condition=Q(channel__in=list(Channel))),
            models.CheckConstraint(name="rights_state_known", condition=Q(state__in=list(State))),
            models.CheckConstraint(name="rights_behalf_known", condition=Q(behalf__in=list(Behalf))),
            models.CheckConstraint(name="rights_reach_known", condition=Q(reach__in=list(Reach))),
            models.CheckConstraint(
                name="rights_form_has_no_account",
                condition=Q(channel=Channel.FORM, lodged_by__isnull=True)
                | (~Q(channel=Channel.FORM) & Q(lodged_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="rights_identity_says_how",
                condition=Q(identity=Identity.UNDECIDED) | (Q(identity__in=list(Identity)) & ~Q(identity_how="")),
            ),
            models.CheckConstraint(
                name="rights_standing_says_why",
                condition=Q(standing=Standing.UNDECIDED) | (Q(standing__in=list(Standing)) & ~Q(standing_why="")),
            ),
            models.CheckConstraint(
                name="rights_extension_says_why", condition=Q(extended_on__isnull=True) | ~Q(extended_why="")
            ),
            models.CheckConstraint(
                name="rights_closed_is_answered",
                condition=(
                    Q(state=State.CLOSED, outcome__in=[one for one in Outcome if one], closed_on__isnull=False)
                    & ~Q(outcome_why="")
                )
                | (~Q(state=State.CLOSED) & Q(outcome=Outcome.OPEN, closed_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="rights_handed_on_says_to_whom",
                condition=Q(outcome=Outcome.HANDED_ON, handed_to__isnull=False)
                | (~Q(outcome=Outcome.HANDED_ON) & Q(handed_to__isnull=True)),
            ),
            models.UniqueConstraint(name="rights_handed_on_once", fields=["handed_from"]),
            # Nothing is given to, or done for, somebody who may be somebody else.
            models.CheckConstraint(
                name="rights_met_for_the_right_person",
                condition=~Q(outcome__in=[Outcome.MET, Outcome.PARTLY])
                | Q(kind__in=[RequestKind.COMPLAINT, RequestKind.OBJECTION])
                | (
                    Q(identity=Identity.CONFIRMED, contact_decided_on__isnull=False)
                    & ~Q(standing__in=[Standing.UNDECIDED, Standing.NONE])
                ),
            ),
        ]
        indexes = [models.Index(name="rights_due_first", fields=["agency", "state", "due_on"])]

    def __str__(self) -> str:
        return self.reference


class About(models.Model):
    """A subject that the request is about, as an officer of the asked agency found."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject_id = models.UUIDField(db_index=True)
    reference = models.CharField(max_length=20)
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    governance = dict.fromkeys(["id", "request", "subject_id", "added_at"], Holds.SYSTEM) | {
        "reference": Holds.PERSONAL,
        "added_by": Holds.STAFF,
    }

    class Meta:
        constraints = [models.UniqueConstraint(name="rights_about_once", fields=["request", "subject_id"])]

    def __str__(self) -> str:
        return str(self.id)


class Entry(models.Model):
    """A line of a request's history: what was decided or done, when, by whom, why. Never changed.

    `part_id`: of one holder's part, and so read by that holder alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+", db_index=False)
    part_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(max_length=LONG, blank=True)

    governance = dict.fromkeys(["id", "request", "part_id", "kind", "at"], Holds.SYSTEM) | {
        "by": Holds.STAFF,
        "text": Holds.PERSONAL,
    }

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.CheckConstraint(name="rights_entry_known", condition=Q(kind__in=list(EntryKind)))]
        indexes = [models.Index(name="rights_entry_of", fields=["request", "-at"])]

    def __str__(self) -> str:
        return str(self.id)
