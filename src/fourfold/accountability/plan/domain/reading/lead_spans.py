"""Which agencies of a cell lead, and which are only named in words about another's part in it."""

from dataclasses import dataclass, field
from enum import Enum, auto

from fourfold.accountability.plan.domain.reading.agency_spans import Span, Word

CONNECTIVES = frozenset(["and", "also", "plus", "the", "then", "both", "or"])
_OPENERS = frozenset(
    ["via", "by", "through", "with", "from", "including", "involving", "under", "of", "for", "to", "alongside"]
)
_DETERMINERS = frozenset(["the", "all", "each", "every", "local", "relevant", "partner", "other", "our", "any"])
_PLAIN = frozenset(
    [
        *("in", "led", "supported", "working", "where", "as", "if", "when", "lead", "leads", "overseen", "on"),
        *("at", "until", "subject", "this", "these", "it", "they", "input", "support", "delivered", "tbc", "tba"),
    ]
)
_JOINERS = frozenset(["of", "and", "for", "the"])


class _State(Enum):
    """Where in a cell's sentence we are."""

    OUTSIDE = auto()
    OPENED = auto()
    """Behind a word such as `via`: what follows is its object, not a lead."""
    LISTED = auto()
    """Behind such an object."""
    LISTED_AND = auto()
    """Behind such an object and an `and`: the next one belongs to it as well."""


@dataclass
class LeadSpans:
    """The leads of a cell in order; `in_doubt` are those that might only take part in what another leads."""

    leads: list[Span] = field(default_factory=list)
    in_doubt: list[Span] = field(default_factory=list)


def find_leads(words: list[Word], known: list[Span]) -> LeadSpans:
    """Tell the leads of a cell from other agencies it names. Words in brackets never lead."""
    starts = {span.first: span for span in known}
    found, state, at = LeadSpans(), _State.OUTSIDE, 0
    while at < len(words):
        word = words[at]
        if word.bracketed:
            state, at = _State.OUTSIDE, at + 1
            continue
        span = starts.get(at) or _unknown_name(words, at, starts)
        if span is None:
            state, at = _after(word, state), at + 1
            continue
        at = span.last + 1
        state = _place(span, word, state, found)
    return found


def _place(span: Span, word: Word, state: _State, found: LeadSpans) -> _State:
    """Take a name as a lead or as an object, and say where we are behind it."""
    if found.leads and state is _State.OPENED:
        return _State.LISTED
    if found.leads and state is _State.LISTED_AND:
        found.in_doubt.append(span)
        return _State.LISTED
    if state is _State.LISTED and word.breaks:
        found.in_doubt.append(span)
    found.leads.append(span)
    return _State.OUTSIDE


def _after(word: Word, state: _State) -> _State:
    """Where we are behind a word that names nobody."""
    if word.comparable in _OPENERS:
        return _State.OPENED
    if state is _State.OPENED and word.comparable in _DETERMINERS:
        return state
    if state is _State.LISTED and word.comparable == "and":
        return _State.LISTED_AND
    return _State.OUTSIDE


def _unknown_name(words: list[Word], at: int, starts: dict[int, Span]) -> Span | None:
    """A run of capitalised words that the register does not know, small words inside it too."""
    if not _can_name(words[at]):
        return None
    last = at
    for place in range(at + 1, len(words)):
        word = words[place]
        if word.bracketed or word.breaks or place in starts:
            break
        if _can_name(word):
            last = place
        elif word.comparable not in _JOINERS:
            break
    return Span(at, last, None)


def _can_name(word: Word) -> bool:
    plain = CONNECTIVES | _OPENERS | _DETERMINERS | _PLAIN
    return word.capital and word.comparable not in plain
