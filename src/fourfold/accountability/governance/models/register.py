"""Each agency's register of policies and plans that touch on gangs, and how they fit the partnership's plan."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.accountability.governance.domain.states import Fit, PolicyKind
from fourfold.ground.kernel.governance import Holds

PERSON = "partnership.Person"


class PolicyEntry(models.Model):
    """A document of an agency. `next_on` is when it must be looked at again; `ended_on` when it was taken off."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(item.value, item.label) for item in PolicyKind])
    title = models.CharField(max_length=200)
    link = models.URLField(max_length=500, blank=True)
    owner = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    next_on = models.DateField()
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    governance = dict.fromkeys(("id", "version", "changed_at"), Holds.SYSTEM) | dict.fromkeys(
        ("agency", "kind", "title", "link", "owner", "next_on", "ended_on"), Holds.OFFICIAL
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="policyentry_kind_known", condition=Q(kind__in=list(PolicyKind))),
            models.CheckConstraint(
                name="policyentry_link_is_web",
                condition=Q(link="") | Q(link__startswith="https://") | Q(link__startswith="http://"),
            ),
        ]
        indexes = [
            models.Index(name="policyentry_by_next", fields=["ended_on", "next_on"]),
            models.Index(name="policyentry_by_agency", fields=["agency", "ended_on"]),
        ]

    def __str__(self) -> str:
        return self.title


class PolicyCheck(models.Model):
    """A check of a document against a plan. A gap that closes gets `closed_on`; a new look is a new check."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    entry = models.ForeignKey(PolicyEntry, on_delete=models.CASCADE, related_name="checks")
    plan = models.ForeignKey("plan.Plan", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    fit = models.CharField(max_length=20, choices=[(item.value, item.label) for item in Fit])
    gap = models.TextField(blank=True)
    closed_on = models.DateField(null=True)

    governance = dict.fromkeys(("id", "entry", "plan"), Holds.SYSTEM) | dict.fromkeys(
        ("on", "fit", "gap", "closed_on"), Holds.OFFICIAL
    )
    governance["by"] = Holds.STAFF

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(name="policycheck_fit_known", condition=Q(fit__in=list(Fit))),
            models.CheckConstraint(
                name="policycheck_gap_says_what",
                condition=(Q(fit=Fit.GAP) & ~Q(gap="")) | (~Q(fit=Fit.GAP) & Q(gap="", closed_on__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
