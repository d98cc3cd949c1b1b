"""Giving and ending relationships. Upper rooms decide who may; their row-level security holds them to it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.actors import Actor
from fourfold.trust.access.models import Relationship
from fourfold.trust.audit.operations import record


@transaction.atomic
def relate(
    *, actor: Actor, now: datetime, user_ids: list[UUID], kind: str, subject_kind: str, subject_id: UUID
) -> None:
    """Give each user the relationship from `now` on. Those who have it already keep it."""
    already = set(
        Relationship.objects.filter(
            subject_kind=subject_kind, subject_id=subject_id, kind=kind, until__isnull=True
        ).values_list("user_id", flat=True)
    )
    new = [user_id for user_id in dict.fromkeys(user_ids) if user_id not in already]
    Relationship.objects.bulk_create(
        Relationship(
            user_id=user_id,
            subject_kind=subject_kind,
            subject_id=subject_id,
            kind=kind,
            since=now,
            given_by=actor.reference,
        )
        for user_id in new
    )
    record(
        actor=actor,
        now=now,
        permission="access:relate",
        subject_kind=subject_kind,
        subject_id=subject_id,
        detail={"kind": kind, "users": [str(user_id) for user_id in new]},
    )


@transaction.atomic
def unrelate(*, actor: Actor, now: datetime, user_id: UUID, kind: str, subject_kind: str, subject_id: UUID) -> None:
    """End the relationship at `now`. It binds from the next statement on."""
    ended = Relationship.objects.filter(
        user_id=user_id, subject_kind=subject_kind, subject_id=subject_id, kind=kind, until__isnull=True
    ).update(until=now)
    record(
        actor=actor,
        now=now,
        permission="access:unrelate",
        subject_kind=subject_kind,
        subject_id=subject_id,
        detail={"kind": kind, "user": str(user_id), "ended": ended},
    )
