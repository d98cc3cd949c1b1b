"""Plans, their strands and their success factors."""

from uuid import uuid4

from django.db import models

from fourfold.accountability.plan.domain.states import Audience, PlanState, Scope, StrandKind
from fourfold.ground.kernel.governance import Holds


class Plan(models.Model):
    """A 4P plan of the partnership: county, district, or one group's.

    `label` tells its versions apart ("2026 refresh"); `replaces` is the version before. Once a version is live, the
    one before it is closed: `migrations/0003_versions.py` holds this in the database.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    audience = models.CharField(max_length=20, choices=[(item.value, item.label) for item in Audience])
    scope = models.CharField(max_length=20, choices=[(item.value, item.label) for item in Scope])
    area = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=20, choices=[(item.value, item.label) for item in PlanState])
    label = models.CharField(max_length=60, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)

    governance = dict.fromkeys(("title", "summary", "area", "label"), Holds.OFFICIAL) | dict.fromkeys(
        ("id", "audience", "scope", "state", "replaces", "version", "created_at", "created_by", "published_at"),
        Holds.SYSTEM,
    )

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(name="plan_audience_known", condition=models.Q(audience__in=list(Audience))),
            models.CheckConstraint(name="plan_scope_known", condition=models.Q(scope__in=list(Scope))),
            models.CheckConstraint(name="plan_state_known", condition=models.Q(state__in=list(PlanState))),
            models.CheckConstraint(
                name="plan_group_is_never_for_all",
                condition=~models.Q(scope=Scope.GROUP) | models.Q(audience=Audience.TEAM),
            ),
            models.CheckConstraint(
                name="plan_live_is_published",
                condition=models.Q(state=PlanState.DRAFT) | models.Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Strand(models.Model):
    """One of a plan's four Ps, with its aim."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="strands")
    kind = models.CharField(max_length=20, choices=[(item.value, item.label) for item in StrandKind])
    aim = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    governance = {
        "id": Holds.SYSTEM,
        "plan": Holds.SYSTEM,
        "kind": Holds.OFFICIAL,
        "aim": Holds.OFFICIAL,
        "position": Holds.SYSTEM,
    }

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="strand_once_a_plan", fields=["plan", "kind"]),
            models.CheckConstraint(name="strand_kind_known", condition=models.Q(kind__in=list(StrandKind))),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def label(self) -> str:
        """The strand's word, as shown."""
        return StrandKind(self.kind).label


class SuccessFactor(models.Model):
    """What a strand would look like if it worked, in the plan's own words."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="success_factors")
    strand = models.ForeignKey(Strand, on_delete=models.CASCADE, related_name="success_factors")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    governance = {
        "id": Holds.SYSTEM,
        "plan": Holds.SYSTEM,
        "strand": Holds.SYSTEM,
        "number": Holds.OFFICIAL,
        "text": Holds.OFFICIAL,
    }

    class Meta:
        ordering = ["strand__position", "number"]
        constraints = [
            models.UniqueConstraint(
                name="factor_number_once", fields=["strand", "number"], deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return str(self.number)
