"""Whatever the document: it is refused in plain words, or every one of its words is in the reading."""

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.properties.plan_reading.documents import PLANS, UNQUOTED_PLANS, damaged
from tests.properties.plan_reading.layouts import Table, tables
from tests.samples.plan_documents import as_word
from tests.samples.words_of import words_in_reading, words_in_text

from fourfold.accountability.plan.domain.reading import PlanReading, read_plan, to_json
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.partnership.domain.register import load_register

REGISTER = load_register()


def read(data: bytes, filename: str = "plan.txt") -> PlanReading:
    return read_plan(data, filename=filename, register=REGISTER, today=date(2026, 11, 22))


def read_or_refuse(data: bytes, filename: str = "plan.txt") -> PlanReading | None:
    """The reading, or None where the file was refused. Any other error fails the test."""
    try:
        return read(data, filename)
    except BadInput as refused:
        if not all(problem.message for problem in refused.problems):
            raise AssertionError("refused without a word") from refused
        return None


@settings(deadline=None)
@given(PLANS)
def test_a_well_formed_plan_is_read_and_keeps_every_word(text):
    assert words_in_reading(read(text.encode())) == words_in_text(text)


ONE_HEADING = (
    "Title\n\nPREVENT - Help.\n\nAction/Objective\tMap where groups are active, and who is at risk, so that "
    "partners put help where it matters most.\t\nKent Police\tOngoing\tFewer of them go on to offend\n"
)

HEADING_OF_NOTHING = (
    "Title\n\nPREVENT - Help.\n\nAction/Objective\tly, and help them to choose another path.\n\n"
    "Action/Objective\tLead/Delivered Through\tTimescales\tSuccess Factors\n"
    "Map where groups are.\tKent Police\tOngoing\t\n"
)


@settings(deadline=None)
@given(damaged())
@example(ONE_HEADING)
@example(HEADING_OF_NOTHING)
def test_a_damaged_plan_keeps_every_word_or_is_refused(text):
    reading = read_or_refuse(text.encode())
    assert reading is None or words_in_reading(reading) == words_in_text(text)


@settings(deadline=None)
@given(PLANS)
def test_words_with_no_place_are_asked_about(text):
    reading = read(text.encode())
    asked = {question.where for question in reading.questions}
    assert all(piece.source in asked for piece in reading.unassigned)


@settings(deadline=None)
@given(PLANS)
def test_an_agency_without_a_body_of_today_is_asked_about(text):
    reading = read(text.encode())
    asked = {(question.where, *question.proposed) for question in reading.questions}
    for action in reading.actions:
        assert all(lead.now or (lead.source, lead.written) in asked for lead in action.leads)


@settings(max_examples=15, deadline=None)
@given(UNQUOTED_PLANS)
def test_a_word_document_of_the_same_words_reads_the_same(text):
    assert to_json(read(as_word(text), "plan.docx")) == to_json(read(text.encode()))


@settings(deadline=None)
@given(PLANS, st.sampled_from(["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
def test_the_encoding_makes_no_difference(text, encoding):
    assert to_json(read(text.encode(encoding))) == to_json(read(text.encode()))


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["plan.txt", "plan.docx", "plan"]))
def test_any_bytes_at_all_are_refused_in_words(data, filename):
    assert read_or_refuse(data, filename) is None


@settings(deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_a_word_document_with_flipped_bytes_is_read_or_refused(seed, flips):
    data = bytearray(_WORD_FILE)
    for step in range(flips):
        data[(seed * (step + 1) * 2654435761) % len(data)] ^= 1 + seed % 255
    reading = read_or_refuse(bytes(data), "plan.docx")
    assert reading is None or reading.strands


HEADER = ("What we will do", "By when", "Cost")
SAYS_HEADINGS = Table("Title", (("Table", (HEADER, ("Act on it", "4P", "4P"))),))
SEMICOLONS = Table("Title; all", (("Table; by", (HEADER, ("Act; with", "July 2026", ""))),))
STRANGE = ("Widget code", "Undertaking", "RAG", "Gadget")
REPEATED = Table("Title", tuple((f"Table {name}", (STRANGE, ("by", "Act on it", "Green", "also"))) for name in "ab"))


@settings(deadline=None)
@given(tables())
@example(SAYS_HEADINGS)
@example(SEMICOLONS)
@example(REPEATED)
def test_a_table_of_any_layout_keeps_every_word(table):
    assert words_in_reading(read(table.as_csv(), "plan.csv")) == table.words


@settings(max_examples=25, deadline=None)
@given(tables())
def test_a_workbook_of_the_same_table_reads_the_same(table):
    assert to_json(read(table.as_workbook(), "plan.xlsx")) == to_json(read(table.as_csv(), "plan.csv"))


_WORD_FILE = as_word("A plan\nPREVENT - Help.\nAction\tLead\tTimescale\tSuccess factors\nDo.\tKCC\tOngoing\t")
