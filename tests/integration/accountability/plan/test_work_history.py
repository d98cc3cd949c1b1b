"""Steps, risks, dependencies and documents stand in the history of their action."""

from datetime import date

from django.urls import reverse
from tests import plans
from tests.pages import MOST_QUERIES, main, queries_of
from tests.people import Cast, ClientOf

from fourfold.accountability.plan.domain.states import StrandKind
from fourfold.accountability.plan.operations import work
from fourfold.accountability.plan.operations.actions import ActionWords, edit_action
from fourfold.ground.kernel.clock import now


def test_what_hangs_on_an_action_is_told_with_who_and_when(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people, live=False)
    other = plans.add(people, made.plan_id, "Light the parks", StrandKind.PURSUE)
    with people.cora.acting() as cora:
        at = {"actor": cora, "now": now(), "action_id": made.action_id}
        step = work.add_milestone(**at, title="Write the course", due_on=date(2026, 12, 1))
        work.complete_milestone(**at, milestone_id=step.pk, done_on=date(2026, 11, 20))
        risk = work.add_risk(**at, risk={"text": "Two posts are vacant.", "likelihood": 2, "impact": 3})
        work.close_risk(**at, risk_id=risk.pk, closed_on=date(2026, 11, 21))
        wait = work.add_dependency(**at, needed_id=other)
        work.remove_dependency(**at, dependency_id=wait.pk)
        link = work.add_link(**at, title="The course", url="https://example.org/course")
        work.remove_evidence(**at, evidence_id=link.pk)
    client, address = client_of(people.cora), reverse("plan:action-history", args=[made.action_id])
    shown = main(client.get(address))
    for said in (
        "Added a step",
        "Write the course (due 1 December 2026)",
        "Changed a step",
        "Write the course (done 20 November 2026)",
        "Added a risk",
        "Two posts are vacant. (passed on 21 November 2026)",
        "Took out a dependency",
        "Pursue 1: Light the parks",
        "Added a document",
        "Took out a document",
        "Cora Coates",
    ):
        assert said in shown, said
    assert len(queries_of(client, address)) <= MOST_QUERIES


def test_a_new_step_is_no_conflict_for_whoever_edits_the_words(people: Cast) -> None:
    made = plans.make(people)
    version = plans.action_of(people, made).version
    with people.pat.acting() as pat:
        work.add_milestone(actor=pat, now=now(), action_id=made.action_id, title="Meet", due_on=date(2026, 12, 1))
        words = ActionWords("Train all staff", "Train all staff early.")
        edit_action(actor=pat, now=now(), action_id=made.action_id, version=version, words=words)
    assert plans.action_of(people, made).title == "Train all staff"
