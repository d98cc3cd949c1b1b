"""Agendas and minutes as files: what they say, and that they are for the board alone."""

from io import BytesIO

import docx
import pikepdf
import pytest
from django.urls import reverse
from tests import boards
from tests.people import Cast, ClientOf

from fourfold.ground.kernel.clock import now
from fourfold.trust.boards.domain.states import Part
from fourfold.trust.boards.models import AgendaItem
from fourfold.trust.boards.operations.decisions import NewDecision, record_decision
from fourfold.trust.boards.operations.minutes import ItemMinutes, write_minutes


@pytest.fixture
def meeting(people: Cast):
    """A meeting without a quorum, with minutes in draft and a provisional decision."""
    board = boards.make(people, (people.mia, Part.CHAIR), (people.dee, Part.SECRETARY), (people.pat, Part.MEMBER))
    held = boards.hold(people, board, people.mia)
    with people.dee.acting() as dee:
        item = AgendaItem.objects.filter(meeting_id=held).first()
        assert item
        new = NewDecision("Fund two trainers.", item.pk, provisional=True)
        record_decision(actor=dee, now=now(), meeting_id=held, new=new)
        said = {item.pk: ItemMinutes("The courses go ahead.\nSchools help.")}
        write_minutes(actor=dee, now=now(), meeting_id=held, items=said)
    return held


def test_minutes_in_word_say_what_the_page_says(people: Cast, meeting, client_of: ClientOf) -> None:
    answer = client_of(people.pat).get(reverse("boards:document", args=[meeting, "docx"]))
    read = docx.Document(BytesIO(answer.content))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in read.paragraphs), *cells])
    for said in ("The courses go ahead.", "Schools help.", "Fund two trainers.", "had no quorum", "Mia Larsen"):
        assert said in text, said
    assert "not approved yet" in text


def test_the_pdf_is_tagged_and_marked(people: Cast, meeting, client_of: ClientOf) -> None:
    answer = client_of(people.pat).get(reverse("boards:document", args=[meeting, "pdf"]))
    with pikepdf.open(BytesIO(answer.content)) as read:
        assert "/StructTreeRoot" in read.Root
        assert "Minutes of meeting 1" in str(read.docinfo["/Title"])


def test_an_agenda_is_a_file_and_other_forms_and_people_get_nothing(people: Cast, client_of: ClientOf) -> None:
    board = boards.make(people, (people.mia, Part.CHAIR), (people.dee, Part.SECRETARY))
    planned = boards.plan(people, board)
    answer = client_of(people.dee).get(reverse("boards:document", args=[planned, "docx"]))
    assert "agenda-1.docx" in answer["Content-Disposition"]
    assert client_of(people.dee).get(reverse("boards:document", args=[planned, "exe"])).status_code == 404
    assert client_of(people.vic).get(reverse("boards:document", args=[planned, "docx"])).status_code == 404
