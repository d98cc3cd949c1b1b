"""Reading emergency access: one's own, and what officers hear of and review."""

from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.domain.decisions import Decision
from fourfold.trust.access.models import Emergency
from fourfold.trust.access.policies import DPO, may_review, user_of
from fourfold.trust.access.queries.people import holds
from fourfold.trust.partnership.domain.roles import Standing


def emergencies_of(actor: Standing) -> QuerySet[Emergency]:
    """One's own, the newest first."""
    return Emergency.objects.filter(user_id=user_of(actor), follows_id=None).order_by("-since", "pk")


def emergencies_of_others(actor: Standing, *, waiting: bool | None = None) -> QuerySet[Emergency]:
    """Those that concern an agency of the actor's, the oldest unreviewed first; `waiting`: only (un)reviewed ones.

    Row-level security shows them to data protection officers of the user's agency, and to the champions, accountable
    and data protection officers of those who hold records of the person.
    """
    found = Emergency.objects.exclude(user_id=user_of(actor))
    if waiting is not None:
        found = found.filter(reviewed_at__isnull=waiting)
    return found.order_by("reviewed_at", "since", "pk") if waiting else found.order_by("-since", "pk")


def emergency_for(actor: Standing, emergency_id: UUID) -> Emergency:
    """One of one's own or of those that concern one's agency. Raises `NotFound`."""
    found = Emergency.objects.filter(pk=emergency_id).first() if actor.is_active else None
    if found is None:
        raise NotFound("access.emergency", emergency_id)
    return found


def review_decision(actor: Standing, emergency: Emergency) -> Decision:
    """Whether the actor reviews this one."""
    with connection.cursor() as cursor:
        cursor.execute("select access_reviewed_by_others(%s, %s)", [emergency.subject_id, emergency.agency_id])
        (by_others,) = cursor.fetchone()
    return may_review(
        actor,
        user_id=emergency.user_id,
        agency_id=emergency.agency_id,
        holds=holds(actor, emergency.subject_id, {DPO}),
        by_others=by_others,
    )


def holders_alerted(emergency_id: UUID) -> dict[UUID, frozenset[UUID]]:
    """The agencies that hold records of the person about whom the actor began this emergency access.

    By the row that is theirs to read: each agency has one about its own subject, and knows of no other.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from access_emergency_told(%s)", [emergency_id])
        return {row_id: frozenset(holders) for row_id, holders in cursor.fetchall()}
