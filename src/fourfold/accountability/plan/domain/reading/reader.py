"""Reading a plan document from beginning to end."""

from dataclasses import replace
from datetime import date

from fourfold.accountability.plan.domain.reading.layouts import NOTHING_CHOSEN, Chosen, LayoutFound, layouts_of
from fourfold.accountability.plan.domain.reading.opening import open_document
from fourfold.accountability.plan.domain.reading.outline import outline
from fourfold.accountability.plan.domain.reading.questions import Question, QuestionKind
from fourfold.accountability.plan.domain.reading.results import PlanReading, Strand, Unassigned
from fourfold.accountability.plan.domain.reading.rows import RowReading, Setting, read_row
from fourfold.accountability.plan.domain.reading.sections import STRANDS, Outline, Section
from fourfold.accountability.plan.domain.reading.strand_words import Meaning, strand_meant
from fourfold.accountability.plan.domain.reading.tables import Place, Source
from fourfold.accountability.plan.domain.reading.words import tokens
from fourfold.accountability.plan.domain.states import StrandKind
from fourfold.ground.kernel import clock
from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.trust.partnership.domain.register import AgencyType, Register
from fourfold.trust.partnership.domain.register.spelling import comparable

_MOST_PROBLEMS = 20
_COUNCILS = (AgencyType.COUNCIL_COUNTY, AgencyType.COUNCIL_UNITARY, AgencyType.COUNCIL_DISTRICT)


def read_plan(
    data: bytes, *, filename: str, register: Register, today: date | None = None, chosen: Chosen = NOTHING_CHOSEN
) -> PlanReading:
    """Read a 4P plan from text, CSV, or a Word or Excel file.

    `filename` is for messages; what the file is, its content says. `register` knows the agencies, and `today` (by
    default the date in London) decides which bodies they are now. `chosen` is how people said that tables of other
    layouts are read. Raises BadInput where the file is no plan or a table is broken: each problem names the line and
    cell and says how to mend it.
    """
    found = outline(open_document(data, filename), chosen)
    _refuse(found.problems)
    strict = all(section.name for section in found.sections)
    setting = Setting(register, today or clock.today(), _places(register), chosen, strict)
    strands: dict[str, Strand] = {}
    reading = RowReading()
    for section in found.sections:
        _read_section(section, setting, strands, reading)
    _refuse(reading.problems)
    _loose(found, reading)
    layouts = layouts_of([item for section in found.sections for item in section.rows])
    return PlanReading(
        found.title,
        tuple(strands[name] for name in (STRANDS if not strict else strands) if name in strands),
        tuple(reading.unassigned),
        (*_missing(found, strands, strict=strict), *_unexplained(layouts), *reading.questions),
        layouts,
        tuple(reading.beside),
        tuple(reading.strand_words.items()),
        tuple(reading.status_words.items()),
    )


def _read_section(section: Section, setting: Setting, strands: dict[str, Strand], reading: RowReading) -> None:
    """Add a section's actions to their strands, and what else it says to `reading`."""
    part = RowReading(strand_words=reading.strand_words, status_words=reading.status_words)
    for row, columns in section.rows:
        read_row(row, columns, setting, part)
    repeated = section.name in strands
    home = section.name or _home_of(section, setting.chosen, part)
    named = [item.more.strand for item in part.actions] + [factor.strand for factor in part.factors]
    if section.name or not all(named) or not named:
        aimed = section if home not in strands or section.name else replace(section, aim="")
        strands[home] = _extended(strands.get(home), home, aimed, part, of="")
        if aimed is not section and tokens(section.aim):
            part.beside.append(section.heading)
    elif tokens(section.aim):
        part.beside.append(section.heading)
    for name in dict.fromkeys(filter(None, named)):
        strands[name] = _extended(strands.get(name), name, replace(section, aim=""), part, of=name)
    reading.unassigned += part.unassigned
    reading.questions += part.questions
    reading.problems += part.problems
    reading.beside += part.beside
    if repeated and section.name:
        _repeated(section, reading)


def _home_of(section: Section, chosen: Chosen, part: RowReading) -> str:
    """The strand of a table without a strand heading: what its caption means, else Prevent, and a person is asked."""
    meant = strand_meant(section.aim, chosen.strands)
    if all(action.more.strand for action in part.actions) and part.actions:
        return (meant or _DEFAULT).kind.label
    part.strand_words.setdefault(section.aim, meant.kind.value if meant else "")
    home = meant or _DEFAULT
    if not home.sure:
        said = f"The table under {section.aim!r}" if section.aim else "A table"
        asked = f"{said} does not name its strand. We put its actions under {home.kind.label}. Is that right?"
        rows = part.actions[0].source if part.actions else section.heading
        part.questions.append(Question(QuestionKind.STRAND, asked, rows, (home.kind.label,)))
    return home.kind.label


_DEFAULT = Meaning(StrandKind.PREVENT, False)


def _extended(strand: Strand | None, name: str, section: Section, part: RowReading, *, of: str) -> Strand:
    """The strand with the actions of one more section, numbered on: those of which a column says `of`."""
    before = strand or Strand(name, section.aim, section.heading)
    first = len(before.actions) + 1
    mine = (action for action in part.actions if action.more.strand == of)
    numbered = tuple(replace(action, number=number) for number, action in enumerate(mine, start=first))
    factors = tuple(factor for factor in part.factors if factor.strand == of)
    return replace(before, actions=before.actions + numbered, success_factors=before.success_factors + factors)


def _unexplained(layouts: tuple[LayoutFound, ...]) -> list[Question]:
    """Ask where no column is known to say what will be done, and about headings that we do not know."""
    questions = []
    for layout in layouts:
        columns = layout.columns
        header = Source(Place(), " | ".join(columns.headings))
        if not layout.has_action:
            asked = (
                "We do not know which column says what will be done, so its rows wait. Say what each column holds."
            )
            questions.append(Question(QuestionKind.COLUMN, asked, header))
        elif columns.unsure:
            names = ", ".join(repr(columns.headings[at]) for at in columns.unsure)
            asked = f"We do not know what {names} holds, so it stays with the document. Say what each column holds."
            questions.append(Question(QuestionKind.COLUMN, asked, header))
    return questions


def _repeated(section: Section, reading: RowReading) -> None:
    """A strand that is headed again goes on; a second aim is kept for a person to decide on."""
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


def _missing(found: Outline, strands: dict[str, Strand], *, strict: bool) -> list[Question]:
    top = Source(Place(), "")
    questions = []
    if not found.title:
        questions.append(Question(QuestionKind.TITLE, "The plan has no title. What is it called?", top))
    for name in STRANDS:
        if name not in strands and strict:
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
