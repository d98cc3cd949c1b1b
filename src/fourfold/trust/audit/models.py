"""The audit log and its chain. Append-only: triggers refuse every update, delete and truncate, the owner's too.

`migrations/0002_append_only.py` holds the triggers, which fill the fields marked "by trigger" whatever was given.
"""

from uuid import uuid4

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.audit.domain.entries import Outcome

_READ = Q(outcome="read")


class Entry(models.Model):
    """One act, read or refusal: who, what, on what, when. No foreign keys: it outlives what it tells of."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.TextField(editable=False)
    """By trigger: the canonical form that `row_hash` is taken over."""
    seq = models.BigIntegerField(unique=True, editable=False)
    """By trigger: order of writing, with gaps where a transaction was rolled back."""
    cluster = models.BigIntegerField(editable=False)
    """By trigger: PostgreSQL's system identifier. `xid` means something only within one cluster."""
    xid = models.BigIntegerField(editable=False)
    """By trigger: the transaction that wrote the entry; its act is of the same transaction."""
    recorded_at = models.DateTimeField(editable=False)
    """By trigger: the database's clock."""
    occurred_at = models.DateTimeField()
    actor = models.TextField()
    permission = models.TextField()
    outcome = models.TextField(choices=[(outcome.value, outcome.value) for outcome in Outcome])
    subject_kind = models.TextField(blank=True)
    subject_id = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    request_id = models.TextField(blank=True)
    detail = models.JSONField(default=dict, blank=True)
    row_hash = models.BinaryField()
    """By trigger: sha256 over all the other fields."""

    governance = dict.fromkeys(
        [
            *("id", "version", "seq", "cluster", "xid", "recorded_at", "occurred_at", "actor", "permission"),
            *("outcome", "subject_kind", "subject_id", "purpose", "request_id", "detail", "row_hash"),
        ],
        Holds.SYSTEM,
    )

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(
                name="audit_entry_outcome_known", condition=Q(outcome__in=[outcome.value for outcome in Outcome])
            ),
            models.CheckConstraint(
                name="audit_entry_actor_opaque",
                condition=Q(actor__regex=r"^(nobody|service:[a-z-]+|person:[0-9a-f-]{36})$"),
            ),
        ]
        indexes = [
            models.Index(name="audit_entry_to_seal", fields=["cluster", "xid", "seq"]),
            # For the data protection officers' search (accountability/oversight), newest first.
            models.Index(name="audit_entry_by_actor", fields=["actor", "-occurred_at", "-id"]),
            models.Index(name="audit_entry_by_time", fields=["-occurred_at", "-id"]),
            models.Index(name="audit_entry_by_permission", fields=["permission", "-occurred_at", "-id"]),
            models.Index(
                name="audit_entry_by_purpose", fields=["purpose", "-occurred_at", "-id"], condition=~Q(purpose="")
            ),
            models.Index(name="audit_entry_denied", fields=["-occurred_at", "-id"], condition=Q(outcome="denied")),
            models.Index(name="audit_entry_by_subject", fields=["subject_id"], condition=~Q(subject_id="")),
            GinIndex(name="audit_entry_reads", fields=["detail"], opclasses=["jsonb_path_ops"], condition=_READ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.actor} {self.permission} {self.outcome}"


class Link(models.Model):
    """An entry's place in the chain. `position` is the chain's order, without gaps; `seq` is not."""

    position = models.BigIntegerField(primary_key=True, editable=False)
    """By trigger: one more than the last link's."""
    entry_id = models.UUIDField(unique=True)
    entry_seq = models.BigIntegerField(editable=False)
    """By trigger, from the entry."""
    row_hash = models.BinaryField()
    """By trigger, from the entry."""
    sealed_at = models.DateTimeField()
    chain_hash = models.BinaryField()
    """By trigger: see `domain/chain.py`."""

    governance = dict.fromkeys(
        ["position", "entry_id", "entry_seq", "row_hash", "sealed_at", "chain_hash"], Holds.SYSTEM
    )

    def __str__(self) -> str:
        return f"{self.position} entry {self.entry_seq}"
