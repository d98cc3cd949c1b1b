"""Who reads and who runs a board: policy, query and row-level security say the same, and each holds alone."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from tests import boards
from tests.pages import bytes_of
from tests.people import WHO, Cast, ClientOf

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, NotAllowed, NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.access.queries import related_users
from fourfold.trust.boards import policies
from fourfold.trust.boards.domain.states import ItemKind, Part
from fourfold.trust.boards.models import AgendaItem, ArisingAction, Board, Escalation, Meeting, Seat
from fourfold.trust.boards.operations.agenda import NewItem, add_agenda_items
from fourfold.trust.boards.operations.decisions import NewArising, add_arising, finish_arising
from fourfold.trust.boards.operations.escalations import answer_escalation, raise_escalation
from fourfold.trust.boards.operations.seats import NewSeat, end_seat, give_seat
from fourfold.trust.boards.queries.meetings import meeting_for_actor
from fourfold.trust.boards.queries.visibility import parts_on, read_boards, run_boards
from fourfold.trust.boards.subjects import Subject
from fourfold.trust.partnership.domain.roles import CHASER, MEASURER

READS = {"cora", "mia", "pat", "dee", "hal"}
RUNS = {"cora", "mia", "dee"}


@pytest.fixture
def board(people: Cast) -> UUID:
    """Chaired by Mia, Dee its secretary, Pat a member, Hal an adviser. Leo, who has left, has a seat still."""
    seats = [(people.mia, Part.CHAIR), (people.dee, Part.SECRETARY), (people.pat, Part.MEMBER)]
    return boards.make(people, *seats, (people.hal, Part.ADVISER), (people.leo, Part.DEPUTY_CHAIR))


@pytest.fixture
def meeting(people: Cast, board: UUID) -> UUID:
    """Planned for next week."""
    return boards.plan(people, board)


@pytest.mark.parametrize("who", sorted(WHO))
def test_policy_query_and_wall_agree(who: str, people: Cast, board: UUID, meeting: UUID) -> None:
    with getattr(people, who).acting() as actor:
        parts = parts_on(actor, board)
        reads, runs = bool(policies.read(actor, parts)), bool(policies.run(actor, parts))
        assert (reads, runs) == (who in READS, who in RUNS)
        assert read_boards(actor).filter(pk=board).exists() is reads
        assert run_boards(actor).filter(pk=board).exists() is runs
        # The second wall alone: no query of ours stands between.
        assert Meeting.objects.filter(pk=meeting).exists() is reads
        assert AgendaItem.objects.filter(meeting_id=meeting).exists() is reads
        assert Meeting.objects.filter(pk=meeting).update(opening="Hello.") == int(runs)
        assert Board.objects.filter(pk=board).exists() is (who != "leo")
        assert Seat.objects.filter(board_id=board).exists() is (who != "leo")


@pytest.mark.parametrize("who", ["pat", "hal", "vic", "ada"])
def test_who_does_not_run_a_board_cannot_write_it(who: str, people: Cast, board: UUID, meeting: UUID) -> None:
    with getattr(people, who).acting() as actor:
        with pytest.raises((NotAllowed, NotFound)):
            add_agenda_items(
                actor=actor, now=now(), meeting_id=meeting, items=[NewItem(ItemKind.INFORMATION, "A matter")]
            )
        with pytest.raises(NotAllowed):
            give_seat(actor=actor, now=now(), board_id=board, new=NewSeat(actor.person_id, Part.MEMBER, today()))
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Seat.objects.bulk_create(
                [Seat(board_id=board, person_id=actor.person_id, part=Part.SECRETARY, since=today())]
            )


def test_only_coordinators_set_boards_up(people: Cast) -> None:
    with people.mia.acting(), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Board.objects.bulk_create([Board(name="Mine", kind="other", quorum=1, since=today())])


def test_services_that_read_read_and_do_not_write(board: UUID, meeting: UUID) -> None:
    for service in (CHASER, MEASURER):
        with acting_as(service.actor):
            assert meeting_for_actor(service, meeting).board_id == board
            assert Meeting.objects.filter(pk=meeting).update(opening="Hello.") == 0


def test_a_seat_that_ends_closes_the_board_at_once(people: Cast, board: UUID, meeting: UUID) -> None:
    with people.dee.acting() as dee:
        seat = Seat.objects.get(board_id=board, person_id=people.pat.person_id)
        held = related_users(kind="member", subject_kind="board", subject_id=board)
        assert people.pat.user_id in held
        end_seat(actor=dee, now=now(), board_id=board, seat_id=seat.pk, until=today())
        assert people.pat.user_id not in related_users(kind="member", subject_kind="board", subject_id=board)
    with people.pat.acting() as pat:
        with pytest.raises(NotFound):
            meeting_for_actor(pat, meeting)
        assert not Meeting.objects.filter(pk=meeting).exists()


def test_one_seat_a_person_and_one_chair(people: Cast, board: UUID) -> None:
    with people.dee.acting() as dee:
        with pytest.raises(BadInput, match="have a seat on this board already"):
            give_seat(
                actor=dee,
                now=now(),
                board_id=board,
                new=NewSeat(people.pat.person_id, Part.ADVISER, today()),
            )
        with pytest.raises(BadInput, match="has a chair"):
            give_seat(actor=dee, now=now(), board_id=board, new=NewSeat(people.vic.person_id, Part.CHAIR, today()))
        for person, part in ((people.pat, Part.ADVISER), (people.vic, Part.CHAIR)):
            twice = Seat(board_id=board, person_id=person.person_id, part=part, since=today())
            with pytest.raises(Exception, match=r"seat_(once_a_person|one_chair)"), transaction.atomic():
                Seat.objects.bulk_create([twice])


def test_an_escalation_is_raised_once_and_answered_by_those_who_run_the_board(people: Cast, board: UUID) -> None:
    subject = Subject("plan.action", uuid4(), "Train staff")
    with people.vic.acting() as vic:
        first = raise_escalation(actor=vic, now=now(), board_id=board, subject=subject, why="Nobody leads it.")
    with people.ada.acting() as ada:
        again = raise_escalation(actor=ada, now=now(), board_id=board, subject=subject, why="I think so too.")
        assert again == first
        assert not Escalation.objects.filter(pk=first).exists()  # it is Vic's, and Ada has no seat
    for who, refused in ((people.vic, NotAllowed), (people.pat, NotAllowed), (people.ada, NotFound)):
        with who.acting() as actor, pytest.raises(refused):
            answer_escalation(actor=actor, now=now(), escalation_id=first, answer="Yes.")
    with people.pat.acting():
        assert Escalation.objects.filter(pk=first).update(answer="Yes.") == 0
    with people.mia.acting() as mia:
        answer_escalation(actor=mia, now=now(), escalation_id=first, answer="Kent Police will lead it.")
        with pytest.raises(BadInput, match="answered this already"):
            answer_escalation(actor=mia, now=now(), escalation_id=first, answer="Somebody else.")
    with people.vic.acting() as vic:
        assert Escalation.objects.get(pk=first).answer == "Kent Police will lead it."
        second = raise_escalation(actor=vic, now=now(), board_id=board, subject=subject, why="Still nobody.")
        assert second != first


def test_the_chaser_raises_in_nobodys_name_and_others_cannot(people: Cast, board: UUID) -> None:
    subject = Subject("partnership.agency", uuid4(), "Gangs champion of Kent Fire and Rescue")
    with acting_as(CHASER.actor):
        raised = raise_escalation(actor=CHASER, now=now(), board_id=board, subject=subject, why="Vacant for 30 days.")
        again = raise_escalation(actor=CHASER, now=now(), board_id=board, subject=subject, why="Vacant.")
        assert raised == again
    anonymous = Escalation(
        board_id=board,
        subject_kind="plan.action",
        subject_id=uuid4(),
        subject_title="Another",
        why="So.",
        raised_at=now(),
        answer_due=today(),
    )
    with people.vic.acting(), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Escalation.objects.bulk_create([anonymous])
    with acting_as(MEASURER.actor), pytest.raises(NotAllowed):
        raise_escalation(actor=MEASURER, now=now(), board_id=board, subject=subject, why="No.")


def test_an_owner_outside_the_board_reads_and_finishes_only_their_own(people: Cast, board: UUID) -> None:
    held = boards.hold(people, board, people.mia, people.pat)
    with people.dee.acting() as dee:
        due = today() + timedelta(days=30)
        mine = add_arising(
            actor=dee, now=now(), meeting_id=held, new=NewArising("Write to schools.", people.vic.person_id, due)
        )
        other = add_arising(
            actor=dee, now=now(), meeting_id=held, new=NewArising("Find a room.", people.pat.person_id, due)
        )
    with people.vic.acting() as vic:
        assert list(ArisingAction.objects.values_list("pk", flat=True)) == [mine.pk]
        finish_arising(actor=vic, now=now(), arising_id=mine.pk, done_on=today(), done_note="Sent.")
        with pytest.raises(NotFound):
            finish_arising(actor=vic, now=now(), arising_id=other.pk, done_on=today())
    with people.hal.acting() as hal, pytest.raises(NotAllowed):
        finish_arising(actor=hal, now=now(), arising_id=other.pk, done_on=today())


def test_a_hidden_meeting_looks_like_one_that_is_not_there(
    people: Cast, client_of: ClientOf, board: UUID, meeting: UUID
) -> None:
    vic = client_of(people.vic)
    hidden, absent = vic.get(f"/meetings/{meeting}/"), vic.get(f"/meetings/{uuid4()}/")
    assert bytes_of(hidden) == bytes_of(absent)
