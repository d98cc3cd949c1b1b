"""Look-ups that were recorded, and the grants under which one may be."""

from uuid import UUID, uuid4

from django.db.models import QuerySet

from fourfold.records.feeds.domain.lookups import DATA_SET
from fourfold.records.feeds.models import LookUp
from fourfold.records.feeds.queries.sight import Sight
from fourfold.trust.access.domain.deciding import decide
from fourfold.trust.access.domain.grants import Grant
from fourfold.trust.access.domain.resources import Action, Handling, Label, Resource, SubjectKind, SubjectRole
from fourfold.trust.partnership.domain.roles import Standing


def look_ups_for_actor(actor: Standing) -> "QuerySet[LookUp]":
    """The look-ups of the actor's own agencies, newest first."""
    agencies: set[UUID] = {role.agency_id for role in actor.roles}
    return LookUp.objects.filter(agency_id__in=agencies).select_related("agency", "asked_by")


def grants_to_look_up(sight: Sight) -> list[Grant]:
    """The grants under which the looker may look children up now: those that `decide` says yes by."""
    found = [
        grant
        for (_provider, data_set, purpose), some in sight.looker.grants.items()
        if (data_set, purpose) == (DATA_SET, sight.purpose)
        for grant in some
        if SubjectKind.CHILD in grant.subject_kinds
    ]
    return sorted((grant for grant in found if _opens(sight, grant)), key=lambda grant: grant.id)


def _opens(sight: Sight, grant: Grant) -> bool:
    """Whether the grant itself opens a look-up about some child."""
    label = Label(
        grant.provider_id,
        DATA_SET,
        SubjectKind.CHILD,
        SubjectRole(min(grant.subject_roles)),
        Handling(min(grant.handling)),
    )
    decision = decide(sight.looker, Action.READ, Resource(label, uuid4()), sight.purpose, sight.at)
    return any(because.grant_id == grant.id for because in decision.because)
