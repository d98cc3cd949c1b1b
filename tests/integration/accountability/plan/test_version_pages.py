"""The pages on which a draft is prepared and two versions are compared."""

from uuid import UUID

import pytest
from django.urls import reverse
from tests import busy
from tests.busy import Item
from tests.pages import MOST_QUERIES, main, queries_of, words
from tests.people import Cast, ClientOf

from fourfold.accountability.plan.domain.states import StrandKind
from fourfold.accountability.plan.models import Action, Plan, SuccessFactor
from fourfold.accountability.plan.operations import versions
from fourfold.accountability.plan.operations.actions import ActionWords, edit_action
from fourfold.accountability.plan.operations.plans import publish_plan
from fourfold.accountability.plan.operations.versions import NextVersion
from fourfold.ground.kernel.clock import now

ITEMS = [Item("Teach the signs"), Item("Share what is known", StrandKind.PROTECT), Item("Light the parks")]


@pytest.fixture
def old(people: Cast) -> UUID:
    return busy.plan_of(people, ITEMS)


@pytest.fixture
def draft(people: Cast, old: UUID) -> UUID:
    with people.cora.acting() as cora:
        return versions.begin_version(actor=cora, now=now(), plan_id=old, wanted=NextVersion("2026 refresh")).pk


def of(people: Cast, plan_id: UUID, title: str) -> UUID:
    with people.cora.acting():
        return Action.objects.get(plan_id=plan_id, title=title).pk


def test_a_coordinator_begins_the_next_version(people: Cast, client_of: ClientOf, old: UUID) -> None:
    client = client_of(people.cora)
    page = client.get(reverse("plan:plan", args=[old]))
    assert reverse("plan:next-version", args=[old]) in page.content.decode()
    typed = {"label": "2026 refresh", "label_before": "2019 to 2026", "source": "carry", "todays_agencies": "on"}
    answer = client.post(reverse("plan:next-version", args=[old]), typed, follow=True)
    shown = main(answer)
    assert "Prepare this plan" in shown
    assert "Prevent 1 Teach the signs" in shown
    assert "Its next version is being prepared: 2026 refresh" in main(client.get(reverse("plan:plan", args=[old])))


def test_a_draft_says_what_it_lacks_and_is_published(
    people: Cast, client_of: ClientOf, draft: UUID, old: UUID
) -> None:
    client = client_of(people.cora)
    shown = main(client.get(reverse("plan:prepare", args=[draft])))
    assert "What each strand is for" in shown
    assert "Protect, Pursue and Prepare have none" in shown
    client.post(reverse("plan:publish", args=[draft]))
    assert "This version was replaced by 2026 refresh" in main(client_of(people.vic).get(f"/plans/{old}/"))


def test_what_differs_is_marked_in_words(people: Cast, client_of: ClientOf, draft: UUID) -> None:
    with people.cora.acting() as cora:
        changed = Action.objects.get(plan_id=draft, title="Teach the signs")
        said = ActionWords("Teach the signs", "Teach all the signs early.", due_on=ActionWords.of(changed).due_on)
        edit_action(actor=cora, now=now(), action_id=changed.pk, version=1, words=said)
        versions.take_out(
            actor=cora, now=now(), action_id=of(people, draft, "Light the parks"), reason="The parks are lit."
        )
    answer = client_of(people.cora).get(reverse("plan:compare", args=[draft]))
    shown = words(answer)
    assert "1 action is dropped, 1 changed and 1 the same." in shown
    assert "[removed] the signs [end of removed]" not in shown
    assert '<ins class="ff-change">' in answer.content.decode()
    assert "Why: The parks are lit." in shown
    assert "Share what is known" not in main(answer)
    assert "Share what is known" in main(client_of(people.cora).get(f"/plans/{draft}/compare/?show=all"))


def test_versions_of_versions_are_compared_over_the_one_between(
    people: Cast, client_of: ClientOf, old: UUID, draft: UUID
) -> None:
    with people.cora.acting() as cora:
        versions.take_out(actor=cora, now=now(), action_id=of(people, draft, "Light the parks"), reason="Lit.")
        publish_plan(actor=cora, now=now(), plan_id=draft)
        wanted = NextVersion("2027 refresh", "2026 refresh again")
        third = versions.begin_version(actor=cora, now=now(), plan_id=draft, wanted=wanted).pk
    client = client_of(people.cora)
    assert "2 actions are the same" in words(client.get(f"/plans/{third}/compare/"))
    assert "1 action is dropped and 2 the same." in words(client.get(f"/plans/{third}/compare/?with={old}"))


def test_the_draft_and_its_comparison_are_for_coordinators(people: Cast, client_of: ClientOf, draft: UUID) -> None:
    for name in ("prepare", "compare", "carried"):
        assert client_of(people.vic).get(reverse(f"plan:{name}", args=[draft])).status_code == 404


def test_everything_that_can_be_done_to_an_action_of_a_draft(people: Cast, client_of: ClientOf, draft: UUID) -> None:
    client = client_of(people.cora)
    taught, lit = of(people, draft, "Teach the signs"), of(people, draft, "Light the parks")
    for name in ("drop", "move", "merge", "split"):
        assert client.get(reverse(f"plan:action-{name}", args=[taught])).status_code == 200
    client.post(f"/actions/{lit}/move/", {"strand": "pursue", "number": "1"})
    halves = {"first_title": "A", "first_text": "A.", "second_title": "B", "second_text": "B."}
    client.post(f"/actions/{lit}/split/", halves)
    shown = main(client.get(reverse("plan:prepare", args=[draft])))
    assert "Pursue 1 A" in shown
    assert "Pursue 2 B" in shown
    refused = client.post(f"/actions/{taught}/drop/", {"reason": ""})
    assert refused.status_code == 422
    assert "Say why it is dropped" in words(refused)


def test_actions_are_written_one_after_the_other(people: Cast, client_of: ClientOf) -> None:
    client = client_of(people.cora)
    typed = {"title": "A new plan", "scope": "county", "audience": "partnership", "area": "Kent", "summary": ""}
    client.post(reverse("plan:plan-begin"), typed)
    with people.cora.acting():
        plan_id = Plan.objects.get(title="A new plan").pk
    address = reverse("plan:plan-actions-add", args=[plan_id])
    answer = client.post(
        address, {"strand": "pursue", "text": "Close the supply.", "when": "March 2027"}, follow=True
    )
    assert "1 action added to Pursue" in words(answer)
    assert 'value="March 2027"' in answer.content.decode()
    client.post(address, {"strand": "prevent", "text": "", "several": "Teach.\n\nAsk.\n", "when": "ongoing"})
    refused = client.post(address, {"strand": "prevent", "text": "Mend.", "when": "soonish"})
    assert "soonish" in words(refused)
    with people.cora.acting():
        made = Action.objects.filter(plan_id=plan_id).values_list("strand__kind", "number", "text")
        assert list(made) == [("prevent", 1, "Teach."), ("prevent", 2, "Ask."), ("pursue", 1, "Close the supply.")]


def test_success_factors_are_written_ordered_and_taken_out(people: Cast, client_of: ClientOf, draft: UUID) -> None:
    client = client_of(people.cora)
    add = reverse("plan:factor-add", args=[draft, "pursue"])
    client.post(add, {"text": "Fewer knives\nMore trust"})
    asked = client.post(add, {"text": "Pupil Anna Bell goes to school"})
    assert "looks like personal data" in words(asked)
    with people.cora.acting():
        knives, trust = SuccessFactor.objects.filter(plan_id=draft, strand__kind="pursue")
        carried = SuccessFactor.objects.get(plan_id=draft, strand__kind="prevent")
    client.post(reverse("plan:factor-move", args=[trust.pk]), {"way": "up"})
    client.post(reverse("plan:factor-edit", args=[knives.pk]), {"text": "Far fewer knives"})
    with people.cora.acting():
        found = SuccessFactor.objects.filter(plan_id=draft, strand__kind="pursue").values_list("number", "text")
        assert list(found) == [(1, "More trust"), (2, "Far fewer knives")]
    client.post(reverse("plan:factor-remove", args=[trust.pk]))
    refused = client.post(reverse("plan:factor-remove", args=[carried.pk]), {"reason": ""})
    assert refused.status_code == 422
    client.post(reverse("plan:factor-remove", args=[carried.pk]), {"reason": "It can't be measured."})
    assert "It can't be measured." in words(client.get(f"/plans/{draft}/compare/"))


@pytest.mark.parametrize("name", ["plan", "prepare", "compare", "carried", "plan-actions-add"])
def test_no_page_of_versions_asks_more_for_more_actions(name: str, people: Cast, client_of: ClientOf) -> None:
    old = busy.plan_of(people, busy.many(60))
    with people.cora.acting() as cora:
        draft = versions.begin_version(actor=cora, now=now(), plan_id=old, wanted=NextVersion("Next")).pk
    client, address = client_of(people.cora), reverse(f"plan:{name}", args=[draft])
    client.get(address)
    assert len(queries_of(client, address)) <= MOST_QUERIES
