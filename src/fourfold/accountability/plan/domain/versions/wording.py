"""What stayed, what was taken out and what was put in between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 3_000
"""Of longer texts, only what is the same at the beginning and the end is told apart from the rest."""
_PIECE = re.compile(r"\s+|\w+|[^\w\s]")
_SPACE = re.compile(r"\s+")


class Fate(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words with what became of it. Without the added ones, all runs make the old text."""

    fate: Fate
    text: str
    was: str = ""

    @property
    def before(self) -> str:
        """How the old text writes it: what is the same may be spaced otherwise there."""
        return self.was or self.text


def differences(old: str, new: str) -> list[Run]:
    """The runs of two texts in reading order. Spaces and line breaks that differ do not count as a change."""
    a, b = _pieces(old), _pieces(new)
    if len(a) > MOST_WORDS or len(b) > MOST_WORDS:
        return _merged(_ends(a, b))
    return _merged(_runs(a, b))


def reworded(old: str, new: str) -> bool:
    """Whether two texts differ in more than their spaces."""
    return _SPACE.sub(" ", old).strip() != _SPACE.sub(" ", new).strip()


def _pieces(text: str) -> list[str]:
    """Words and marks, each with the space behind it as one space."""
    pieces: list[str] = []
    for piece in _PIECE.findall(text.strip()):
        if not piece.isspace():
            pieces.append(piece)
        elif pieces:
            pieces[-1] += " "
    return pieces


def _runs(a: list[str], b: list[str]) -> Iterator[Run]:
    compared = SequenceMatcher(None, [piece.rstrip() for piece in a], [piece.rstrip() for piece in b], autojunk=False)
    for tag, a1, a2, b1, b2 in compared.get_opcodes():
        if tag == "equal":
            yield Run(Fate.SAME, "".join(b[b1:b2]), "".join(a[a1:a2]))
            continue
        if a2 > a1:
            yield Run(Fate.REMOVED, "".join(a[a1:a2]))
        if b2 > b1:
            yield Run(Fate.ADDED, "".join(b[b1:b2]))


def _ends(a: list[str], b: list[str]) -> Iterator[Run]:
    first = 0
    while first < min(len(a), len(b)) and a[first] == b[first]:
        first += 1
    last = 0
    while last < min(len(a), len(b)) - first and a[-1 - last] == b[-1 - last]:
        last += 1
    yield Run(Fate.SAME, "".join(b[:first]))
    yield Run(Fate.REMOVED, "".join(a[first : len(a) - last]))
    yield Run(Fate.ADDED, "".join(b[first : len(b) - last]))
    yield Run(Fate.SAME, "".join(b[len(b) - last :]))


def _merged(runs: Iterator[Run]) -> list[Run]:
    """Without empty runs, and neighbours of one fate as one."""
    merged: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if merged and merged[-1].fate is run.fate:
            last = merged[-1]
            merged[-1] = Run(run.fate, last.text + run.text, last.before + run.before)
        else:
            merged.append(run)
    return merged
