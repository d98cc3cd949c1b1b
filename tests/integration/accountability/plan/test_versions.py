"""The next version of a plan: begun from the live one, put in order, published in its place."""

from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from tests import busy
from tests.busy import Item
from tests.people import Cast

from fourfold.accountability.plan.domain.states import PlanState, Status, StrandKind
from fourfold.accountability.plan.domain.versions.comparing import Kind
from fourfold.accountability.plan.models import Action, Continuation, Plan, SuccessFactor
from fourfold.accountability.plan.operations import versions
from fourfold.accountability.plan.operations.plans import publish_plan
from fourfold.accountability.plan.operations.versions import NextVersion, Settlement, ordering
from fourfold.accountability.plan.queries.versions import comparison_for_actor, unsettled_count
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, NotAllowed

ITEMS = [
    Item("Teach the signs", review=20, milestones=("Write the course",)),
    Item("Share what is known", StrandKind.PROTECT, agencies=("national-probation-service", "kss-crc")),
    Item("Hear the young", StrandKind.PREPARE, status=Status.COMPLETE),
    Item("Light the parks"),
]


@pytest.fixture
def old(people: Cast) -> UUID:
    return busy.plan_of(people, ITEMS)


@pytest.fixture
def draft(people: Cast, old: UUID) -> UUID:
    with people.cora.acting() as cora:
        return versions.begin_version(actor=cora, now=now(), plan_id=old, wanted=NextVersion("2026 refresh")).pk


def action(plan_id: UUID, title: str) -> Action:
    return Action.objects.select_related("strand").get(plan_id=plan_id, title=title)


def kinds(people: Cast, plan_id: UUID) -> dict[str, Kind]:
    with people.cora.acting() as cora:
        found = comparison_for_actor(cora, plan_id)
        return {(change.news or change.olds)[0].title: change.kind for change in found.actions}


def test_open_actions_come_along_and_complete_ones_stay(people: Cast, old: UUID, draft: UUID) -> None:
    with people.cora.acting():
        titles = Action.objects.filter(plan_id=draft).values_list("title", "strand__kind", "number")
        assert sorted(titles) == [
            ("Light the parks", "prevent", 2),
            ("Share what is known", "protect", 1),
            ("Teach the signs", "prevent", 1),
        ]
        gone = Continuation.objects.get(plan_id=draft, action=None, factor=None)
        assert (gone.old_action.title, "complete" in gone.reason) == ("Hear the young", True)
        taught = action(draft, "Teach the signs")
        assert {item.kind for item in taught.timescales.all()} == {"due", "review"}
        assert taught.milestones.count() == 1
        assert taught.updates.count() == 0


def test_two_bodies_that_are_one_today_are_named_once(people: Cast, draft: UUID) -> None:
    with people.cora.acting():
        assert [item.named for item in action(draft, "Share what is known").agencies.all()] == ["Probation Service"]


def test_publishing_closes_the_one_before_in_the_same_step(people: Cast, old: UUID, draft: UUID) -> None:
    with people.cora.acting() as cora:
        publish_plan(actor=cora, now=now(), plan_id=draft)
        assert Plan.objects.get(pk=old).state == PlanState.CLOSED
        assert Plan.objects.get(pk=draft).state == PlanState.LIVE


def test_the_database_never_lets_two_versions_be_live(people: Cast, old: UUID, draft: UUID) -> None:
    with people.cora.acting():
        Plan.objects.filter(pk=draft).update(state=PlanState.LIVE, published_at=now())
        with pytest.raises(IntegrityError, match="cannot both be live"), transaction.atomic():
            connection.check_constraints()
        Plan.objects.filter(pk=old).update(state=PlanState.CLOSED)


def test_the_database_keeps_continuations_in_their_line(people: Cast, old: UUID, draft: UUID) -> None:
    stranger = busy.plan_of(people, [Item("Elsewhere")])
    with people.cora.acting():
        foreign, mine = action(stranger, "Elsewhere"), action(draft, "Light the parks")
        made = Continuation.objects.create(plan_id=draft, before_id=old, old_action=foreign, action=mine)
        with pytest.raises(IntegrityError, match="same_lineage"), transaction.atomic():
            connection.check_constraints()
        made.delete()


def test_dropping_needs_a_reason_and_can_be_taken_back(people: Cast, old: UUID, draft: UUID) -> None:
    with people.cora.acting() as cora:
        going = action(draft, "Teach the signs")
        with pytest.raises(BadInput, match="why it is dropped"):
            versions.take_out(actor=cora, now=now(), action_id=going.pk)
        versions.take_out(actor=cora, now=now(), action_id=going.pk, reason="The college does this now.")
        assert action(draft, "Light the parks").number == 1
        before = action(old, "Teach the signs").pk
    assert kinds(people, draft)["Teach the signs"] is Kind.DROPPED
    with people.cora.acting() as cora:
        versions.bring_back(actor=cora, now=now(), plan_id=draft, old_id=before)
        assert action(draft, "Teach the signs").number == 2
    assert kinds(people, draft)["Teach the signs"] is Kind.SAME


def test_two_become_one_and_one_becomes_two(people: Cast, old: UUID, draft: UUID) -> None:
    with people.cora.acting() as cora:
        kept, other = action(draft, "Teach the signs"), action(draft, "Light the parks")
        versions.merge_actions(actor=cora, now=now(), action_id=kept.pk, other_id=other.pk)
        shared = action(draft, "Share what is known")
        versions.split_action(
            actor=cora, now=now(), action_id=shared.pk, first=("Share", "Share it."), second=("Ask", "Ask for it.")
        )
    found = kinds(people, draft)
    assert (found["Teach the signs"], found["Share"]) == (Kind.MERGED, Kind.SPLIT)
    with people.cora.acting():
        assert [item.number for item in Action.objects.filter(plan_id=draft, strand__kind="protect")] == [1, 2]


def test_moving_to_another_strand_is_told_as_such(people: Cast, draft: UUID) -> None:
    with people.cora.acting() as cora:
        moved = action(draft, "Light the parks")
        versions.move_action(actor=cora, now=now(), action_id=moved.pk, kind=StrandKind.PROTECT, number=1)
        assert action(draft, "Share what is known").number == 2
    assert kinds(people, draft)["Light the parks"] is Kind.MOVED


def test_a_live_plan_keeps_its_actions_where_they_are(people: Cast, old: UUID) -> None:
    with people.cora.acting() as cora:
        going = action(old, "Light the parks")
        with pytest.raises(BadInput, match="Begin its next version"):
            versions.take_out(actor=cora, now=now(), action_id=going.pk, reason="No.")


def test_the_database_lets_nobody_take_out_of_a_live_plan(people: Cast, old: UUID) -> None:
    with people.cora.acting():
        ids = [action(old, "Light the parks").pk]
        with pytest.raises(ProgrammingError, match="Only the actions of a draft"), transaction.atomic():
            ordering.remove_from_draft(ids)


def test_only_a_coordinator_begins_a_version(people: Cast, old: UUID) -> None:
    with people.pat.acting() as pat, pytest.raises(NotAllowed):
        versions.begin_version(actor=pat, now=now(), plan_id=old, wanted=NextVersion("Mine"))


def test_there_is_one_next_version_at_a_time(people: Cast, old: UUID, draft: UUID) -> None:
    with people.cora.acting() as cora, pytest.raises(BadInput, match="begun already"):
        versions.begin_version(actor=cora, now=now(), plan_id=old, wanted=NextVersion("Another"))


DOCUMENT = """A plan for tests

PREVENT - Help early.

Action/Objective\tLead/Delivered Through\tTimescales\tSuccess Factors
Teach everyone the signs early on\tKent Police\tJuly 2027\tFewer young people are harmed
Open a youth centre in each town\tKent Police\tJuly 2027\t
"""


def test_a_document_becomes_a_version_whose_matches_a_person_accepts(people: Cast, old: UUID) -> None:
    with people.cora.acting() as cora:
        plan = versions.import_version(
            actor=cora,
            now=now(),
            plan_id=old,
            wanted=NextVersion("2026 refresh"),
            filename="plan.txt",
            content=DOCUMENT.encode(),
        )
        with pytest.raises(BadInput, match="open question"):
            publish_plan(actor=cora, now=now(), plan_id=plan.pk)
        total = Action.objects.filter(plan_id=old).count() + SuccessFactor.objects.filter(plan_id=old).count()
        assert unsettled_count(plan) == total
        versions.accept_proposals(actor=cora, now=now(), plan_id=plan.pk)
        left = unsettled_count(plan)
        assert 0 < left < total
        taught = action(old, "Teach the signs")
        assert Continuation.objects.get(plan=plan, old_action=taught).action.text.startswith("Teach everyone")
        for was in Action.objects.filter(plan_id=old).exclude(pk=taught.pk):
            chosen = Settlement(was.pk, None, "The board ended it.")
            versions.settle(actor=cora, now=now(), plan_id=plan.pk, settlement=chosen)
        assert unsettled_count(plan) < left


def test_who_does_not_read_the_old_version_learns_nothing_of_it(people: Cast, old: UUID, draft: UUID) -> None:
    with people.cora.acting() as cora:
        publish_plan(actor=cora, now=now(), plan_id=draft)
    with people.leo.acting():
        assert not Continuation.objects.exists()
    with people.vic.acting():
        assert Continuation.objects.filter(plan_id=draft).exists()
