"""Plans of other partnerships: other columns, other strands, other files. What is in doubt is asked, not lost."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from tests.samples.other_layouts import HARROWBY_HEADS, harrowby, oldmarsh, wyrebridge
from tests.samples.words_of import words_in_reading

from fourfold.accountability.plan.domain.reading import QuestionKind
from fourfold.accountability.plan.domain.reading.columns import Column, fingerprint
from fourfold.accountability.plan.domain.reading.layouts import Chosen
from fourfold.accountability.plan.domain.states import Status, StrandKind
from fourfold.ground.kernel.errors import BadInput


def by_strand(reading) -> dict[str, list[str]]:
    return {strand.name: [action.text for action in strand.actions] for strand in reading.strands}


def asked(reading, kind: QuestionKind) -> list[str]:
    return [question.text for question in reading.questions if question.kind is kind]


def test_one_table_a_priority_with_rag_and_progress(read):
    reading = read(wyrebridge(), "plan.docx")
    assert reading.title == "Wyrebridge Violence Reduction Plan"
    assert {name: len(texts) for name, texts in by_strand(reading).items()} == {
        "Prevent": 2,
        "Protect": 1,
        "Pursue": 1,
    }
    mentor, sessions, *_rest = reading.actions
    assert (mentor.more.status.status, mentor.more.progress) == (Status.ON_TRACK, "Twelve mentors are trained.")
    assert (sessions.more.status.status, sessions.more.status.raw) == (
        Status.AT_RISK,
        "Amber: two schools have not replied",
    )
    assert [cell.text for cell in mentor.more.cells] == ["1.1"]
    assert [factor.text for factor in reading.strands[0].success_factors] == [
        "Fewer exclusions",
        "Pupils know whom to tell",
    ]
    assert reading.strands[0].aim == "Priority 1: Preventing young people from being drawn in"


def test_a_status_and_a_caption_in_doubt_are_asked_about(read):
    reading = read(wyrebridge(), "plan.docx")
    assert "'Purple'" in asked(reading, QuestionKind.STATUS)[0]
    assert "Purple" in [piece.text for piece in reading.unassigned]
    assert ["Pursue" in text for text in asked(reading, QuestionKind.STRAND)] == [True]


def test_a_strand_column_and_dates_of_a_workbook(read):
    reading = read(oldmarsh(), "log.xlsx")
    assert reading.title == "Oldmarsh Serious Violence Action Log"
    assert by_strand(reading) == {
        "Prevent": ["Teach the signs."],
        "Protect": ["Name a lead worker."],
        "Pursue": ["Map the supply."],
    }
    taught = reading.actions[0]
    assert [(lead.written, lead.delivers) for lead in taught.leads] == [("Kent Police", False), ("Schools", True)]
    assert taught.timescales[0].date.isoformat() == "2027-03-31"
    assert "'Safeguarding'" in asked(reading, QuestionKind.STRAND)[0]
    assert "'Cost code'" in asked(reading, QuestionKind.COLUMN)[0]
    assert str(taught.source.where) == "sheet Action log, row 4, cell 2 (Objective)"


def test_a_formula_is_neither_computed_nor_read_as_words(read):
    assert "1+1" not in str(read(oldmarsh(), "log.xlsx"))


def test_headings_that_say_nothing_wait_for_a_person_and_lose_no_word(read):
    reading = read(harrowby(), "plan.csv")
    assert reading.actions == ()
    assert "which column says what will be done" in asked(reading, QuestionKind.COLUMN)[0]
    assert words_in_reading(reading)["underpass"] == 1
    layout = reading.layouts[0]
    assert layout.columns.headings == HARROWBY_HEADS
    assert layout.samples[1] == ("Open a youth club, in the old library.", "Light the underpass.")


def test_what_a_person_chose_for_a_layout_reads_the_next_document(register):
    from fourfold.accountability.plan.domain.reading import read_plan

    fields = (Column.NUMBER, Column.ACTION, Column.LEADS, Column.TIMESCALES, Column.STATUS)
    chosen = Chosen(
        {fingerprint([head.upper() for head in HARROWBY_HEADS]): fields},
        {"": StrandKind.PREPARE},
        {"1": Status.ON_TRACK, "3": Status.OFF_TRACK},
    )
    reading = read_plan(harrowby(), filename="plan.csv", register=register, chosen=chosen)
    assert by_strand(reading) == {"Prepare": ["Open a youth club, in the old library.", "Light the underpass."]}
    assert [action.more.status.status for action in reading.actions] == [Status.ON_TRACK, Status.OFF_TRACK]
    assert asked(reading, QuestionKind.COLUMN) == []


def test_sheets_named_by_strand_are_its_headings(read):
    book = Workbook()
    for name, first in (("Prevent", True), ("Pursue", False)):
        sheet = book.active if first else book.create_sheet()
        sheet.title = name
        sheet.append(["Action", "Lead", "Timescale"])
        sheet.append([f"Do it for {name}.", "Kent Police", "Ongoing"])
    out = BytesIO()
    book.save(out)
    assert by_strand(read(out.getvalue(), "plan.xlsx")) == {
        "Prevent": ["Do it for Prevent."],
        "Pursue": ["Do it for Pursue."],
    }


def test_a_hidden_sheet_is_left_alone(read):
    book = Workbook()
    book.active.append(["Action", "Lead"])
    book.active.append(["Do it.", "Kent Police"])
    hidden = book.create_sheet("Notes")
    hidden.append(["Action", "Lead"])
    hidden.append(["Never.", "Kent Police"])
    hidden.sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    assert len(read(out.getvalue(), "plan.xlsx").actions) == 1


@pytest.mark.parametrize(("rows", "columns", "said"), [(20_002, 3, "more than 20,000 lines"), (2, 70, "60 columns")])
def test_a_workbook_of_far_too_much_is_refused(read, rows, columns, said):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Plan")
    for _ in range(rows):
        sheet.append(["word"] * columns)
    out = BytesIO()
    book.save(out)
    with pytest.raises(BadInput, match=said):
        read(out.getvalue(), "plan.xlsx")
