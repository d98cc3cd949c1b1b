"""Who may approve, propose and take down: two people for the public page, one to take it away."""

from uuid import uuid4

import pytest

from fourfold.accountability.plan.domain.states import Audience, PlanState
from fourfold.accountability.publishing import policies
from fourfold.trust.partnership.domain.roles import NOWHERE, HeldRole, RoleKind, Standing


def somebody(kind: RoleKind) -> Standing:
    return Standing(user_id=uuid4(), person_id=uuid4(), roles=(HeldRole(uuid4(), "Kent Police", kind),))


COORDINATOR, MEMBER = somebody(RoleKind.PLAN_COORDINATOR), somebody(RoleKind.MEMBER)


def test_a_chair_never_approves_what_they_proposed() -> None:
    assert COORDINATOR.person_id is not None
    refused = policies.approve(COORDINATOR, chairs=True, proposed_by=COORDINATOR.person_id)
    assert "somebody else approves" in refused.reason
    assert policies.approve(COORDINATOR, chairs=True, proposed_by=uuid4())
    assert not policies.approve(COORDINATOR, chairs=False, proposed_by=uuid4())
    assert not policies.approve(NOWHERE, chairs=True, proposed_by=uuid4())


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.CLOSED])
def test_only_live_plans_for_everyone_are_proposed(state: PlanState) -> None:
    assert policies.propose(COORDINATOR, audience=Audience.PARTNERSHIP, state=PlanState.LIVE)
    assert not policies.propose(COORDINATOR, audience=Audience.PARTNERSHIP, state=state)
    assert not policies.propose(COORDINATOR, audience=Audience.TEAM, state=PlanState.LIVE)
    assert not policies.propose(MEMBER, audience=Audience.PARTNERSHIP, state=PlanState.LIVE)


def test_one_person_takes_a_page_down() -> None:
    assert policies.withdraw(COORDINATOR, chairs=False)
    assert policies.withdraw(MEMBER, chairs=True)
    assert not policies.withdraw(MEMBER, chairs=False)
    assert not policies.withdraw(NOWHERE, chairs=True)


def test_whoever_has_a_role_has_a_pack_made() -> None:
    assert policies.make_pack(MEMBER)
    assert not policies.make_pack(NOWHERE)
