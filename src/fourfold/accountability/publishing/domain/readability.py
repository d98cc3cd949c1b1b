"""How hard a text is to read: the age at which most people in school can read it, and what makes it hard.

Flesch-Kincaid grade level (Kincaid and others, 1975): 0.39 words a sentence + 11.8 syllables a word - 15.59. A grade
of the United States plus five is the age. Syllables are counted by rules of English spelling, so a text of a few
words says little. Public pages aim at 12 (GOV.UK writes for 9).
"""

import re
from dataclasses import dataclass
from typing import Final

AIM: Final = 12
"""The reading age that a public page keeps to."""
LONG_SENTENCE = 25
"""Words from which a sentence is hard (GOV.UK content design)."""
LONG_WORD = 4
"""Syllables from which a word is hard."""
GRADE_TO_AGE = 5

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d[\d,.]*")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")
_SILENT = re.compile(
    r"(?<=[^aeiouysxzcgh])es$"  # times, but places, pages, wishes
    r"|(?<=[^aeiouydt])ed$"  # trained, but wanted
    r"|(?<=[aeiouy][^aeiouy])e$"  # safe, file
    r"|(?<=[^aeiouyl])e$"  # hence, but title
)
_VOWELS = re.compile(r"[aeiouy]+")
_SPLIT = re.compile(
    r"ia(?!l|n|g)|[^tcsg]ian|[^tcsgx]io(?!u)|riet|dien|iet|ier$|rious|iu|eo(?!u|p)|ua[lt]|rea$|reas$|being|going"
    r"|ism$|ying|ssible$"
)
"""Vowels that stand together and are spoken apart."""


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence that is long, with how many words it has."""

    text: str
    words: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text reads. `age` is 5 for an empty one."""

    age: float
    sentences: tuple[HardSentence, ...]
    hard_words: tuple[str, ...]

    @property
    def is_easy(self) -> bool:
        """Whether it keeps to the aim."""
        return self.age <= AIM


def read(text: str) -> Reading:
    """How `text` reads, with its long sentences and its long words, each once, in their order."""
    sentences = [(found, _WORD.findall(found)) for found in sentences_of(text)]
    words = [word for _sentence, found in sentences for word in found]
    hard = tuple(HardSentence(text, len(found)) for text, found in sentences if len(found) >= LONG_SENTENCE)
    long_words = (word for word in words if syllables(word) >= LONG_WORD)
    once = {word.lower(): word for word in reversed(list(long_words))}
    return Reading(_age(len(sentences), words), hard, tuple(reversed(once.values())))


def sentences_of(text: str) -> list[str]:
    """The sentences that hold a word."""
    return [found for part in _SENTENCE.split(text) if (found := part.strip()) and _WORD.search(found)]


def _age(sentences: int, words: list[str]) -> float:
    if not words:
        return float(GRADE_TO_AGE)
    grade = 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return round(max(grade + GRADE_TO_AGE, GRADE_TO_AGE), 1)


def syllables(word: str) -> int:
    """The syllables of an English word, by its spelling. A number counts as one."""
    total = 0
    for part in re.split(r"[-’']", word.lower()):
        letters = re.sub(r"[^a-z]", "", part)
        if len(letters) <= 1:
            continue
        total += max(len(_VOWELS.findall(_SILENT.sub("", letters))) + len(_SPLIT.findall(letters)), 1)
    return max(total, 1)
