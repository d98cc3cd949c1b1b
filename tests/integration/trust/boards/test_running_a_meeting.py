"""A secretary runs a meeting through the pages: plan, agenda, attendance, minutes, decisions, approval."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import boards
from tests.pages import MOST_QUERIES, main, queries_of
from tests.people import Cast, ClientOf

from fourfold.ground.kernel.clock import now, today
from fourfold.trust.boards.domain.states import ItemKind, MeetingState, Part
from fourfold.trust.boards.models import AgendaItem, ArisingAction, Board, Decision, Meeting, Paper, Seat
from fourfold.trust.boards.operations.agenda import NewItem, add_agenda_items
from fourfold.trust.boards.operations.decisions import NewArising, NewDecision, add_arising, record_decision
from fourfold.trust.boards.operations.escalations import raise_escalation
from fourfold.trust.boards.operations.minutes import ItemMinutes, write_minutes
from fourfold.trust.boards.subjects import Subject


@pytest.fixture
def board(people: Cast) -> UUID:
    """Mia chairs, Dee is the secretary, Pat a member; two make a quorum."""
    return boards.make(people, (people.mia, Part.CHAIR), (people.dee, Part.SECRETARY), (people.pat, Part.MEMBER))


def the_date(name: str, day) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def test_a_meeting_from_plan_to_approved_minutes(people: Cast, client_of: ClientOf, board: UUID) -> None:
    dee = client_of(people.dee)
    said = {"starts": "12:01am", "ends": "11:59pm", "place": "County Hall"} | the_date("on", today())
    assert dee.post(reverse("boards:meeting-plan", args=[board]), said).status_code == 302
    with people.dee.acting():
        meeting = Meeting.objects.get(board_id=board)
    agenda = reverse("boards:agenda", args=[meeting.pk])
    dee.post(agenda, {"title": "Spring courses", "kind": "for-decision", "why": "Two trainers left"})
    dee.post(reverse("boards:agenda-send", args=[meeting.pk]))
    page = main(client_of(people.pat).get(reverse("boards:meeting", args=[meeting.pk])))
    assert "Agenda sent out" in page
    assert page.index("Spring courses") < page.index("Any other business")

    with people.dee.acting():
        seats = {seat.person_id: seat.pk for seat in Seat.objects.filter(board_id=board)}
        items = {item.title: item.pk for item in AgendaItem.objects.filter(meeting=meeting)}
    there = {f"presence_{seat}": "present" for seat in seats.values()}
    there[f"presence_{seats[people.pat.person_id]}"] = "substitute"
    refused = dee.post(reverse("boards:attendance", args=[meeting.pk]), there)
    assert refused.status_code == 422
    assert "Enter the name of who came instead." in main(refused) or "who came instead" in refused.content.decode()
    there[f"substitute_{seats[people.pat.person_id]}"] = "Jo Field"
    assert dee.post(reverse("boards:attendance", args=[meeting.pk]), there).status_code == 302

    minutes = reverse("boards:minutes", args=[meeting.pk])
    version = boards.meeting_of(people, meeting.pk).version
    course = items["Spring courses"]
    typed = {f"minutes_{course}": "The courses go ahead.", "version": version, "then": f"decision:{course}"}
    onward = dee.post(minutes, typed)
    assert onward["Location"].startswith(reverse("boards:decision-add", args=[meeting.pk]))
    dee.post(onward["Location"], {"text": "Fund two trainers.", "item": str(course)})
    action = {"text": "Advertise the posts.", "owner": str(people.pat.person_id), "item": str(course)}
    action |= the_date("due_on", today() + timedelta(days=30))
    assert dee.post(reverse("boards:arising-add", args=[meeting.pk]), action).status_code == 302
    assert dee.post(reverse("boards:approve", args=[meeting.pk])).status_code == 302

    page = main(client_of(people.pat).get(reverse("boards:meeting", args=[meeting.pk])))
    for shown in ("Minutes approved", "The courses go ahead.", "Decision 1.1", "Jo Field for Pat Okafor"):
        assert shown in page
    assert dee.get(minutes).status_code == 400
    with people.dee.acting():
        assert Decision.objects.get(meeting=meeting).item_id == course
        arose = ArisingAction.objects.get(meeting=meeting)
    done = the_date("done_on", today()) | {"done_note": "Both posts are filled."}
    client_of(people.pat).post(reverse("boards:arising-finish", args=[arose.pk]), done)
    listed = main(client_of(people.pat).get(reverse("boards:arising", args=[board]) + "?done=1"))
    assert "Both posts are filled." in listed


def test_what_is_open_is_carried_over_once(people: Cast, board: UUID, client_of: ClientOf) -> None:
    last = boards.hold(people, board, people.mia, days=-30)
    with people.dee.acting() as dee:
        [left] = add_agenda_items(
            actor=dee, now=now(), meeting_id=last, items=[NewItem(ItemKind.INFORMATION, "Schools")]
        )
        write_minutes(
            actor=dee, now=now(), meeting_id=last, items={left: ItemMinutes("No time was left.", unfinished=True)}
        )
        record_decision(actor=dee, now=now(), meeting_id=last, new=NewDecision("Fund the course.", provisional=True))
        due = today() + timedelta(days=3)
        add_arising(
            actor=dee, now=now(), meeting_id=last, new=NewArising("Write to schools.", people.pat.person_id, due)
        )
        subject = Subject("plan.action", UUID(int=7), "Train staff")
        raise_escalation(actor=dee, now=now(), board_id=board, subject=subject, why="Nobody leads it.")
    meeting = boards.plan(people, board)
    address = reverse("boards:carry-over", args=[meeting])
    client_of(people.dee).post(address)
    client_of(people.dee).post(address)
    with people.dee.acting():
        items = AgendaItem.objects.filter(meeting_id=meeting).exclude(kind=ItemKind.STANDING)
        found = list(items.values_list("title", "kind"))
    assert found == [
        ("Schools", "for-information"),
        ("Ratify decision 1.1", "to-ratify"),
        ("Train staff", "escalation"),
        ("Write to schools.", "action-arising"),
    ]


def test_items_move_and_go_and_keep_their_order(people: Cast, board: UUID, client_of: ClientOf) -> None:
    meeting = boards.plan(people, board)
    dee = client_of(people.dee)
    with people.dee.acting():
        first, second, *_rest = AgendaItem.objects.filter(meeting_id=meeting)
    dee.post(reverse("boards:item-move", args=[meeting, second.pk]), {"up": "1"})
    dee.post(reverse("boards:item-move", args=[meeting, second.pk]), {"up": "1"})  # it is first already
    dee.post(reverse("boards:item-remove", args=[meeting, first.pk]))
    with people.dee.acting():
        left = AgendaItem.objects.filter(meeting_id=meeting)
        assert [item.position for item in left] == [1, 2, 3]
        assert left[0].pk == second.pk


def test_papers_are_read_by_the_board_alone(people: Cast, board: UUID, client_of: ClientOf) -> None:
    meeting = boards.plan(people, board)
    file = SimpleUploadedFile("Paper.txt", b"Spring courses", "text/html")
    client_of(people.dee).post(reverse("boards:paper-add", args=[meeting]), {"title": "Options", "file": file})
    with people.dee.acting():
        paper = Paper.objects.get(meeting_id=meeting)
    address = reverse("boards:paper", args=[meeting, paper.pk])
    answer = client_of(people.pat).get(address)
    assert answer.content == b"Spring courses"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert client_of(people.vic).get(address).status_code == 404
    client_of(people.dee).post(reverse("boards:paper-remove", args=[meeting, paper.pk]))
    assert client_of(people.pat).get(address).status_code == 404


def test_text_that_looks_like_personal_data_comes_back_to_be_checked(
    people: Cast, board: UUID, client_of: ClientOf
) -> None:
    meeting = boards.hold(people, board, people.mia, people.pat)
    dee = client_of(people.dee)
    with people.dee.acting():
        item = AgendaItem.objects.filter(meeting_id=meeting).first()
        assert item
    version = boards.meeting_of(people, meeting).version
    typed = {f"minutes_{item.pk}": "The victim, Jane Roe, moved.", "version": version}
    back = dee.post(reverse("boards:minutes", args=[meeting]), typed)
    assert back.status_code == 422
    assert "looks like personal data" in main(back) or "looks like personal data" in back.content.decode()
    assert "Jane Roe" in back.content.decode()
    assert dee.post(reverse("boards:minutes", args=[meeting]), typed | {"checked": "on"}).status_code == 302


def test_a_second_secretary_sees_what_they_typed_and_can_save_it(
    people: Cast, board: UUID, client_of: ClientOf
) -> None:
    meeting = boards.hold(people, board, people.mia, people.pat)
    address = reverse("boards:minutes", args=[meeting])
    with people.dee.acting():
        item = AgendaItem.objects.filter(meeting_id=meeting).first()
        assert item
    version = boards.meeting_of(people, meeting).version
    client_of(people.dee).post(address, {f"minutes_{item.pk}": "First.", "version": version})
    met = client_of(people.mia).post(address, {f"minutes_{item.pk}": "Second.", "version": version})
    assert met.status_code == 409
    assert "Second." in met.content.decode()
    assert "First." in met.content.decode()
    newer = boards.meeting_of(people, meeting).version
    again = client_of(people.mia).post(address, {f"minutes_{item.pk}": "Both.", "version": newer})
    assert again.status_code == 302


def test_a_board_is_set_up_edited_and_ended(people: Cast, client_of: ClientOf) -> None:
    cora = client_of(people.cora)
    said = {"name": "Kent and Medway Strategic Board", "kind": "strategic", "quorum": "3"}
    assert cora.post(reverse("boards:board-begin"), said | {"quorum": "0"}).status_code == 422
    made = cora.post(reverse("boards:board-begin"), said)
    page = main(cora.get(made["Location"]))
    assert "Nobody is chair." in page
    assert "Only 0 voting seats are filled, and the quorum is 3" in page
    with people.cora.acting():
        board = Board.objects.get(name=said["name"])
    edit = reverse("boards:board-edit", args=[board.pk])
    assert cora.post(edit, said | {"name": "Strategic Board", "version": "1"}).status_code == 302
    met = cora.post(edit, said | {"name": "Another name", "version": "1"})
    assert met.status_code == 409
    assert "Another name" in met.content.decode()
    cora.post(reverse("boards:board-end", args=[board.pk]))
    assert "Strategic Board" not in main(cora.get(reverse("boards:boards")))
    assert client_of(people.pat).get(reverse("boards:board-begin")).status_code == 403


def test_a_meeting_is_moved_and_cancelled(people: Cast, board: UUID, client_of: ClientOf) -> None:
    meeting = boards.plan(people, board)
    dee = client_of(people.dee)
    change = reverse("boards:meeting-change", args=[meeting])
    said = {"starts": "2pm", "ends": "1pm", "place": "Chatham"} | the_date("on", today() + timedelta(days=9))
    assert "A meeting ends after it starts." in dee.post(change, said).content.decode()
    assert "like 2:30pm" in dee.post(change, said | {"starts": "after lunch"}).content.decode()
    assert dee.post(change, said | {"ends": "15.30"}).status_code == 302
    assert "2:00pm to 3:30pm" in main(dee.get(reverse("boards:meeting", args=[meeting])))
    dee.post(reverse("boards:meeting-cancel", args=[meeting]), {"because": "Snow"})
    found = boards.meeting_of(people, meeting)
    assert (found.state, found.sequence) == (MeetingState.CANCELLED, 2)
    assert dee.get(reverse("boards:agenda", args=[meeting])).status_code == 400


def test_pages_take_the_same_few_queries_however_long(people: Cast, board: UUID, client_of: ClientOf) -> None:
    meeting = boards.hold(people, board, people.mia, people.pat)
    with people.dee.acting() as dee:
        for number in range(12):
            [item] = add_agenda_items(
                actor=dee, now=now(), meeting_id=meeting, items=[NewItem(ItemKind.INFORMATION, f"Item {number}")]
            )
            record_decision(actor=dee, now=now(), meeting_id=meeting, new=NewDecision("Agreed.", item))
            due = today() + timedelta(days=3)
            new = NewArising("Write.", people.pat.person_id, due, item)
            add_arising(actor=dee, now=now(), meeting_id=meeting, new=new)
            subject = Subject("plan.action", UUID(int=number + 1), f"Action {number}")
            raise_escalation(actor=dee, now=now(), board_id=board, subject=subject, why="Stuck.")
    dee_client = client_of(people.dee)
    for name, key in (
        ("boards", None),
        ("board", board),
        ("meetings", board),
        ("decisions", board),
        ("arising", board),
        ("escalations", board),
        ("meeting", meeting),
        ("agenda", meeting),
        ("attendance", meeting),
        ("minutes", meeting),
    ):
        address = reverse(f"boards:{name}", args=[key] if key else [])
        assert len(queries_of(dee_client, address)) <= MOST_QUERIES, name
