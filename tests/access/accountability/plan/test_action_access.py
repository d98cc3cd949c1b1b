"""Every address of an action and of a plan's making, as each of the cast: who gets in, who is told why not, who sees
nothing at all."""

import pytest
from django.urls import reverse
from tests import plans
from tests.people import Cast, ClientOf

from fourfold.accountability.plan.domain.states import Audience, Status
from fourfold.accountability.plan.models import Action, Milestone, Plan, Revision, Update
from fourfold.accountability.plan.operations.actions import ActionWords, edit_action
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import NotAllowed

READING = ["action", "action-plan", "action-timeline", "action-documents", "action-history", "comment"]
MOVING = ["update", "action-edit", "milestone-add", "risk-add", "dependency-add", "file-add", "link-add"]
COORDINATING = ["action-agencies"]
OF_PLAN = ["review", "plan-edit", "aims", "readers", "close"]
ALL_OF_ACTION = [*READING, *MOVING, *COORDINATING]

# leads: pat. Coordinates: cora. Gives input: vic. Reads: mia. Has left: leo.
EXPECTED = {
    "pat": {"read": 200, "move": 200, "coordinate": 403},
    "cora": {"read": 200, "move": 200, "coordinate": 200},
    "vic": {"read": 200, "move": 403, "coordinate": 403},
    "mia": {"read": 200, "move": 403, "coordinate": 403},
    "leo": {"read": 302, "move": 302, "coordinate": 302},  # led to sign-in
}


@pytest.mark.parametrize("who", EXPECTED)
def test_each_address_as_each_of_the_cast(who: str, people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    client = client_of(getattr(people, who))
    kinds = {"read": READING, "move": MOVING, "coordinate": COORDINATING}
    for kind, names in kinds.items():
        for name in names:
            answer = client.get(reverse(f"plan:{name}", args=[made.action_id]))
            assert answer.status_code == EXPECTED[who][kind], f"{who} at {name}"
    for name in OF_PLAN:
        answer = client.get(reverse(f"plan:{name}", args=[made.plan_id]))
        assert answer.status_code == EXPECTED[who]["coordinate"], f"{who} at {name}"
    for name in ("import", "plan-begin"):
        assert client.get(reverse(f"plan:{name}")).status_code == EXPECTED[who]["coordinate"], f"{who} at {name}"


@pytest.mark.parametrize("who", ["vic", "mia", "leo"])
def test_who_may_not_move_it_changes_nothing_by_posting(who: str, people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    with people.pat.acting():
        step = Milestone.objects.create(plan_id=made.plan_id, action_id=made.action_id, title="Step", due_on=today())
    client = client_of(getattr(people, who))
    refused = EXPECTED[who]["move"]
    posts = {
        "update": {"text": "Mine", "status": "on-track", "marking": "official"},
        "action-edit": {"title": "Mine", "text": "Mine", "version": 2},
        "action-agencies": {"part_0": "lead", "version": 2},
    }
    for name, said in posts.items():
        assert client.post(reverse(f"plan:{name}", args=[made.action_id]), said).status_code == refused, name
    done = client.post(reverse("plan:milestone", args=[made.action_id, step.pk]))
    assert done.status_code == refused
    for name in ("publish", "close"):
        assert client.post(reverse(f"plan:{name}", args=[made.plan_id])).status_code == refused, name
    action = plans.action_of(people, made)
    assert (action.title, action.status) == ("Train staff", Status.NOT_STARTED)
    with people.pat.acting():
        assert Milestone.objects.get(pk=step.pk).done_on is None


def test_a_teams_plan_and_an_absent_one_are_not_told_apart(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people, audience=Audience.TEAM, readers=(people.mia,))
    assert client_of(people.mia).get(reverse("plan:action", args=[made.action_id])).status_code == 200
    pat = client_of(people.pat)  # of the agency that leads it, but not of its team
    absent = "00000000-0000-4000-8000-000000000000"
    for name in ALL_OF_ACTION:
        hidden = pat.get(reverse(f"plan:{name}", args=[made.action_id]))
        missing = pat.get(reverse(f"plan:{name}", args=[absent]))
        assert (hidden.status_code, missing.status_code) == (404, 404), name
        assert bare(hidden.content) == bare(missing.content), name


def bare(content: bytes) -> bytes:
    """A page without what differs at each request: its tokens."""
    import re

    return re.sub(rb'(nonce|value)="[^"]{20,}"', b"", content)


def test_the_wall_stands_when_the_policy_is_gone(people: Cast) -> None:
    made = plans.make(people)
    for who in (people.vic, people.mia, people.leo):
        with who.acting():
            assert Action.objects.filter(pk=made.action_id).update(title="Past the policy") == 0
            assert Plan.objects.filter(pk=made.plan_id).update(title="Past the policy") == 0
    assert plans.action_of(people, made).title == "Train staff"


def test_the_wall_holds_an_operation_whose_policy_says_yes_to_all(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import transaction

    from fourfold.accountability.plan import policies
    from fourfold.trust.access.domain.decisions import ALLOWED

    made = plans.make(people)
    version = plans.action_of(people, made).version
    words = ActionWords(title="Past the policy", text="Past the policy")
    with people.vic.acting() as vic, pytest.raises(NotAllowed):
        edit_action(actor=vic, now=now(), action_id=made.action_id, version=version, words=words)
    monkeypatch.setattr(policies, "move", lambda *_: ALLOWED)
    with people.vic.acting() as vic, pytest.raises(Action.DoesNotExist), transaction.atomic():
        edit_action(actor=vic, now=now(), action_id=made.action_id, version=version, words=words)
    assert plans.action_of(people, made).title == "Train staff"


def test_nobody_writes_history_in_anothers_name(people: Cast) -> None:
    from django.db import transaction
    from django.db.utils import ProgrammingError

    made = plans.make(people)
    at = {"plan_id": made.plan_id, "action_id": made.action_id, "at": now()}
    forged = [
        Update(**at, author_id=people.mia.person_id, text="x", status_before="complete", status_after="complete"),
        Update(**at, carried_from="Mia Larsen", text="x", status_before="complete", status_after="complete"),
        Revision(**at, by_id=people.mia.person_id, version=99, changes={}),
    ]
    for row in forged:
        if isinstance(row, Update):
            row.marking = "official"
        for who in (people.pat, people.cora):  # the plan is live: not even its coordinator carries history in
            with who.acting(), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                type(row).objects.bulk_create([row])


def test_an_export_asks_first_who_one_is(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    answer = client_of(people.pat).get(reverse("plan:export", args=[made.plan_id, "json"]))
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"] or "step-up" in answer["Location"]
