"""Actions, who leads them, when they are due, and what they wait for."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.accountability.plan.domain.states import Part, Status, TimescaleKind
from fourfold.accountability.plan.models.plans import Plan, Strand
from fourfold.ground.kernel.governance import Holds


class Action(models.Model):
    """One action of a plan. `title` is a short name for lists; `text` is what the plan says, word for word.

    `version` counts edits: who saves over a newer version is shown both and loses nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    strand = models.ForeignKey(Strand, on_delete=models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=140)
    text = models.TextField()
    status = models.CharField(
        max_length=20, choices=[(item.value, item.label) for item in Status], default=Status.NOT_STARTED
    )
    status_reason = models.TextField(blank=True)
    status_since = models.DateTimeField()
    accountable_officer = models.ForeignKey(
        "partnership.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    deputy = models.ForeignKey(
        "partnership.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    governance = dict.fromkeys(("id", "plan", "strand", "version", "changed_at"), Holds.SYSTEM) | dict.fromkeys(
        (
            "number",
            "title",
            "text",
            "status",
            "status_reason",
            "status_since",
            "accountable_officer",
            "deputy",
        ),
        Holds.OFFICIAL,
    )

    class Meta:
        ordering = ["strand__position", "number"]
        constraints = [
            models.UniqueConstraint(
                name="action_number_once", fields=["strand", "number"], deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="action_status_known", condition=Q(status__in=list(Status))),
            models.CheckConstraint(
                name="action_risk_has_reason",
                condition=~Q(status__in=[Status.AT_RISK, Status.OFF_TRACK]) | ~Q(status_reason=""),
            ),
            models.CheckConstraint(
                name="action_deputy_is_another",
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("accountable_officer")),
            ),
        ]
        indexes = [models.Index(name="action_by_plan_status", fields=["plan", "status"])]

    def __str__(self) -> str:
        return str(self.id)


class ActionAgency(models.Model):
    """An agency's part in an action. `named` is how the plan names it, `qualifier` what the plan adds.

    `agency` is the body of the plan's day; that of today follows from its successions. It is empty when the
    register does not know the name.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="agencies")
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    part = models.CharField(max_length=20, choices=[(item.value, item.label) for item in Part])
    named = models.TextField()
    qualifier = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    governance = dict.fromkeys(("id", "plan", "action", "position"), Holds.SYSTEM) | dict.fromkeys(
        ("agency", "part", "named", "qualifier"), Holds.OFFICIAL
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="agency_once_an_action", fields=["action", "agency"]),
            models.CheckConstraint(name="part_known", condition=Q(part__in=list(Part))),
        ]
        indexes = [models.Index(name="actionagency_by_agency", fields=["agency"])]

    def __str__(self) -> str:
        return self.named


class Timescale(models.Model):
    """A date of an action: due, to review, or ongoing without a date. `raw` is how the plan wrote it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="timescales")
    kind = models.CharField(max_length=20, choices=[(item.value, item.label) for item in TimescaleKind])
    date = models.DateField(null=True, blank=True)
    raw = models.CharField(max_length=200, blank=True)
    done_on = models.DateField(null=True, blank=True)

    governance = dict.fromkeys(("id", "plan", "action"), Holds.SYSTEM) | dict.fromkeys(
        ("kind", "date", "raw", "done_on"), Holds.OFFICIAL
    )

    class Meta:
        ordering = ["date", "kind", "id"]
        constraints = [
            models.CheckConstraint(name="timescale_kind_known", condition=Q(kind__in=list(TimescaleKind))),
            models.CheckConstraint(
                name="timescale_dated_unless_ongoing",
                condition=Q(kind=TimescaleKind.ONGOING, date__isnull=True)
                | (~Q(kind=TimescaleKind.ONGOING) & Q(date__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="timescale_by_date", fields=["plan", "done_on", "date"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.date or ''}".strip()


class Dependency(models.Model):
    """An action that waits for another of the same plan."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="waits_for")
    needed = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="needed_by")
    note = models.CharField(max_length=200, blank=True)

    governance = dict.fromkeys(("id", "plan", "action", "needed"), Holds.SYSTEM) | {"note": Holds.OFFICIAL}

    class Meta:
        constraints = [
            models.UniqueConstraint(name="dependency_once", fields=["action", "needed"]),
            models.CheckConstraint(name="dependency_not_itself", condition=~Q(action=F("needed"))),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} waits for {self.needed_id}"
