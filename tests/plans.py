"""A small live plan for tests, made through the operations: who leads what is said in the test."""

from dataclasses import dataclass
from uuid import UUID

from tests.people import Cast, Colleague

from fourfold.accountability.plan.domain.states import Audience, Part, Scope, StrandKind
from fourfold.accountability.plan.models import Action, Plan, Strand
from fourfold.accountability.plan.operations.actions import ActionWords, add_action
from fourfold.accountability.plan.operations.agencies import AgencyPart, set_agencies
from fourfold.accountability.plan.operations.plans import PlanFrame, begin_plan, name_reader, publish_plan
from fourfold.ground.kernel.clock import now
from fourfold.trust.partnership.queries import agency_ids_by_key


@dataclass(frozen=True)
class Made:
    """A plan with one action, led by Kent Police, with input from Victim Support."""

    plan_id: UUID
    action_id: UUID


def add(people: Cast, plan_id: UUID, title: str = "Train staff", kind: StrandKind = StrandKind.PREVENT) -> UUID:
    """One more action of the plan, led by Kent Police with input from Victim Support."""
    with people.cora.acting() as cora:
        strand = Strand.objects.get(plan_id=plan_id, kind=kind)
        words = ActionWords(title=title, text=f"{title} so that they see the signs early.")
        action = add_action(actor=cora, now=now(), strand_id=strand.pk, words=words)
        ids = agency_ids_by_key()
        parts = [
            AgencyPart(ids["kent-police"], "Kent Police", Part.LEAD),
            AgencyPart(ids["victim-support"], "Victim Support", Part.CONTRIBUTOR, "views of victims"),
        ]
        set_agencies(actor=cora, now=now(), action_id=action.pk, parts=parts)
        return action.pk


def make(
    people: Cast, *, audience: Audience = Audience.PARTNERSHIP, readers: tuple[Colleague, ...] = (), live: bool = True
) -> Made:
    """A plan with one action."""
    scope = Scope.GROUP if audience is Audience.TEAM else Scope.COUNTY
    with people.cora.acting() as cora:
        frame = PlanFrame("A plan for tests", audience, scope, "Kent and Medway")
        plan = begin_plan(actor=cora, now=now(), frame=frame)
        for reader in readers:
            name_reader(actor=cora, now=now(), plan_id=plan.pk, user_id=reader.user_id)
    action_id = add(people, plan.pk)
    if live:
        with people.cora.acting() as cora:
            publish_plan(actor=cora, now=now(), plan_id=plan.pk)
    return Made(plan.pk, action_id)


def action_of(people: Cast, made: Made) -> Action:
    """The action as it stands now."""
    with people.cora.acting():
        return Action.objects.select_related("plan", "strand").get(pk=made.action_id)


def plan_of(people: Cast, made: Made) -> Plan:
    """The plan as it stands now."""
    with people.cora.acting():
        return Plan.objects.get(pk=made.plan_id)
