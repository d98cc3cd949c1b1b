"""The removal of what is due: what two officers decided, from when it counts, how far it is, what stayed and why."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from fourfold.accountability.rights.domain.removal import RemovalState
from fourfold.accountability.rights.models.requests import AGENCY, LONG, PERSON
from fourfold.ground.kernel.governance import Holds

OPEN = Q(state__in=[RemovalState.PROPOSED, RemovalState.GOING])


class DueRemoval(models.Model):
    """That a holder has what is due of a data set removed, as things stood when it was decided.

    `decided_before`: the day before which a period must be over; `periods`: those then in force, by contract. `due`:
    how many records were due then; `looked`: how many of them were looked at since, and `removed` or `stayed` (how
    many, by reason). `after_on` and `after_id`: the last record that was looked at, while the work goes on.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    holder = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+", db_index=False)
    data_set = models.CharField(max_length=60)
    state = models.CharField(max_length=10, default=RemovalState.PROPOSED)
    decided_before = models.DateField()
    periods = models.JSONField()
    why = models.TextField(max_length=LONG)
    due = models.PositiveIntegerField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    ended_why = models.TextField(max_length=LONG, blank=True)
    looked = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    stayed = models.JSONField(default=dict)
    after_on = models.DateField(null=True)
    after_id = models.UUIDField(null=True)

    governance = dict.fromkeys(
        [
            *("id", "holder", "data_set", "state", "decided_before", "periods", "due", "decided_at", "confirmed_at"),
            *("ended_at", "looked", "removed", "stayed", "after_on", "after_id"),
        ],
        Holds.SYSTEM,
    ) | {
        **dict.fromkeys(["why", "ended_why"], Holds.PERSONAL),
        **dict.fromkeys(["decided_by", "confirmed_by", "ended_by"], Holds.STAFF),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(name="rights_removal_known", condition=Q(state__in=list(RemovalState))),
            models.CheckConstraint(name="rights_removal_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="rights_removal_by_two",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("decided_by"))),
            ),
            models.CheckConstraint(
                name="rights_removal_is_confirmed",
                condition=Q(state__in=[RemovalState.PROPOSED, RemovalState.WITHDRAWN])
                | Q(confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="rights_removal_withdrawn_whole",
                condition=(
                    Q(state=RemovalState.WITHDRAWN, ended_by__isnull=False, ended_at__isnull=False) & ~Q(ended_why="")
                )
                | (~Q(state=RemovalState.WITHDRAWN) & Q(ended_by__isnull=True, ended_why="")),
            ),
            models.UniqueConstraint(name="rights_removing_once", fields=["holder", "data_set"], condition=OPEN),
        ]
        indexes = [models.Index(name="rights_due_removal_of", fields=["holder", "-decided_at"])]

    def __str__(self) -> str:
        return str(self.id)
