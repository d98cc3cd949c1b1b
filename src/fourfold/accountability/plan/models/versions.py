"""How a plan goes on in its next version, and how tables of other layouts are read."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.accountability.plan.models.actions import Action
from fourfold.accountability.plan.models.plans import Plan, SuccessFactor
from fourfold.ground.kernel.governance import Holds

_OF_ACTION = Q(old_action__isnull=False, old_factor__isnull=True, factor__isnull=True)
_OF_FACTOR = Q(old_factor__isnull=False, old_action__isnull=True, action__isnull=True)
_DROPPED = Q(action__isnull=True, factor__isnull=True)


class Continuation(models.Model):
    """What became of one action or success factor of the version before: what goes on with it, or why nothing does.

    Two rows with the same `action` are a merger, two with the same `old_action` a split. `proposed` is a match that
    nobody has accepted yet; `likeness` is how alike the words were, in per cent. The database holds that both ends
    belong to the plan and to the version that it replaces (`migrations/0003_versions.py`).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="continuations")
    before = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    old_action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="continued_by")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="continues")
    old_factor = models.ForeignKey(SuccessFactor, on_delete=models.CASCADE, null=True, related_name="continued_by")
    factor = models.ForeignKey(SuccessFactor, on_delete=models.CASCADE, null=True, related_name="continues")
    reason = models.CharField(max_length=500, blank=True)
    proposed = models.BooleanField(default=False)
    likeness = models.PositiveSmallIntegerField(null=True)

    governance = dict.fromkeys(
        ("id", "plan", "before", "old_action", "action", "old_factor", "factor", "proposed", "likeness"), Holds.SYSTEM
    ) | {"reason": Holds.OFFICIAL}

    class Meta:
        constraints = [
            models.CheckConstraint(name="continuation_is_of_one_kind", condition=_OF_ACTION | _OF_FACTOR),
            models.CheckConstraint(name="dropped_has_reason", condition=~_DROPPED | ~Q(reason="") | Q(proposed=True)),
            models.UniqueConstraint(
                name="continuation_once",
                fields=["plan", "old_action", "action"],
                nulls_distinct=False,
                condition=Q(old_action__isnull=False),
            ),
            models.UniqueConstraint(
                name="factor_continuation_once",
                fields=["plan", "old_factor", "factor"],
                nulls_distinct=False,
                condition=Q(old_factor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class TableLayout(models.Model):
    """How coordinators read a table with certain headings: remembered, so that the next one is read so at once.

    `fingerprint` is a hash of the normalised headings; `columns` gives each heading's field in order; `strands` and
    `statuses` map words of the document to strands and statuses.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    fingerprint = models.CharField(max_length=64, unique=True)
    headings = models.JSONField()
    columns = models.JSONField()
    strands = models.JSONField(default=dict)
    statuses = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, null=True, related_name="+")

    governance = dict.fromkeys(("id", "fingerprint", "columns", "changed_at"), Holds.SYSTEM) | {
        "headings": Holds.OFFICIAL,
        "strands": Holds.OFFICIAL,
        "statuses": Holds.OFFICIAL,
        "changed_by": Holds.STAFF,
    }

    def __str__(self) -> str:
        return self.fingerprint
