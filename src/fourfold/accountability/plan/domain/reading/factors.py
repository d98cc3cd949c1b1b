"""Success factors run together in one cell: where does one end and the next begin?

A new factor begins
- behind a full stop or a line break (unless the next sentence looks back: "This will be measured yearly");
- at a capital letter behind a lower-case word that can end an item: no article, preposition, conjunction or
  adjective that waits for its noun; and what begins there is no proper name (a run of capitals, a place);
- behind a proper name, where the capitalised word is one that outcomes begin with ("Exploration of", "Reduced").
A comma, a colon, a semicolon or an open bracket never ends a factor. What might be a boundary is asked.
"""

import re
from dataclasses import dataclass

from fourfold.accountability.plan.domain.reading.questions import Question, QuestionKind
from fourfold.accountability.plan.domain.reading.results import Factor
from fourfold.accountability.plan.domain.reading.tables import Source
from fourfold.accountability.plan.domain.reading.vocabulary import (
    CANNOT_END,
    LOOKS_BACK,
    MIGHT_END,
    opens_outcome,
)
from fourfold.accountability.plan.domain.reading.words import bracket_depths, cut, sentence_starts, tidy, tokens

_CHUNK = re.compile(r"\S+")
_EDGES = "'‘’\"“”()[].,;:!?"
_BULLET = re.compile(r"(?:^|\s)[•▪●·]\s*|(?:^|\n)[-–*]\s+")


@dataclass(frozen=True, slots=True)
class FactorCell:
    """The factors of a cell in their order, and what is asked about where they were cut."""

    factors: tuple[Factor, ...]
    questions: tuple[Question, ...]


def read_factors(source: Source, places: frozenset[str]) -> FactorCell:
    """Split a cell into its factors. `places` are words that begin a proper name even when they stand alone."""
    bulleted = _BULLET.split(source.text)
    if len(bulleted) > 1:
        items = (Factor(tidy(item), source) for item in bulleted if tokens(item))
        return FactorCell(tuple(items), ())
    starts, doubtful = _starts(source.text, places)
    pieces = [piece for piece in cut(source.text, starts) if tokens(piece)]
    factors = tuple(Factor(piece, source) for piece in pieces)
    if not doubtful:
        return FactorCell(factors, ())
    heard = "; ".join(f"before {word!r}" for word in doubtful)
    asked = f"We are not sure where these success factors end: look {heard}. We read {len(pieces)} of them."
    return FactorCell(factors, (Question(QuestionKind.FACTOR_SPLIT, asked, source, tuple(pieces)),))


def _starts(text: str, places: frozenset[str]) -> tuple[list[int], list[str]]:
    """Where factors begin after the first, and the words at which this is in doubt."""
    sure, doubtful = [], []
    sentences = set(sentence_starts(text))
    depths = bracket_depths(text)
    chunks = list(_CHUNK.finditer(text))
    for before, chunk, after in zip(chunks, chunks[1:], [*chunks[2:], None], strict=False):
        if depths[chunk.start()] or not _starts_capital(chunk.group()):
            continue
        following = after.group() if after else ""
        begins = _begins(before.group(), chunk.group(), following, chunk.start() in sentences, places)
        if begins is not None and begins.here:
            sure.append(chunk.start())
        if begins is not None and begins.doubtful:
            doubtful.append(tidy(f"{chunk.group()} {following}"))
    return sure, doubtful


@dataclass(frozen=True, slots=True)
class _Verdict:
    here: bool
    doubtful: bool = False


def _begins(before: str, word: str, after: str, sentence: bool, places: frozenset[str]) -> _Verdict | None:
    """Whether a factor begins at `word`; None where there is not even a question."""
    bare, last = word.strip(_EDGES), before.strip(_EDGES)
    if sentence:
        return _Verdict(False, True) if bare.casefold() in LOOKS_BACK else _Verdict(True)
    if before.endswith(";"):
        return _Verdict(False, True)
    if before[-1] in ",:-–—/&" or last.casefold() in CANNOT_END:
        return None
    if _starts_capital(before):
        return _Verdict(True, True) if opens_outcome(bare, after) else None
    if bare.isupper() and len(bare) > 1:
        return _Verdict(False, True)
    if _starts_capital(after) or bare.casefold() in places:
        return _Verdict(False, True)
    return _Verdict(True, doubtful=last.casefold() in MIGHT_END)


def _starts_capital(word: str) -> bool:
    return word.lstrip("'‘\"“([")[:1].isupper()
