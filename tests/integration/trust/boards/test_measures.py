"""What boards measure of their own work, as the measurer asks it."""

from datetime import timedelta
from uuid import UUID, uuid4

from tests import boards
from tests.people import Cast

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.periods import Period
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.boards import measures
from fourfold.trust.boards.domain.states import Part
from fourfold.trust.boards.operations.decisions import NewArising, add_arising, finish_arising
from fourfold.trust.boards.operations.escalations import answer_escalation, raise_escalation
from fourfold.trust.boards.subjects import Subject
from fourfold.trust.partnership.domain.roles import MEASURER


def month() -> Period:
    return Period(today() - timedelta(days=30), today() + timedelta(days=1))


def board_of(people: Cast) -> UUID:
    return boards.make(people, (people.mia, Part.CHAIR), (people.dee, Part.MEMBER))


def test_actions_arising_are_measured_by_the_day_they_were_due(people: Cast) -> None:
    meeting_id = boards.hold(people, board_of(people), people.mia, people.dee, days=-20)
    done_after = [timedelta(), timedelta(days=2), None]
    due = today() - timedelta(days=5)
    with people.cora.acting() as cora:
        for after in done_after:
            new = NewArising("Write to the schools.", people.dee.person_id, due)
            arising = add_arising(actor=cora, now=now(), meeting_id=meeting_id, new=new)
            if after is not None:
                finish_arising(actor=cora, now=now(), arising_id=arising.pk, done_on=due + after)
        later = NewArising("Look again in spring.", people.dee.person_id, today() + timedelta(days=90))
        add_arising(actor=cora, now=now(), meeting_id=meeting_id, new=later)
    with acting_as(MEASURER.actor):
        found = measures.actions_on_time(MEASURER, month())
    assert (found.n, round(found.value or 0, 1)) == (3, 33.3)


def test_escalations_are_measured_by_the_day_an_answer_was_due(people: Cast) -> None:
    board_id = board_of(people)
    asked = now() - timedelta(days=20)
    for answered_after in (timedelta(days=5), timedelta(days=15), None):
        subject = Subject("plan.action", uuid4(), "Prevent 1: Train staff")
        due = today(asked) + timedelta(days=10)
        with people.pat.acting() as pat:
            raised = raise_escalation(
                actor=pat, now=asked, board_id=board_id, subject=subject, why="No money.", answer_due=due
            )
        if answered_after is not None:
            with people.mia.acting() as mia:
                at = asked + answered_after
                answer_escalation(actor=mia, now=at, escalation_id=raised, answer="We will pay.")
    with acting_as(MEASURER.actor):
        found = measures.escalations_answered_on_time(MEASURER, month())
    assert (found.n, round(found.value or 0, 1)) == (3, 33.3)
