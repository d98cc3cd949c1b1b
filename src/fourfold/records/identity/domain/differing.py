"""Where two values differ: letter by letter in names and numbers, part by part in dates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

LIKE = 0.6
"""From this likeness on, words are compared letter by letter; below, the whole word differs."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a value, and whether it differs from the other one. An empty one stands where letters lack."""

    text: str
    differs: bool = False


def differing(value: str, other: str) -> list[Piece]:
    """`value` in pieces, those marked that are not in `other`. Capitals, spaces and hyphens say nothing."""
    parts = re.findall(r"[^\s-]+|[\s-]+", value)
    words = [part for part in parts if _is_word(part)]
    partners = iter(_partners([word.casefold() for word in words], _words(other)))
    pieces: list[Piece] = []
    for part in parts:
        pieces.extend(_in_word(part, next(partners)) if _is_word(part) else [Piece(part)])
    return _joined(pieces)


def is_reordered(value: str, other: str) -> bool:
    """Whether both have the same words, in another order."""
    ours, theirs = _words(value), _words(other)
    return ours != theirs and sorted(ours) == sorted(theirs)


def is_same(value: str, other: str) -> bool:
    """Whether two values say the same, however they are spaced or capitalised."""
    return _words(value) == _words(other)


def _words(value: str) -> list[str]:
    return [part.casefold() for part in re.findall(r"[^\s-]+", value)]


def _is_word(part: str) -> bool:
    return not part[0].isspace() and part[0] != "-"


def _partners(words: Sequence[str], theirs: Sequence[str]) -> list[str | None]:
    """For each word the one of the other value that it is compared with: the same, else the likest that is left."""
    left = list(theirs)
    found: list[str | None] = []
    for word in words:
        found.append(word if word in left else None)
        if word in left:
            left.remove(word)
    for place, word in enumerate(words):
        if found[place] is None and left:
            likest = max(left, key=lambda one: likeness(word, one))
            if likeness(word, likest) >= LIKE:
                found[place] = likest
                left.remove(likest)
    return found


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _in_word(word: str, partner: str | None) -> Iterator[Piece]:
    if partner is None:
        yield Piece(word, differs=True)
        return
    if len(word.casefold()) != len(word):  # a sharp s is two letters when it is compared
        yield Piece(word, differs=word.casefold() != partner)
        return
    if len(word) == len(partner):
        for ours, theirs in zip(word, partner, strict=True):
            yield Piece(ours, differs=ours.casefold() != theirs)
        return
    steps = SequenceMatcher(None, word.casefold(), partner, autojunk=False).get_opcodes()
    for step, start, stop, *_theirs in steps:
        yield Piece(word[start:stop], differs=step != "equal")


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].differs == piece.differs:
            found[-1] = Piece(found[-1].text + piece.text, piece.differs)
        else:
            found.append(piece)
    return found


def date_differs(day: str, other: str) -> tuple[bool, bool, bool]:
    """Which of year, month and day differ in two dates as `2011-03-27`."""
    ours, theirs = day.split("-"), other.split("-")
    return ours[0] != theirs[0], ours[1] != theirs[1], ours[2] != theirs[2]


def is_transposed(day: str, other: str) -> bool:
    """Whether day and month stand the other way round."""
    ours, theirs = day.split("-"), other.split("-")
    return ours != theirs and ours[0] == theirs[0] and ours[1:] == theirs[:0:-1]
