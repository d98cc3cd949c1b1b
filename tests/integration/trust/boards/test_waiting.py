"""What waits for somebody on their boards, as the home page tells it."""

from datetime import timedelta
from uuid import uuid4

from tests import boards
from tests.pages import words
from tests.people import Cast, ClientOf

from fourfold.ground.kernel.clock import now, today
from fourfold.trust.boards.domain.states import Part
from fourfold.trust.boards.operations.escalations import raise_escalation
from fourfold.trust.boards.queries.waiting import WaitingFor, board_work
from fourfold.trust.boards.subjects import Subject


def kinds(people: Cast, who: str) -> list[WaitingFor]:
    with getattr(people, who).acting() as actor:
        return [item.kind for item in board_work(actor, now=now())]


def test_a_near_meeting_waits_for_its_members_alone(people: Cast, client_of: ClientOf) -> None:
    board_id = boards.make(people, (people.mia, Part.CHAIR), (people.dee, Part.MEMBER))
    boards.plan(people, board_id, days=7)
    boards.plan(people, board_id, days=40)
    assert kinds(people, "dee") == [WaitingFor.MEETING]
    assert kinds(people, "vic") == []
    assert "Meeting of the A board for tests" in words(client_of(people.dee).get("/"))
    assert "On your boards" not in words(client_of(people.vic).get("/"))


def test_an_answer_is_owed_by_who_runs_the_board(people: Cast) -> None:
    board_id = boards.make(people, (people.mia, Part.CHAIR), (people.dee, Part.MEMBER))
    with people.pat.acting() as pat:
        subject = Subject("plan.action", uuid4(), "Prevent 1: Train staff")
        due = today() + timedelta(days=3)
        raise_escalation(actor=pat, now=now(), board_id=board_id, subject=subject, why="No money.", answer_due=due)
    assert kinds(people, "mia") == [WaitingFor.ANSWER]
    assert kinds(people, "dee") == []
    assert kinds(people, "cora") == []
