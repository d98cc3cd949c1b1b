"""The order in which agreements stand in lists: the frame first, what is agreed under it, then the assessments."""

from django.db.models import Case, IntegerField, Value, When

from fourfold.trust.agreements.domain.terms import AgreementKind, Tier

KIND_PLACE = Case(
    *(When(agreement__kind=kind.value, then=Value(place)) for place, kind in enumerate(AgreementKind)),
    output_field=IntegerField(),
)
"""The order of the kinds, which is theirs in `domain/terms.py`."""
TIER_PLACE = Case(
    *(When(agreement__tier=tier.value, then=Value(place)) for place, tier in enumerate(Tier)),
    output_field=IntegerField(),
)
"""From the general to the detail."""
