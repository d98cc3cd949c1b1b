"""Where boards and the plan meet: oversight, the agenda, what changed, escalations; through the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from tests import boards
from tests.pages import MOST_QUERIES, queries_of, words
from tests.people import Cast, ClientOf, Colleague
from tests.plans import Made, add, make

from fourfold.accountability.governance.operations.agenda import Appeal, escalate_action, fill_agenda, oversee
from fourfold.accountability.governance.queries.oversight import changes_since, overseen_actions
from fourfold.accountability.governance.queries.proposals import Proposal, proposals_for
from fourfold.accountability.plan.domain.states import Audience, Status
from fourfold.accountability.plan.operations.plans import publish_plan
from fourfold.accountability.plan.operations.updates import Progress, post_update
from fourfold.accountability.plan.operations.versions import NextVersion, begin_version
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, NotAllowed, NotFound
from fourfold.trust.boards.domain.states import ItemKind, Part
from fourfold.trust.boards.queries.meetings import items_of, meeting_for_actor
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True)
class Scene:
    """A board that oversees the one action of a plan, with a meeting next month. Mia chairs, Dee is a member."""

    board_id: UUID
    meeting_id: UUID
    made: Made


@pytest.fixture
def scene(people: Cast) -> Scene:
    made = make(people)
    board_id = boards.make(people, (people.mia, Part.CHAIR), (people.dee, Part.MEMBER))
    meeting_id = boards.plan(people, board_id, days=30)
    with people.cora.acting() as cora:
        oversee(actor=cora, now=now(), board_id=board_id, action_ids=[made.action_id])
    return Scene(board_id, meeting_id, made)


def proposals(actor: Standing, scene: Scene) -> Sequence[Proposal]:
    return proposals_for(actor, meeting_for_actor(actor, scene.meeting_id), now=now())


def say(who: Colleague, action_id: UUID, status: Status, reason: str = "") -> None:
    with who.acting() as actor:
        progress = Progress("We spoke with the schools.", status, reason=reason)
        post_update(actor=actor, now=now(), action_id=action_id, progress=progress)


def test_an_action_in_trouble_is_put_on_the_agenda_once(scene: Scene, people: Cast) -> None:
    say(people.pat, scene.made.action_id, Status.OFF_TRACK, "The trainer left.")
    with people.cora.acting() as cora:
        (proposal,) = proposals(cora, scene)
        assert (proposal.kind, proposal.why) == (ItemKind.LATE, "Off track: The trainer left.")
        fill_agenda(actor=cora, now=now(), meeting_id=scene.meeting_id, action_ids=[scene.made.action_id])
        fill_agenda(actor=cora, now=now(), meeting_id=scene.meeting_id, action_ids=[scene.made.action_id])
        items = items_of(meeting_for_actor(cora, scene.meeting_id))
        assert [item.subject_id for item in items if item.subject_id] == [scene.made.action_id]
        (again,) = proposals(cora, scene)
        assert again.there


def test_an_action_that_goes_well_needs_no_place(scene: Scene, people: Cast) -> None:
    say(people.pat, scene.made.action_id, Status.ON_TRACK)
    with people.cora.acting() as cora:
        assert list(proposals(cora, scene)) == []


def test_the_chair_makes_the_agenda_on_a_page(scene: Scene, people: Cast, client_of: ClientOf) -> None:
    say(people.pat, scene.made.action_id, Status.AT_RISK, "Nobody is free to train.")
    page = f"/meetings/{scene.meeting_id}/from-the-plan/"
    chair = client_of(people.mia)
    assert "At risk: Nobody is free to train." in words(chair.get(page))
    assert chair.post(page, {"actions": [str(scene.made.action_id)]}).status_code == 302
    assert client_of(people.dee).get(page).status_code == 403
    assert client_of(people.vic).get(page).status_code == 404


def test_what_changed_says_from_what_to_what(scene: Scene, people: Cast, client_of: ClientOf) -> None:
    other = add(people, scene.made.plan_id, "Open a clinic")
    with people.cora.acting() as cora:
        oversee(actor=cora, now=now(), board_id=scene.board_id, action_ids=[scene.made.action_id, other])
    say(people.pat, scene.made.action_id, Status.ON_TRACK)
    say(people.pat, scene.made.action_id, Status.COMPLETE)
    with people.mia.acting() as mia:
        found = changes_since(mia, scene.board_id, now=now())
        (moved,) = found.moved
        assert (moved.before, moved.after, len(moved.updates)) == (Status.NOT_STARTED, Status.COMPLETE, 2)
        assert [action.pk for action in found.still] == [other]
    shown = words(client_of(people.mia).get(f"/boards/{scene.board_id}/changes/"))
    assert "1 of 2 actions moved, 1 changed status, 1 was completed." in shown
    assert "Open a clinic" in shown


def test_pages_of_a_board_ask_few_questions(scene: Scene, people: Cast, client_of: ClientOf) -> None:
    more = [add(people, scene.made.plan_id, f"Action {count}") for count in range(6)]
    with people.cora.acting() as cora:
        oversee(actor=cora, now=now(), board_id=scene.board_id, action_ids=[scene.made.action_id, *more])
    for action_id in more:
        say(people.pat, action_id, Status.AT_RISK, "No money.")
    client = client_of(people.cora)
    for page in ("actions/", "actions/choose/", "changes/"):
        assert len(queries_of(client, f"/boards/{scene.board_id}/{page}")) <= MOST_QUERIES, page
    assert len(queries_of(client, f"/meetings/{scene.meeting_id}/from-the-plan/")) <= MOST_QUERIES + 3


def test_a_champion_brings_an_action_before_the_board(scene: Scene, people: Cast, client_of: ClientOf) -> None:
    page = f"/actions/{scene.made.action_id}/escalate/"
    champion = client_of(people.pat)
    assert "It is overseen by A board for tests." in words(champion.get(page))
    year, month, day = str(today() + timedelta(days=20)).split("-")
    sent = {"board": str(scene.board_id), "why": "", "answer_due_day": day}
    sent |= {"answer_due_month": month, "answer_due_year": year}
    assert champion.post(page, sent).status_code == 422
    assert champion.post(page, sent | {"why": "Two agencies disagree about who pays."}).status_code == 302
    shown = words(client_of(people.mia).get(f"/boards/{scene.board_id}/changes/"))
    assert "Two agencies disagree about who pays." in shown


def test_a_restricted_plan_reaches_no_board(scene: Scene, people: Cast) -> None:
    """Its titles would be told to the board's members."""
    hidden = make(people, audience=Audience.TEAM, readers=(people.pat,))
    with people.cora.acting() as cora, pytest.raises(NotFound):
        oversee(actor=cora, now=now(), board_id=scene.board_id, action_ids=[hidden.action_id])
    appeal = Appeal(scene.board_id, "We disagree.", today() + timedelta(days=9))
    with people.pat.acting() as pat, pytest.raises(BadInput, match="everyone reads"):
        escalate_action(actor=pat, now=now(), action_id=hidden.action_id, appeal=appeal)


def test_only_who_runs_the_board_chooses_what_it_oversees(scene: Scene, people: Cast) -> None:
    for who in (people.dee, people.vic):
        with who.acting() as actor, pytest.raises(NotAllowed):
            oversee(actor=actor, now=now(), board_id=scene.board_id, action_ids=[])


def test_the_next_version_of_a_plan_is_overseen_in_its_place(scene: Scene, people: Cast) -> None:
    with people.cora.acting() as cora:
        draft = begin_version(
            actor=cora, now=now(), plan_id=scene.made.plan_id, wanted=NextVersion(label="2027", label_before="2026")
        )
        assert list(overseen_actions(cora, scene.board_id)) == [scene.made.action_id]
        publish_plan(actor=cora, now=now(), plan_id=draft.pk)
        (going_on,) = overseen_actions(cora, scene.board_id).values()
        assert (going_on.plan_id, going_on.title) == (draft.pk, "Train staff")
