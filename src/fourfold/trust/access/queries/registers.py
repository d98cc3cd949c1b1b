"""The registers that officers keep and people see of themselves: conflicts, exclusions, work with people, counts."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.models import Canary, Declaration, Exclusion, ReadHour, Relationship
from fourfold.trust.access.policies import user_of
from fourfold.trust.partnership.domain.roles import Standing


def declarations_of(actor: Standing) -> QuerySet[Declaration]:
    """One's own declarations, the newest first."""
    return Declaration.objects.filter(user_id=user_of(actor)).order_by("-declared_at", "pk")


def declarations_to_settle(actor: Standing) -> QuerySet[Declaration]:
    """Those by name of colleagues that wait for their data protection officer, the oldest first."""
    waiting = Declaration.objects.filter(settled="").exclude(name="").exclude(user_id=user_of(actor))
    return waiting.order_by("declared_at", "pk")


def declaration_to_settle(actor: Standing, declaration_id: UUID) -> Declaration:
    """One of them. Raises `NotFound`."""
    found = declarations_to_settle(actor).filter(pk=declaration_id).first()
    if found is None:
        raise NotFound("access.declaration", declaration_id)
    return found


def exclusions_of_others(actor: Standing) -> QuerySet[Exclusion]:
    """Live ones of one's agency's people and about people of whom it holds records, the newest first."""
    return Exclusion.objects.filter(until__isnull=True).exclude(user_id=user_of(actor)).order_by("-since", "pk")


def exclusion_of_another(actor: Standing, exclusion_id: UUID) -> Exclusion:
    """One of them. Raises `NotFound`."""
    found = exclusions_of_others(actor).filter(pk=exclusion_id).first()
    if found is None:
        raise NotFound("access.exclusion", exclusion_id)
    return found


def marked_people(actor: Standing) -> QuerySet[Canary]:
    """The live marks of agencies whose data protection officer the actor is, the newest first."""
    user_of(actor)
    return Canary.objects.filter(until__isnull=True).order_by("-since", "pk")


def marked_person(actor: Standing, canary_id: UUID) -> Canary:
    """One of them. Raises `NotFound`."""
    found = marked_people(actor).filter(pk=canary_id).first()
    if found is None:
        raise NotFound("access.canary", canary_id)
    return found


def work_of(actor: Standing) -> QuerySet[Relationship]:
    """With whom the actor works, as colleagues said, the newest first."""
    return _work().filter(user_id=user_of(actor))


def work_of_others(actor: Standing) -> QuerySet[Relationship]:
    """With whom colleagues work, for those who say it and their data protection officer, the newest first."""
    return _work().exclude(user_id=user_of(actor))


def one_work(actor: Standing, relationship_id: UUID) -> Relationship:
    """One of the latter. Raises `NotFound`."""
    found = work_of_others(actor).filter(pk=relationship_id).first()
    if found is None:
        raise NotFound("access.relationship", relationship_id)
    return found


def _work() -> QuerySet[Relationship]:
    live = Relationship.objects.filter(subject_kind="person", kind="case", until__isnull=True)
    return live.order_by("-since", "pk")


def counts_of_others(actor: Standing, now: datetime) -> dict[UUID, int]:
    """About how many people colleagues read in the last 24 hours, the most first; read by their officer alone."""
    read = ReadHour.objects.filter(hour__gt=now - timedelta(hours=24)).exclude(user_id=user_of(actor))
    people: dict[UUID, set[UUID]] = {}
    for user_id, subjects in read.values_list("user_id", "subjects"):
        people.setdefault(user_id, set()).update(subjects)
    return dict(sorted(((one, len(some)) for one, some in people.items()), key=lambda item: (-item[1], item[0])))
