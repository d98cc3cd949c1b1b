"""The lead cell: agencies run together by spaces, with the words that say how each takes part."""

from dataclasses import dataclass
from datetime import date

from fourfold.accountability.plan.domain.reading.agency_spans import Span, Word, known_spans, split_words
from fourfold.accountability.plan.domain.reading.lead_spans import CONNECTIVES, find_leads
from fourfold.accountability.plan.domain.reading.questions import Question, QuestionKind
from fourfold.accountability.plan.domain.reading.results import Lead
from fourfold.accountability.plan.domain.reading.tables import Source
from fourfold.accountability.plan.domain.reading.words import bracket_depths, tidy, tokens
from fourfold.trust.partnership.domain.register import Agency, Register

_MARKS = " \t\n,;:/|•–—-"


@dataclass(frozen=True, slots=True)
class LeadCell:
    """What a lead cell says. `left_over` are its words where nobody is named."""

    leads: tuple[Lead, ...]
    left_over: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class _Cell:
    """A cell with its words, every agency known in it, and the spans of those that lead."""

    source: Source
    words: list[Word]
    known: list[Span]
    spans: list[Span]


def read_leads(source: Source, register: Register, today: date) -> LeadCell:
    """The leads of a cell in its order. Every word of the cell is in a lead or in `left_over`."""
    words = split_words(source.text)
    known = known_spans(words, register)
    found = find_leads(words, known)
    if not found.leads:
        left = (tidy(source.text),) if tokens(source.text) else ()
        return LeadCell((), left, (_no_lead(source),))
    cell = _Cell(source, words, known, found.leads)
    leads = [_lead(number, cell, register, today) for number in range(len(cell.spans))]
    doubts = [_doubt(span, words, source) for span in found.in_doubt]
    return LeadCell(tuple(leads), (), (*doubts, *_agency_questions(leads, register, today)))


def _lead(number: int, cell: _Cell, register: Register, today: date) -> Lead:
    """One lead, with the words around it: small ones before it are its own, all others belong to the one before."""
    span, words, text = cell.spans[number], cell.words, cell.source.text
    ends = _begins(number + 1, cell)
    start_of_own = words[_begins(number, cell)].start if number else 0
    end_of_own = words[ends].start if ends < len(words) else len(text)
    return Lead(
        written=tidy(text[words[span.first].start : words[span.last].end]),
        source=cell.source,
        agency=span.agency,
        now=register.now(span.agency, today) if span.agency else None,
        connective=_clean(text[start_of_own : words[span.first].start]),
        qualifier=_clean(text[words[span.last].end : end_of_own]),
        mentions=_named(cell.known, span.last + 1, ends),
    )


def _begins(number: int, cell: _Cell) -> int:
    """The first word that goes with a lead: itself, or connectives directly before it. The end, behind the last."""
    if number == len(cell.spans):
        return len(cell.words)
    first = cell.spans[number].first
    floor = cell.spans[number - 1].last + 1 if number else 0
    while first > floor and _connects(cell.words[first - 1]):
        first -= 1
    return first


def _connects(word: Word) -> bool:
    return word.comparable in CONNECTIVES and not word.bracketed


def _clean(text: str) -> str:
    """The words without marks at their ends, and without brackets that hold the whole of them."""
    bare = tidy(text).strip(_MARKS)
    depths = bracket_depths(bare)
    if bare.startswith("(") and bare.endswith(")") and all(depths[:-1]):
        bare = bare[1:-1].strip(_MARKS)
    return bare if tokens(bare) else ""


def _named(known: list[Span], first: int, end: int) -> tuple[Agency, ...]:
    named = (span.agency for span in known if first <= span.first < end and span.agency is not None)
    return tuple({agency.key: agency for agency in named}.values())


def _no_lead(source: Source) -> Question:
    said = f"It says {tidy(source.text)!r}." if tokens(source.text) else "The cell is empty."
    return Question(QuestionKind.NO_LEAD, f"We found no agency that leads this. {said} Who leads it?", source)


def _doubt(span: Span, words: list[Word], source: Source) -> Question:
    name = tidy(source.text[words[span.first].start : words[span.last].end])
    return Question(
        QuestionKind.LEAD_OR_PARTNER,
        f"Does {name} lead this, or only take part in what the words before it describe?",
        source,
        (name,),
    )


def _agency_questions(leads: list[Lead], register: Register, today: date) -> list[Question]:
    questions = []
    for lead in leads:
        if lead.agency is None:
            asked = f"The register of agencies does not know {lead.written!r}. Which agency is it?"
            questions.append(Question(QuestionKind.UNKNOWN_AGENCY, asked, lead.source, (lead.written,)))
        elif lead.now and len(heirs := register.heirs(lead.now, today)) > 1:
            asked = f"{lead.now.name} was divided. Which of these took this over?"
            names = tuple(heir.name for heir in heirs)
            questions.append(Question(QuestionKind.DIVIDED_AGENCY, asked, lead.source, names))
    return questions
