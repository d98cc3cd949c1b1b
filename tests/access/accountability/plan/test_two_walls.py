"""Policy, query and row-level security say the same, on random worlds; and each holds when the others are gone."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.people import WHO, Cast, Colleague

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.states import Audience, Part, PlanState, Scope
from fourfold.accountability.plan.models import Action, ActionAgency, Plan, Strand, Update
from fourfold.accountability.plan.queries.visibility import action_facts, visible_plans
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.access.operations import relate
from fourfold.trust.partnership.domain.roles import INSTALLATION
from fourfold.trust.partnership.queries import agency_ids_by_key

AGENCIES = [
    "kent-police",
    "medway-council",
    "dartford-council",
    "kent-county-council",
    "district-councils",
    "ccgs",
    "statutory-safeguarding-agencies",
    "victim-support",
]


@dataclass(frozen=True)
class World:
    """A plan, who is related to it, one action of it, and what each agency does in that action."""

    audience: Audience
    state: PlanState
    readers: frozenset[str]
    parts: dict[str, Part]
    officer: str | None


worlds = st.builds(
    World,
    audience=st.sampled_from(Audience),
    state=st.sampled_from(PlanState),
    readers=st.frozensets(st.sampled_from(sorted(WHO)), max_size=4),
    parts=st.dictionaries(st.sampled_from(AGENCIES), st.sampled_from(Part), max_size=4),
    officer=st.none() | st.sampled_from(sorted(WHO)),
)

# The reference model: what must be true, written from the words and not from the code.
LEADS_THROUGH = {
    "cora": {"kent-county-council", "statutory-safeguarding-agencies"},
    "ada": {"kent-county-council", "statutory-safeguarding-agencies"},
    "pat": {"kent-police", "statutory-safeguarding-agencies"},
    "mia": {"medway-council", "statutory-safeguarding-agencies"},
    "dee": {"dartford-council", "district-councils", "statutory-safeguarding-agencies"},
    "hal": {"ccgs", "statutory-safeguarding-agencies"},
    "vic": {"victim-support"},
    "leo": set(),
    "dan": {"kent-police", "statutory-safeguarding-agencies"},
    "sam": {"kent-county-council", "statutory-safeguarding-agencies"},
}


def reads(who: str, world: World) -> bool:
    """A leaver reads nothing; a draft is for coordinators; what is not for all is for those named."""
    if who == "leo" or (world.state is PlanState.DRAFT and who != "cora"):
        return False
    return world.audience is Audience.PARTNERSHIP or who in world.readers


def moves(who: str, world: World) -> bool:
    """Nobody moves what is closed; coordinators move what they read; others what they lead, deliver or answer for."""
    if not reads(who, world) or world.state is PlanState.CLOSED:
        return False
    if who == "cora":
        return True
    leading = {agency for agency, part in world.parts.items() if part in (Part.LEAD, Part.DELIVERER)}
    return world.state is PlanState.LIVE and (who == world.officer or bool(leading & LEADS_THROUGH[who]))


def build(world: World, people: Cast) -> UUID:
    """Put the world into the database; the id of its action."""
    agencies = agency_ids_by_key()
    plan = Plan(
        title="A plan",
        audience=world.audience,
        scope=Scope.DISTRICT,
        state=PlanState.DRAFT,
        created_at=now(),
    )
    Plan.objects.bulk_create([plan])
    strand = Strand.objects.create(plan=plan, kind="prevent", position=0)
    officer = getattr(people, world.officer).person_id if world.officer else None
    action = Action.objects.create(
        plan=plan,
        strand=strand,
        number=1,
        title="Do it",
        text="Do it well",
        accountable_officer_id=officer,
        status_since=now(),
        changed_at=now(),
    )
    ActionAgency.objects.bulk_create(
        ActionAgency(plan=plan, action=action, agency_id=agencies[key], part=part, named=key, position=position)
        for position, (key, part) in enumerate(world.parts.items())
    )
    relate(
        actor=INSTALLATION.actor,
        now=now(),
        user_ids=[getattr(people, who).user_id for who in world.readers],
        kind="audience",
        subject_kind="plan",
        subject_id=plan.pk,
    )
    if world.state is not PlanState.DRAFT:
        Plan.objects.filter(pk=plan.pk).update(state=world.state, published_at=now())
    return action.pk


def raw_write(action_id: UUID) -> int:
    """How many rows an update changes that asks no policy, only PostgreSQL."""
    return Action.objects.filter(pk=action_id).update(title="Changed past the policy")


@given(world=worlds, who=st.sampled_from(sorted(WHO)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reference_policy_query_and_wall_agree(people: Cast, world: World, who: str) -> None:
    with transaction.atomic():
        with acting_as(INSTALLATION.actor):
            action_id = build(world, people)
            facts = action_facts(Action.objects.select_related("plan").get(pk=action_id))
        colleague: Colleague = getattr(people, who)
        with colleague.acting() as actor:
            expected = reads(who, world)
            assert visible_plans(actor).filter(actions=action_id).exists() is expected
            assert Action.objects.filter(pk=action_id).exists() is expected, "row-level security"
            if expected:
                assert bool(policies.move(actor, facts)) is moves(who, world)
            assert raw_write(action_id) == int(moves(who, world)), "row-level security for writing"
        transaction.set_rollback(True)


@pytest.fixture
def live_action(people: Cast) -> UUID:
    """An action of a live plan for all, led by Kent Police."""
    with acting_as(INSTALLATION.actor):
        return build(
            World(Audience.PARTNERSHIP, PlanState.LIVE, frozenset(), {"kent-police": Part.LEAD}, None), people
        )


def written_by(colleague: Colleague, author: Colleague, action_id: UUID) -> None:
    """Write an update past every policy, as `colleague`, under `author`'s name."""
    with colleague.acting():
        plan_id = Action.objects.get(pk=action_id).plan_id
        Update.objects.bulk_create(
            [
                Update(
                    plan_id=plan_id,
                    action_id=action_id,
                    author_id=author.person_id,
                    at=now(),
                    text="Done",
                    status_before="not-started",
                    status_after="not-started",
                    marking="official",
                )
            ]
        )


def test_nobody_writes_in_another_name(people: Cast, live_action: UUID) -> None:
    written_by(people.pat, people.pat, live_action)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        written_by(people.pat, people.cora, live_action)


def test_who_leads_nothing_writes_nothing(people: Cast, live_action: UUID) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        written_by(people.vic, people.vic, live_action)


def test_history_is_not_rewritten(people: Cast, live_action: UUID) -> None:
    written_by(people.pat, people.pat, live_action)
    with people.cora.acting(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Update.objects.filter(action_id=live_action).update(text="It was never so")


def test_a_row_cannot_be_attached_to_a_hidden_plan(people: Cast) -> None:
    """A plain foreign key would let it through: the policy asks for the plan in the same statement."""
    hidden = World(Audience.TEAM, PlanState.LIVE, frozenset({"cora"}), {"kent-police": Part.LEAD}, None)
    with acting_as(INSTALLATION.actor):
        action_id = build(hidden, people)
        plan_id = Action.objects.get(pk=action_id).plan_id
    with (
        people.pat.acting(),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "insert into plan_comment (id, plan_id, action_id, author_id, at, text, carried_from)"
            " values (%s, %s, %s, %s, now(), 'There?', '')",
            [uuid4(), plan_id, action_id, people.pat.person_id],
        )


def test_a_role_that_ends_closes_what_it_opened_at_once(people: Cast, live_action: UUID) -> None:
    from fourfold.trust.partnership.models import Role

    with people.pat.acting():
        assert raw_write(live_action) == 1
    with acting_as(INSTALLATION.actor):
        Role.objects.filter(person_id=people.pat.person_id).update(until="2025-06-01")
    with people.pat.acting():
        assert raw_write(live_action) == 0
        assert not Action.objects.filter(pk=live_action).exists()
