"""The first wall: which plans an actor sees. Row-level security (`rls.sql`) is the second, and says the same."""

from django.db.models import Q, QuerySet

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.states import Audience, Marking, Part, PlanState
from fourfold.accountability.plan.models import Action, Plan, Update
from fourfold.ground.kernel.actors import Service
from fourfold.trust.access.queries import related_subjects
from fourfold.trust.partnership.domain.roles import Standing


def visible_plans(actor: Standing) -> QuerySet[Plan]:
    """The plans the actor reads: `policies.read` as a filter. Empty for someone without a live role."""
    if not actor.is_active:
        return Plan.objects.none()
    if actor.service is Service.INSTALLATION:
        return Plan.objects.all()
    if actor.service is not None:
        return Plan.objects.filter(audience=Audience.PARTNERSHIP, state=PlanState.LIVE)
    related = related_subjects(actor.user_id, subject_kind="plan", kind="audience")
    plans = Plan.objects.filter(Q(audience=Audience.PARTNERSHIP) | Q(pk__in=related))
    return plans if policies.coordinate(actor) else plans.exclude(state=PlanState.DRAFT)


def readable_updates(actor: Standing) -> QuerySet[Update]:
    """The updates of the plans the actor reads; a restricted one only for its author and its named readers."""
    named_on = related_subjects(actor.user_id, subject_kind="plan.update", kind="named-reader")
    open_to_me = Q(marking=Marking.OFFICIAL) | Q(author=actor.person_id) | Q(pk__in=named_on)
    return Update.objects.filter(open_to_me, plan__in=visible_plans(actor))


def action_facts(action: Action) -> policies.ActionFacts:
    """What the policy asks of an action. Uses prefetched agencies where there are any."""
    officers = {officer for officer in (action.accountable_officer_id, action.deputy_id) if officer}
    return policies.ActionFacts(
        plan_state=PlanState(action.plan.state),
        parts=tuple((Part(item.part), item.agency_id) for item in action.agencies.all()),
        officers=frozenset(officers),
    )
