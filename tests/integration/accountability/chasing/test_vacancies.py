"""A role that stays vacant goes to the strategic board once, and its chair reads of it in the weekly mail."""

from datetime import timedelta

from tests.integration.accountability.chasing.test_digests import DAY, at, letters, write
from tests.people import Cast

from fourfold.accountability.chasing.operations.vacancies import escalate_vacancies
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.boards.domain.states import BoardKind, Part
from fourfold.trust.boards.operations.boards import BoardTerms, begin_board
from fourfold.trust.boards.operations.seats import NewSeat, give_seat
from fourfold.trust.boards.queries.outcomes import open_escalations
from fourfold.trust.partnership.domain.roles import CHASER


def board(people: Cast) -> None:
    """A strategic board, chaired by mia."""
    with people.cora.acting() as cora:
        terms = BoardTerms(name="Strategic board", kind=BoardKind.STRATEGIC, quorum=1)
        made = begin_board(actor=cora, now=now(), terms=terms)
        seat = NewSeat(person_id=people.mia.person_id, part=Part.CHAIR, since=today())
        give_seat(actor=cora, now=now(), board_id=getattr(made, "pk", made), new=seat)


def escalate(days: int = 0) -> int:
    """The nightly job, some days from now."""
    with acting_as(CHASER.actor):
        return escalate_vacancies(actor=CHASER, now=now() + timedelta(days=days))


def test_a_long_vacancy_reaches_the_board_once_and_its_chair_by_mail(people: Cast) -> None:
    assert escalate() == 0
    board(people)
    first = escalate()
    assert first > 0
    assert escalate() == 0
    assert escalate(days=1) == 0
    with people.mia.acting() as mia:
        found = list(open_escalations(mia))
    assert len(found) == first
    assert all(one.raised_by_id is None and ": no " in one.subject_title for one in found)
    write(at(DAY + timedelta(days=7)))
    ((address, _subject, text),) = [letter for letter in letters() if letter[0] == people.mia.email]
    assert address == people.mia.email
    assert "Strategic board: answer about" in text
    assert "/escalations/" in text
    assert "/by-mail/" not in text
