"""The list of agreements: of each the version that counts now."""

from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from fourfold.trust.agreements.domain.life import BINDING, Condition
from fourfold.trust.agreements.domain.terms import State
from fourfold.trust.agreements.models import Version
from fourfold.trust.agreements.queries.ordering import KIND_PLACE, TIER_PLACE
from fourfold.trust.agreements.queries.visibility import visible_versions
from fourfold.trust.partnership.domain.roles import Standing

_RANK = Case(
    When(state__in=list(BINDING), then=Value(0)),
    When(state__in=[State.WITHDRAWN, State.REPLACED], then=Value(2)),
    default=Value(1),
    output_field=IntegerField(),
)


def agreements_for_actor(
    actor: Standing, *, on: date, kind: str = "", stands: str = "", agency_id: UUID | None = None
) -> QuerySet[Version]:
    """One version of each agreement: that in force, else the one being made, else the newest.

    Each with `kind_place` and `tier_place`, by which they stand in their order; then by reference.
    """
    newest = visible_versions(actor).order_by("agreement_id", _RANK, "-number").distinct("agreement_id").values("pk")
    found = visible_versions(actor)
    found = found.filter(_standing(Condition(stands), on)) if stands else found.filter(pk__in=newest)
    if kind:
        found = found.filter(agreement__kind=kind)
    if agency_id is not None:
        theirs = Q(parties__agency_id=agency_id) | Q(parties__on_behalf_of__contains=[agency_id])
        found = found.filter(pk__in=Version.objects.filter(theirs).values("pk"))
    placed = found.annotate(kind_place=KIND_PLACE, tier_place=TIER_PLACE)
    return placed.order_by("kind_place", "tier_place", "agreement__reference", "-number", "pk")


def _standing(wanted: Condition, on: date) -> Q:
    """`domain/life.py` condition as a filter."""
    ended = Q(ends_on__lte=on)
    binding = Q(state__in=list(BINDING))
    force = Q(state=State.IN_FORCE) & ~ended
    begun = Q(starts_on__lte=on)
    due = Q(review_on__lte=on)
    return {
        Condition.EXPIRED: binding & ended,
        Condition.SUSPENDED: Q(state=State.SUSPENDED) & ~ended,
        Condition.NOT_BEGUN: force & ~begun,
        Condition.REVIEW_DUE: force & begun & due,
        Condition.IN_FORCE: force & begun & ~due,
    }.get(wanted, Q(state=wanted.value))


def versions_of(actor: Standing, agreement_id: UUID) -> list[Version]:
    """The versions of an agreement that the actor reads, newest first."""
    return list(visible_versions(actor).filter(agreement_id=agreement_id).order_by("-number"))


def version_that_counts(actor: Standing, agreement_id: UUID) -> Version | None:
    """That in force, else the one being made, else the newest; None where the actor reads none."""
    return visible_versions(actor).filter(agreement_id=agreement_id).order_by(_RANK, "-number").first()
