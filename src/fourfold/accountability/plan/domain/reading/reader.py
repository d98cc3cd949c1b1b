"""Reading a plan document from beginning to end."""

from datetime import date

from fourfold.accountability.plan.domain.reading.opening import open_document
from fourfold.accountability.plan.domain.reading.outline import STRANDS, Outline, Section, outline
from fourfold.accountability.plan.domain.reading.questions import Question, QuestionKind
from fourfold.accountability.plan.domain.reading.results import PlanReading, Strand, Unassigned
from fourfold.accountability.plan.domain.reading.rows import RowReading, Setting, read_row
from fourfold.accountability.plan.domain.reading.tables import Place, Source
from fourfold.accountability.plan.domain.reading.words import tokens
from fourfold.ground.kernel import clock
from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.trust.partnership.domain.register import AgencyType, Register
from fourfold.trust.partnership.domain.register.spelling import comparable

_MOST_PROBLEMS = 20
_COUNCILS = (AgencyType.COUNCIL_COUNTY, AgencyType.COUNCIL_UNITARY, AgencyType.COUNCIL_DISTRICT)


def read_plan(data: bytes, *, filename: str, register: Register, today: date | None = None) -> PlanReading:
    """Read a 4P plan from tab-separated text or a Word document.

    `filename` is for messages; what the file is, its content says. `register` knows the agencies, and `today` (by
    default the date in London) decides which bodies they are now. Raises BadInput where the file is no plan or a
    table is broken: each problem names the line and cell and says how to mend it.
    """
    found = outline(open_document(data, filename))
    _refuse(found.problems)
    setting = Setting(register, today or clock.today(), _places(register))
    strands: dict[str, Strand] = {}
    reading = RowReading()
    for section in found.sections:
        part = RowReading()
        for row, columns in section.rows:
            read_row(row, columns, setting, part)
        strands[section.name] = _extended(strands.get(section.name), section, part)
        reading.unassigned += part.unassigned
        reading.questions += part.questions
        reading.problems += part.problems
        _repeated(section, reading)
    _refuse(reading.problems)
    _loose(found, reading)
    return PlanReading(
        found.title,
        tuple(strands.values()),
        tuple(reading.unassigned),
        (*_missing(found, strands), *reading.questions),
    )


def _extended(strand: Strand | None, section: Section, part: RowReading) -> Strand:
    """The strand with the actions of one more section, numbered on."""
    before = strand or Strand(section.name, section.aim, section.heading)
    first = len(before.actions) + 1
    numbered = tuple(
        type(action)(number, action.text, action.leads, action.timescales, action.source)
        for number, action in enumerate(part.actions, start=first)
    )
    return Strand(
        before.name,
        before.aim,
        before.source,
        before.actions + numbered,
        before.success_factors + tuple(part.factors),
    )


def _repeated(section: Section, reading: RowReading) -> None:
    """A strand that is headed again goes on; a second aim is kept for a person to decide on."""
    if not section.repeated:
        return
    if tokens(section.aim):
        reading.unassigned.append(Unassigned(section.aim, section.heading))
    asked = f"{section.name} is headed twice. We read it as one strand. Is that right?"
    reading.questions.append(Question(QuestionKind.STRAND_REPEATED, asked, section.heading))


def _loose(found: Outline, reading: RowReading) -> None:
    for source in found.loose:
        if not tokens(source.text):
            continue
        reading.unassigned.append(Unassigned(source.text, source))
        asked = f"These words belong to no action: {source.text!r}. What are they?"
        reading.questions.append(Question(QuestionKind.UNASSIGNED, asked, source))


def _missing(found: Outline, strands: dict[str, Strand]) -> list[Question]:
    top = Source(Place(), "")
    questions = []
    if not found.title:
        questions.append(Question(QuestionKind.TITLE, "The plan has no title. What is it called?", top))
    for name in STRANDS:
        if name not in strands:
            asked = f"The plan has no strand {name}. Is that right?"
            questions.append(Question(QuestionKind.STRAND_MISSING, asked, top))
    return questions


def _places(register: Register) -> frozenset[str]:
    """The first words of places with a council: `Kent` begins a name even where no second capital follows."""
    return frozenset(comparable(agency.name)[0] for agency in register.agencies.values() if agency.type in _COUNCILS)


def _refuse(problems: list[Problem]) -> None:
    if not problems:
        return
    shown, more = problems[:_MOST_PROBLEMS], len(problems) - _MOST_PROBLEMS
    if more > 0:
        shown.append(Problem(f"There are {more} more problems. Please mend these first and try again."))
    raise BadInput(shown)
