"""Where agencies stand in a text: known ones by their longest spelling, others by their capital letters."""

from dataclasses import dataclass

from fourfold.accountability.plan.domain.reading.words import bracket_depths
from fourfold.trust.partnership.domain.register import Agency, Register
from fourfold.trust.partnership.domain.register.spelling import word_spans


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a cell. `bracketed`: it stands in brackets; `breaks`: a mark or a line ends before it."""

    text: str
    comparable: str
    start: int
    end: int
    bracketed: bool
    breaks: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words, by their places in the cell; the agency of the register that they name, if any."""

    first: int
    last: int
    agency: Agency | None


def split_words(text: str) -> list[Word]:
    """The words of a cell with what divides them."""
    depths = bracket_depths(text)
    words, end = [], 0
    for comparable, start, stop in word_spans(text):
        between = text[end:start]
        words.append(
            Word(text[start:stop], comparable, start, stop, depths[start] > 0, any(c in ",;:\n•" for c in between))
        )
        end = stop
    return words


def known_spans(words: list[Word], register: Register) -> list[Span]:
    """Every agency of the register, longest spelling first at each word, none across the edge of a bracket."""
    spans, at = [], 0
    while at < len(words):
        span = _longest(words, at, register)
        if span is None:
            at += 1
            continue
        spans.append(span)
        at = span.last + 1
    taken = {place for span in spans for place in range(span.first, span.last + 1)}
    return [span for span in spans if _stands_alone(span, words, taken)]


def _longest(words: list[Word], at: int, register: Register) -> Span | None:
    for size in range(min(register.longest_spelling, len(words) - at), 0, -1):
        run = words[at : at + size]
        if run[0].bracketed != run[-1].bracketed:
            continue
        agency = register.of_words(tuple(word.comparable for word in run))
        if agency is not None and (size > 1 or run[0].capital):
            return Span(at, at + size - 1, agency)
    return None


def _stands_alone(span: Span, words: list[Word], taken: set[int]) -> bool:
    """A single word such as `Health` names an agency only where it is no part of a longer, unknown name."""
    word = words[span.first]
    if span.last > span.first or word.text.isupper():
        return True
    before, after = span.first - 1, span.last + 1
    joined_before = before >= 0 and not word.breaks and words[before].capital and before not in taken
    joined_after = after < len(words) and not words[after].breaks and words[after].capital and after not in taken
    return not (joined_before or joined_after)
