"""Who is related to what."""

from uuid import UUID

from django.db.models import QuerySet

from fourfold.trust.access.models import Relationship


def related_users(*, kind: str, subject_kind: str, subject_id: UUID) -> list[UUID]:
    """The users with this live relationship to the subject, as far as row-level security shows them."""
    return list(
        Relationship.objects.filter(
            kind=kind, subject_kind=subject_kind, subject_id=subject_id, until__isnull=True
        ).values_list("user_id", flat=True)
    )


def related_subjects(user_id: UUID | None, *, subject_kind: str, kind: str) -> QuerySet[Relationship, UUID]:
    """The ids of the subjects to which a user has this live relationship, as a subquery."""
    live = Relationship.objects.filter(subject_kind=subject_kind, kind=kind, until__isnull=True)
    mine = live.filter(user_id=user_id) if user_id else live.none()
    return mine.values_list("subject_id", flat=True)
